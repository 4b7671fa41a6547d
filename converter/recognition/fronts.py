"""Fronts: where the front matter lies, a stretch of it in each language.

Labels ("Abstract.", "Ключевые слова:", "Para citar") are the posts; what stands between them is
told by its neighbours: before the first label of a language title and by-line, after a label
what continues it. A new stretch begins where a label comes again in another language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from converter.languages import Label
from converter.manuscript import Block, BlockKind
from converter.recognition.draft import STATEMENTS, Draft, label_of, label_words, without_label
from converter.recognition.names import looks_like_name

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
        "jel",
        "highlights",
        "licence",
        "orcid",
        "rubric",
        "udc",
    }
)
"""Labels that belong to the front where they stand beside those."""
_CONTINUED = POSTS | {"affiliations", "highlights"}
"""Pieces that go on to the next label; the others are one block."""
_LONG = frozenset({"abstract", "author-notes", "affiliations", "highlights"})
"""Pieces that may be of several blocks: where they end only the next piece tells."""
_STOPS = tuple(".!?…:")
_FEWEST_WORDS = 25
_GAP_BLOCKS = 40
_GAP_LENGTH = 6000
_LONGEST_ABSTRACT = 4500
"""Front matter further apart than that is another cluster."""


class Piece(Struct, frozen=True):
    """A labelled part: its blocks, the label cut off, and the indices they had."""

    part: str
    language: str
    label: str
    blocks: tuple[Block, ...]
    indices: tuple[int, ...]

    @property
    def text(self) -> str:
        """The words of the piece."""
        return "\n".join(block.text for block in self.blocks)


class Front(Struct, frozen=True):
    """Front matter in one language; `head` are indices of what stands before the first label."""

    language: str
    head: tuple[int, ...]
    pieces: tuple[Piece, ...]

    def piece(self, part: str) -> Piece | None:
        """The first piece of that part."""
        return next((piece for piece in self.pieces if piece.part == part), None)


class _Post(Struct, frozen=True):
    index: int
    label: Label


def find_fronts(draft: Draft) -> tuple[Front, ...]:
    """The stretches of front matter, in order. Nothing is claimed."""
    posts = _posts(draft)
    fronts: tuple[Front, ...] = ()
    for cluster in _clusters(draft, posts):
        since = max((index + 1 for front in fronts for index in _indices(front)), default=0)
        fronts += tuple(_fronts(draft, cluster, since))
    return fronts if any(0 in _indices(front) for front in fronts) else (*_opening(draft, posts), *fronts)


def _indices(front: Front) -> set[int]:
    return {*front.head, *(index for piece in front.pieces for index in piece.indices)}


def _opening(draft: Draft, posts: list[_Post]) -> Iterator[Front]:
    """Front matter without any of the main labels: what stands before the text begins."""
    prose = next((i for i, block in draft.free() if is_prose(block.text) and block.kind is BlockKind.PARAGRAPH), 0)
    end = prose - 1 if prose > 1 and draft.blocks[prose - 1].kind is BlockKind.HEADING else prose
    group = [post for post in posts if post.index < end]
    if 0 < end <= _GAP_BLOCKS and not any(post.label.part in POSTS for post in group):
        yield replace(_front(draft, group, 0, end), language=draft.language(prose))


def _posts(draft: Draft) -> list[_Post]:
    found = ((index, label_of(block, POSTS | LESSER)) for index, block in draft.free())
    return [_Post(index, label) for index, label in found if label]


def _clusters(draft: Draft, posts: list[_Post]) -> Iterator[list[_Post]]:
    """Posts near to each other, without a heading's section of text between them."""
    cluster: list[_Post] = []
    for post in posts:
        if cluster and _apart(draft, cluster[-1], post.index):
            yield from _front_matter(cluster)
            cluster = []
        cluster.append(post)
    yield from _front_matter(cluster)


def _front_matter(cluster: list[_Post]) -> Iterator[list[_Post]]:
    if any(post.label.part in POSTS for post in cluster):
        yield cluster


def _apart(draft: Draft, first: _Post, second: int) -> bool:
    between = draft.blocks[first.index + 1 : second]
    length = sum(len(block.text) for block in between)
    text = first.label.part != "abstract" and _sections(between) > 0
    return text or len(between) > _GAP_BLOCKS or length > _GAP_LENGTH


def _sections(blocks: Sequence[Block]) -> int:
    """How many headings with text below them, sections of the body, are among the blocks."""
    return sum(one.kind is BlockKind.HEADING and is_prose(two.text) for one, two in pairwise(blocks))


def _fronts(draft: Draft, cluster: list[_Post], since: int) -> Iterator[Front]:
    """A cluster cut into languages; its head is not above `since`."""
    start = _cluster_start(draft, cluster, since)
    groups = _groups(cluster)
    for number, group in enumerate(groups):
        following = groups[number + 1][0].index if number + 1 < len(groups) else None
        end = _tail_end(draft, group[-1])
        if following:
            end = _head_start(draft, following, None if group[-1].label.part in _LONG else end)
        yield _front(draft, group, start, end)
        start = end


def _cluster_start(draft: Draft, cluster: list[_Post], since: int) -> int:
    """Index of the first block of a cluster: of the file for the first, author notes alone have no head."""
    first = cluster[0].index
    body = _sections(draft.blocks[:first]) > 1
    if not since and not body and (first < _GAP_BLOCKS or not _has_prose(draft, first)):
        return 0
    headed = any(post.label.part in ("abstract", "keywords") for post in cluster)
    behind_references = max((i for i in range(first) if draft.owners[i] == "references"), default=-1)
    least = behind_references + 1 if behind_references >= 0 else None
    return max(_head_start(draft, first, least), since) if headed else first


def _has_prose(draft: Draft, end: int) -> bool:
    """Whether text of the article stands before a block, not only names and addresses."""
    return any(is_prose(block.text) for block in draft.blocks[:end] if block.kind is BlockKind.PARAGRAPH)


def is_prose(text: str) -> bool:
    """Whether a text reads on in sentences: long, with few capitals and a stop at its end."""
    words = [word for word in text.split() if word[:1].isalpha()]
    ended = text.rstrip()[-1:] in _STOPS
    return len(words) > (_FEWEST_WORDS if ended else 2 * _FEWEST_WORDS) and sum(
        word[0].isupper() for word in words
    ) < 0.3 * len(words)


def _groups(cluster: list[_Post]) -> list[list[_Post]]:
    """Posts of one language each: a part that comes again opens the next language."""
    groups: list[list[_Post]] = [[]]
    for post in cluster:
        parts = {each.label.part for each in groups[-1]}
        if post.label.part in parts and post.label.part in POSTS and _foreign(post, groups[-1]):
            groups.append(_lesser_before(groups[-1]))
        groups[-1].append(post)
    return [group for group in groups if group]


def _foreign(post: _Post, group: list[_Post]) -> bool:
    """Whether the post is of a language that the group's post of that part has not."""
    same = [each.label for each in group if each.label.part == post.label.part]
    return all(not set(each.languages) & set(post.label.languages) or _whole(group) for each in same)


def _whole(group: list[_Post]) -> bool:
    return {"abstract", "keywords"} <= {each.label.part for each in group}


def _lesser_before(group: list[_Post]) -> list[_Post]:
    """Lesser posts at the end of a group that stand before the next language's first post."""
    taken: list[_Post] = []
    while group and group[-1].label.part in {"udc", "bbk", "rubric"}:
        taken.insert(0, group.pop())
    return taken


def _head_start(draft: Draft, first: int, least: int | None = None) -> int:
    """Index of the first block above `first` that heads it: titles, by-lines, affiliations.

    Where the part above is known to end, at `least`, addresses with their full stops count too.
    """
    index = first
    while index > (least or 0) and not draft.owners[index - 1]:
        block = draft.blocks[index - 1]
        if not _may_head(block) and not (least is not None and _may_be_line(block)):
            break
        index -= 1
    return index


def _may_be_line(block: Block) -> bool:
    """Whether a block may be a line of front matter, whatever it ends with."""
    kinds = (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM)
    return (
        block.kind in kinds and len(block.text) < 1500 and not is_prose(block.text) and not label_of(block, STATEMENTS)
    )


def _may_head(block: Block) -> bool:
    if block.kind is BlockKind.HEADING:
        return True
    text = block.text.strip()
    if label_of(block, POSTS | LESSER) or block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        return False
    return len(text) < 300 and not text.endswith((".", ";", "@")) and "@" not in text


def _tail_end(draft: Draft, last: _Post) -> int:
    """Index behind the last block of the last piece."""
    index = last.index + 1
    if last.label.end >= len(draft.blocks[last.index].text):  # a label alone: what it labels follows
        index = _abstract_end(draft, last.index) if last.label.part == "abstract" else index + 1
    if last.label.part == "author-notes":
        while index < len(draft.blocks) and _is_author_note(draft.blocks[index]):
            index += 1
    return min(index, len(draft.blocks))


def _abstract_end(draft: Draft, label: int) -> int:
    """Index behind an abstract that no other label ends: its first paragraph, or all before an introduction."""
    level = draft.blocks[label].level
    end = label + 2
    length = 0
    for index in range(label + 1, min(label + 14, len(draft.blocks))):
        block = draft.blocks[index]
        section = label_of(block, {"abstract-section"})
        if block.kind is BlockKind.HEADING and not (section and block.level > level):
            return index if section or block.text[:1].isdigit() else end
        length += len(block.text)
        if length > _LONGEST_ABSTRACT or block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            return end
        if section:
            end = index + 1 + (section.end >= len(block.text))
    return end


def _is_author_note(block: Block) -> bool:
    if block.kind is not BlockKind.PARAGRAPH or len(block.text) >= 1500:
        return False
    opening = re.split(r"[,;(:]|\s[—–-]\s", block.text.strip(), maxsplit=1)[0]
    return "@" in block.text or (opening != block.text.strip() and looks_like_name(opening))


def _front(draft: Draft, group: list[_Post], start: int, end: int) -> Front:
    pieces = tuple(_pieces(draft, group, end))
    taken = {index for piece in pieces for index in piece.indices}
    first = next((post.index for post in group if post.label.part in POSTS), end)
    head = tuple(i for i in range(start, first) if not draft.owners[i] and i not in taken)
    return Front(_language(draft, group, pieces), head, pieces)


def _pieces(draft: Draft, group: list[_Post], end: int) -> Iterator[Piece]:
    for number, post in enumerate(group):
        until = group[number + 1].index if number + 1 < len(group) else end
        if post.label.part not in _CONTINUED:
            until = min(until, _one_block(draft, post))
        elif post.label.part in ("keywords", "citation"):
            until = next((i for i in range(_one_block(draft, post), until) if _ends_list(draft.blocks[i])), until)
        indices = tuple(i for i in range(post.index, until) if not draft.owners[i])
        first = draft.blocks[post.index]
        rest = tuple(draft.blocks[i] for i in indices if i != post.index)
        opened = without_label(first, post.label)
        blocks = (replace(opened, kind=BlockKind.PARAGRAPH), *rest) if opened.text else rest
        words = label_words(first, post.label)
        yield Piece(post.label.part, post.label.language, words, blocks, indices)


def _ends_list(block: Block) -> bool:
    """Whether a block is no more of a list of keywords or of a citation line."""
    opens = label_of(block, {"abstract-section"}) is not None
    return block.kind is BlockKind.HEADING or opens or is_prose(block.text)


def _one_block(draft: Draft, post: _Post) -> int:
    """Index behind a piece of one block: the label's own, or the next where it stands alone."""
    alone = post.label.end >= len(draft.blocks[post.index].text.rstrip()) and post.label.part != "rubric"
    return post.index + 1 + alone


def _language(draft: Draft, group: list[_Post], pieces: tuple[Piece, ...]) -> str:
    """The language most labels speak, the text of the abstract deciding between equals."""
    votes: Counter[str] = Counter()
    for post in group:
        for code in post.label.languages:
            votes[code] += 2 if post.label.part in POSTS else 1
    abstract = next((piece for piece in pieces if piece.part == "abstract"), None)
    if abstract and (spoken := draft.language(abstract.indices[-1])):
        votes[spoken] += 1
    return votes.most_common(1)[0][0] if votes else ""
