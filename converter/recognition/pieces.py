"""Pieces: the labelled parts of a front, each with its label cut off, to the next label or its own end."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from converter.manuscript import Block, BlockKind
from converter.recognition.draft import STATEMENTS, Draft, label_of, label_words, without_label
from converter.recognition.posts import POSTS, Post, is_prose
from converter.recognition.spoken_statements import spoken_kind

_CONTINUED = POSTS | {"affiliations", "highlights"}
"""Parts that go on to the next label; the others are one block."""
_STOP = "."
_UNENDED = (",", ":", ";", "/", "-", "–", "—", "&")


class Piece(Struct, frozen=True):
    """A labelled part: its blocks, the label cut off, and the indices they had."""

    part: str
    language: str
    languages: tuple[str, ...]
    """Those that have the label's wording, the likeliest, `language`, first."""
    label: str
    blocks: tuple[Block, ...]
    indices: tuple[int, ...]

    @property
    def text(self) -> str:
        """The words of the piece."""
        return "\n".join(block.text for block in self.blocks)


def cut_pieces(draft: Draft, group: list[Post], end: int) -> Iterator[Piece]:
    """The pieces of a group of posts that ends before the block at `end`."""
    for number, post in enumerate(group):
        until = group[number + 1].index if number + 1 < len(group) else end
        if post.label.part not in _CONTINUED:
            until = min(until, _one_block(draft, post))
        elif post.label.part in ("keywords", "citation"):
            until = _list_end(draft, post, until)
        elif post.label.part == "author-notes":
            until = next((i for i in range(post.index + 1, until) if _states(draft.blocks[i])), until)
        indices = tuple(i for i in range(post.index, until) if not draft.owners[i] and _is_printed(draft.blocks[i]))
        first = draft.blocks[post.index]
        rest = tuple(draft.blocks[i] for i in indices if i != post.index)
        opened = without_label(first, post.label)
        blocks = (replace(opened, kind=BlockKind.PARAGRAPH), *rest) if opened.text else rest
        words = label_words(first, post.label)
        label = post.label
        yield Piece(label.part, label.language, label.languages, words, blocks, indices)


def _is_printed(block: Block) -> bool:
    """Whether a block stands where it is: a footnote stands at the foot of its page."""
    return block.kind is not BlockKind.NOTE


def _states(block: Block) -> bool:
    """Whether a block is a statement, by its label or by what it says."""
    return label_of(block, STATEMENTS) is not None or spoken_kind(block.text) != ""


def _list_end(draft: Draft, post: Post, until: int) -> int:
    """Index behind a list of keywords or a citation line: what follows one that has ended begins in small letters."""
    start = _one_block(draft, post)
    for at in range(start, until):
        above, block = draft.blocks[at - 1].text.rstrip(), draft.blocks[at]
        ended = above.endswith(_STOP) or (post.label.part == "citation" and not above.endswith(_UNENDED))
        if _ends_list(block) or (ended and block.text.lstrip()[:1].isupper()):
            return at
    return until


def _ends_list(block: Block) -> bool:
    """Whether a block is no more of a list of keywords or of a citation line."""
    opens = label_of(block, {"abstract-section", *STATEMENTS}) is not None
    return block.kind is BlockKind.HEADING or opens or is_prose(block.text)


def _one_block(draft: Draft, post: Post) -> int:
    """Index behind a piece of one block: the label's own, or the next where it stands alone."""
    alone = post.label.end >= len(draft.blocks[post.index].text.rstrip()) and post.label.part != "rubric"
    below = draft.blocks[post.index + 1 : post.index + 2]
    return post.index + 1 + (alone and not any(_opens_other(block, post.label.part) for block in below))


def _opens_other(block: Block, part: str) -> bool:
    """Whether a block below a label alone is none of its part: a statement, or a heading, which may be a title."""
    return label_of(block, STATEMENTS) is not None or (block.kind is BlockKind.HEADING and "title" not in part)
