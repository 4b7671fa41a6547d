"""Fronts: where the front matter lies, a stretch of it in each language.

Labels ("Abstract.", "Ключевые слова:", "Para citar") are the posts; what stands between them is
told by its neighbours: before the first label of a language title and by-line, after a label
what continues it. A new stretch begins where a label comes again in another language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from converter.layout import ends_sentence
from converter.manuscript import TITLED, Block, BlockKind
from converter.recognition.bylines import is_byline
from converter.recognition.draft import STATEMENTS, Draft, label_of
from converter.recognition.names import looks_like_name
from converter.recognition.pieces import Piece, cut_pieces
from converter.recognition.posts import (
    FARTHEST,
    LESSER,
    LONG,
    POSTS,
    Post,
    clusters,
    find_posts,
    groups,
    is_prose,
    sections_among,
)
from converter.recognition.spoken_statements import spoken_kind

_LONGEST_ABSTRACT = 4500
_LONGEST_LINE = 400
_LONGEST_NAMES = 150
"""A longer paragraph right below a title that is sure is no by-line."""


class Front(Struct, frozen=True):
    """Front matter in one language; `head` are indices of what stands before the first label."""

    language: str
    head: tuple[int, ...]
    pieces: tuple[Piece, ...]

    def piece(self, part: str) -> Piece | None:
        """The first piece of that part."""
        return next((piece for piece in self.pieces if piece.part == part), None)


def find_fronts(draft: Draft) -> tuple[Front, ...]:
    """The stretches of front matter, in order. Nothing is claimed."""
    posts = find_posts(draft)
    fronts: tuple[Front, ...] = ()
    for cluster in clusters(draft, posts):
        since = max((index + 1 for front in fronts for index in _indices(front)), default=0)
        if not all(_is_told(post, fronts) for post in cluster):
            fronts += tuple(_fronts(draft, cluster, since))
    first = min((index for front in fronts for index in _indices(front)), default=len(draft.blocks))
    return (*_opening(draft, posts, first), *fronts) if first else fronts


def _is_told(post: Post, fronts: tuple[Front, ...]) -> bool:
    """Whether a front of that language has its keywords or citation line: amid the text the label is a mere word."""
    pieces = (front.piece(post.label.part) for front in fronts if front.language in post.label.languages)
    return post.label.part in ("keywords", "citation") and any(pieces)


def _indices(front: Front) -> set[int]:
    return {*front.head, *(index for piece in front.pieces for index in piece.indices)}


def _opening(draft: Draft, posts: list[Post], first: int) -> Iterator[Front]:
    """Front matter without any of the main labels: what stands before the text begins, and before block `first`."""
    titled = draft.blocks[0].look.style == TITLED if draft.blocks else False
    prose = next((i for i, block in draft.free() if _is_text(block, titled)), 0) or _first_sentence(draft)
    end = prose - 1 if prose > 1 and draft.blocks[prose - 1].kind is BlockKind.HEADING else prose
    end = min(end, first)
    group = [post for post in posts if post.index < end]
    if 0 < end <= FARTHEST and not any(post.label.part in POSTS for post in group):
        yield replace(_front(draft, group, 0, end), language=draft.language(prose))


def _is_text(block: Block, titled: bool) -> bool:
    """Whether the text begins with a block: below what is known to be the title, any long paragraph."""
    prose = is_prose(block.text) or (titled and len(block.text) > _LONGEST_NAMES)
    return prose and block.kind is BlockKind.PARAGRAPH


def _first_sentence(draft: Draft) -> int:
    """Where the text begins in a manuscript so short that it has no long paragraph, below a heading; else 0."""
    if not draft.blocks or draft.blocks[0].kind is not BlockKind.HEADING:
        return 0
    below = ((i, block) for i, block in draft.free() if i and block.kind is BlockKind.PARAGRAPH)
    return next((i for i, block in below if ends_sentence(block.text) and not is_byline(block.runs)), 0)


def _fronts(draft: Draft, cluster: list[Post], since: int) -> Iterator[Front]:
    """A cluster cut into languages; its head is not above `since`."""
    start = _cluster_start(draft, cluster, since)
    parted = groups(cluster)
    for group, following in zip_longest(parted, parted[1:]):
        end = _tail_end(draft, group[-1])
        if following:
            end = _head_start(draft, following, None if group[-1].label.part in LONG else end)
        yield _front(draft, group, start, end)
        start = end


def _cluster_start(draft: Draft, cluster: list[Post], since: int) -> int:
    """Index of the first block of a cluster: of the file for the first, author notes alone have no head."""
    first = cluster[0].index
    behind_references = max((i for i in range(first) if draft.owners[i] == "references"), default=-1)
    body = behind_references >= 0 or sections_among(draft.blocks[:first]) > 1
    if not since and not body and (first < FARTHEST or not _has_prose(draft, first)):
        return 0
    headed = any(post.label.part in ("abstract", "keywords") for post in cluster)
    least = behind_references + 1 if behind_references >= 0 else None
    return max(_head_start(draft, cluster, least), since) if headed else first


def _has_prose(draft: Draft, end: int) -> bool:
    """Whether text of the article stands before a block, not only names and addresses."""
    return any(is_prose(block.text) for block in draft.blocks[:end] if block.kind is BlockKind.PARAGRAPH)


def _head_start(draft: Draft, group: list[Post], least: int | None = None) -> int:
    """Index of the first block above a group that heads it: titles, by-lines, affiliations.

    Where the part above is known to end, at `least`, addresses with their full stops count too,
    and an abstract without its label.
    """
    index = group[0].index if least is None else _above_abstract(draft, group, least)
    while index > (least or 0) and not draft.owners[index - 1]:
        block = draft.blocks[index - 1]
        if not _may_head(block) and not (least is not None and _may_be_line(block)):
            break
        index -= 1
    return index


def _above_abstract(draft: Draft, group: list[Post], least: int) -> int:
    """Index of the prose right above keywords that have no abstract; of the group's first post else."""
    index = group[0].index
    if group[0].label.part == "keywords" and all(post.label.part != "abstract" for post in group):
        while index > least and not draft.owners[index - 1] and is_prose(draft.blocks[index - 1].text):
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


def _tail_end(draft: Draft, last: Post) -> int:
    """Index behind the last block of the last piece."""
    index = last.index + 1
    if last.label.end >= len(draft.blocks[last.index].text):  # a label alone: what it labels follows
        index = _abstract_end(draft, last.index) if last.label.part == "abstract" else _behind_line(draft, index)
    if last.label.part == "author-notes":
        index = _notes_end(draft, index)
    return min(index, len(draft.blocks))


def _behind_line(draft: Draft, index: int) -> int:
    """Index behind the block that a label alone labels; a heading opens something else."""
    return index + (index < len(draft.blocks) and draft.blocks[index].kind is not BlockKind.HEADING)


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


def _notes_end(draft: Draft, index: int) -> int:
    """Index behind author notes: lines of any shape where a heading, another part or the end closes them."""
    end = index
    while end < len(draft.blocks) and _may_tell_of_author(draft, end):
        end += 1
    prose = end < len(draft.blocks) and draft.blocks[end].kind is not BlockKind.HEADING and not draft.owners[end]
    if any(map(_names_author, draft.blocks[index:end])) and not (prose and not _is_labelled(draft.blocks[end])):
        return end
    while index < len(draft.blocks) and _is_author_note(draft.blocks[index]):
        index += 1
    return index


def _names_author(block: Block) -> bool:
    return _is_author_note(block) or looks_like_name(block.text.strip())


def _may_tell_of_author(draft: Draft, index: int) -> bool:
    block = draft.blocks[index]
    kind = block.kind is BlockKind.PARAGRAPH and not draft.owners[index] and not _is_labelled(block)
    return kind and (_is_author_note(block) or (len(block.text) < _LONGEST_LINE and not is_prose(block.text)))


def _is_labelled(block: Block) -> bool:
    """Whether a block opens another part, or says without a label that it is a statement."""
    label = label_of(block, {*STATEMENTS, *POSTS, "references", "notes", "appendix", "abbreviations"})
    return label is not None or spoken_kind(block.text) != ""


def _is_author_note(block: Block) -> bool:
    if block.kind is not BlockKind.PARAGRAPH or len(block.text) >= 1500:
        return False
    opening = re.split(r"[,;(:]|\s[—–-]\s", block.text.strip(), maxsplit=1)[0]
    return "@" in block.text or (opening != block.text.strip() and looks_like_name(opening))


def _front(draft: Draft, group: list[Post], start: int, end: int) -> Front:
    pieces = tuple(cut_pieces(draft, group, end))
    taken = {index for piece in pieces for index in piece.indices}
    first = next((post.index for post in group if post.label.part in POSTS), end)
    head = tuple(i for i in range(start, first) if not draft.owners[i] and i not in taken)
    return Front(_language(draft, group, pieces), head, pieces)


def _language(draft: Draft, group: list[Post], pieces: tuple[Piece, ...]) -> str:
    """The language most labels speak, the text of the abstract deciding between equals.

    Author notes may follow another language's abstract: they are asked only where there is none.
    """
    votes: Counter[str] = Counter()
    headed = any(post.label.part in ("abstract", "keywords") for post in group)
    for post in (each for each in group if not (headed and each.label.part == "author-notes")):
        for code in post.label.languages:
            votes[code] += 2 if post.label.part in POSTS else 1
    abstract = next((piece for piece in pieces if piece.part == "abstract"), None)
    if abstract and abstract.indices and (spoken := draft.language(abstract.indices[-1])):
        votes[spoken] += 1
    return votes.most_common(1)[0][0] if votes else ""
