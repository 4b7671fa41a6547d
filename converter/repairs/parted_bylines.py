"""A by-line that a PDF's text tells in pieces, for its marks stand raised, is whole again.

"Anna Hill, Jon Reed", "1", ", Mary Stone": a mark alone, and behind it a piece that begins with a
comma. The pieces go on the line of the first piece that ends without a mark; no word changes, so
nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from converter.diagnostics import Log
from converter.layout import is_plain
from converter.manuscript import Block, BlockKind, Manuscript, Run
from converter.patterns import regex

_TITLE_PAGE = 30
"""So many chunks of lines may be of the title page."""
_MARK = regex(r"\s*(?:\d{1,2}|[*†‡§¶]{1,3})(?:,\s?(?:\d{1,2}|[*†‡§¶]{1,3}))*\s*")
_MARKED_END = regex(r"(?:\d|[*†‡§¶])[\s,]*$")
_PIECE = regex(r"\s*,\s*(?:[^\W\d_]{1,4}\s+|&\s*)?(?P<first>[^\W\d_])")
"""A comma, perhaps "and", and a name."""
_MOST_LINES = 4
_LONGEST = 300


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """The manuscript of plain text with the by-line of its title page in one block."""
    if not is_plain(manuscript):
        return manuscript
    page, rest = manuscript.blocks[:_TITLE_PAGE], manuscript.blocks[_TITLE_PAGE:]
    return replace(manuscript, blocks=(*_whole(page), *rest))


def _whole(blocks: Sequence[Block]) -> Iterator[Block]:
    at = 0
    while at < len(blocks):
        end = _end(blocks, at + 1)
        if end > at + 1 and (made := _joined(blocks[at], blocks[at + 1 : end])):
            yield made
            at = end
        else:
            yield blocks[at]
            at += 1


def _end(blocks: Sequence[Block], start: int) -> int:
    """Index behind the marks and pieces that follow each other from `start`."""
    end = start
    while end + 1 < len(blocks) and _MARK.fullmatch(blocks[end].text) and _is_piece(blocks[end + 1]):
        end += 2
    return end


def _is_piece(block: Block) -> bool:
    short = len(block.text) <= _LONGEST and block.text.count("\n") < _MOST_LINES
    match = _PIECE.match(block.text)
    return block.kind is BlockKind.PARAGRAPH and short and match is not None and match["first"].isupper()


def _joined(first: Block, pieces: Sequence[Block]) -> Block | None:
    """The first block with the pieces at the end of its last line that has no mark there, None where all have."""
    lines = first.text.split("\n")
    bare = [at for at, line in enumerate(lines) if not _MARKED_END.search(line)]
    if not bare or first.kind is not BlockKind.PARAGRAPH:
        return None
    told = "".join(f" {text}" if _MARK.fullmatch(text) else text for text in (piece.text.strip() for piece in pieces))
    lines[bare[-1]] = lines[bare[-1]].rstrip() + told
    place = replace(first.place, end_line=pieces[-1].place.end_line)
    return replace(first, runs=(Run("\n".join(lines)),), place=place)
