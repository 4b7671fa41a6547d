"""Posts: the labels that mark front matter, gathered to clusters and parted by language.

A post is a label that opens a part; posts near to each other, with no section of text between
them, are a cluster, and a part that comes again in another language opens its next group.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from converter.languages import Label
from converter.manuscript import Block, BlockKind
from converter.recognition.draft import Draft, label_of

POSTS = frozenset({"abstract", "keywords", "author-notes", "citation"})
"""Labels that mark the front matter."""
LESSER = frozenset(
    {
        "affiliations",
        "bbk",
        "copyright",
        "correspondence",
        "doi",
        "edn",
        "email",
        "grnti",
        "highlights",
        "issn",
        "jel",
        "licence",
        "msc",
        "orcid",
        "pacs",
        "rubric",
        "running-title",
        "title",
        "udc",
        "vak",
    }
)
"""Labels that belong to the front where they stand beside those."""
_ADDRESSES = frozenset({"orcid", "email"})
_CLASSES = frozenset({"udc", "bbk", "grnti", "rubric"})
"""Parts that rather open the front of the next language than end that of the last."""
LONG = frozenset({"abstract", "author-notes", "affiliations", "highlights"})
"""Parts that may be of several blocks: where they end only the next post tells."""
FARTHEST = 40
"""Posts with more blocks between them are of two clusters."""
_FARTHEST_LENGTH = 6000
_STOPS = tuple(".!?…:")
_FEWEST_WORDS = 25
_FEW_CAPITALS = 0.4
"""German prose has a capital on every third word, a line of names or addresses on most."""


class Post(Struct, frozen=True):
    """A label, and the index of the block it opens."""

    index: int
    label: Label


def find_posts(draft: Draft) -> list[Post]:
    """Every label of front matter that opens a block nobody has claimed; addresses amid author notes open none."""
    found = ((index, label_of(block, POSTS | LESSER)) for index, block in draft.free())
    posts: list[Post] = []
    for post in (Post(index, label) for index, label in found if label):
        if not (posts and post.label.part in _ADDRESSES and posts[-1].label.part == "author-notes"):
            posts.append(post)
    return posts


def clusters(draft: Draft, posts: list[Post]) -> Iterator[list[Post]]:
    """Posts near to each other, without a heading's section of text between them."""
    cluster: list[Post] = []
    for post in posts:
        if cluster and _apart(draft, cluster[-1], post.index):
            yield from _front_matter(cluster)
            cluster = []
        cluster.append(post)
    yield from _front_matter(cluster)


def _front_matter(cluster: list[Post]) -> Iterator[list[Post]]:
    if any(post.label.part in POSTS for post in cluster):
        yield cluster


def _apart(draft: Draft, first: Post, second: int) -> bool:
    between = draft.blocks[first.index + 1 : second]
    length = sum(len(block.text) for block in between)
    text = first.label.part != "abstract" and sections_among(between) > 0
    return text or len(between) > FARTHEST or length > _FARTHEST_LENGTH


def sections_among(blocks: Sequence[Block]) -> int:
    """How many headings with text below them, sections of the body, are among the blocks."""
    return sum(one.kind is BlockKind.HEADING and is_prose(two.text) for one, two in pairwise(blocks))


def is_prose(text: str) -> bool:
    """Whether a text reads on in sentences: long, with few capitals and a stop at its end."""
    words = [word for word in text.split() if word[:1].isalpha()]
    ended = text.rstrip()[-1:] in _STOPS
    return len(words) > (_FEWEST_WORDS if ended else 2 * _FEWEST_WORDS) and sum(
        word[0].isupper() for word in words
    ) < _FEW_CAPITALS * len(words)


def groups(cluster: list[Post]) -> list[list[Post]]:
    """Posts of one language each: a part that comes again opens the next language."""
    groups: list[list[Post]] = [[]]
    for post in cluster:
        parts = {each.label.part for each in groups[-1]}
        if post.label.part in parts and post.label.part in POSTS and _foreign(post, groups[-1]):
            groups.append(_lesser_before(groups[-1], post))
        groups[-1].append(post)
    return [group for group in groups if group]


def _foreign(post: Post, group: list[Post]) -> bool:
    """Whether the post is of a language that the group's post of that part has not."""
    same = [each.label for each in group if each.label.part == post.label.part]
    return all(not set(each.languages) & set(post.label.languages) or _whole(group) for each in same)


def _whole(group: list[Post]) -> bool:
    return {"abstract", "keywords"} <= {each.label.part for each in group}


def _lesser_before(group: list[Post], following: Post) -> list[Post]:
    """Lesser posts at the end of a group that stand before the next language's first post, or speak it."""
    taken: list[Post] = []
    while group and (
        group[-1].label.part in _CLASSES
        or _speaks_as(group[-1], following, group[0])
        or _stands_nearer(group, following)
    ):
        taken.insert(0, group.pop())
    return taken


def _stands_nearer(group: list[Post], following: Post) -> bool:
    """Whether the last post of a group is an address that stands nearer to what follows than to what precedes."""
    last = group[-1]
    before = next((post.index for post in reversed(group) if post.label.part not in _ADDRESSES), last.index)
    return last.label.part in _ADDRESSES and following.index - last.index < last.index - before


def _speaks_as(post: Post, following: Post, first: Post) -> bool:
    """Whether a lesser post has its label in the language of the post that follows and not in that of the first."""
    spoken = set(post.label.languages)
    own = post.label.part in LESSER and bool(spoken & set(following.label.languages))
    return own and not spoken & set(first.label.languages)
