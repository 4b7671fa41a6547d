"""The foot of a title page comes to stand above its abstract: institutions, correspondence, how to cite.

A PDF's text tells it where it is printed, amid an abstract or the text that goes on behind the page.
Institutions that count from one, or bear a sign, prove it. No word changes, so nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from converter.diagnostics import Log
from converter.layout import cut_lines, is_plain
from converter.manuscript import Block, BlockKind, Manuscript
from converter.patterns import regex
from converter.recognition.affiliations import is_institution
from converter.recognition.bylines import is_byline
from converter.repairs._front_lines import TEXT, opens_front

_FIRST = regex(r"\s*[(\[]?(?:1|a|[*†¹])[.)\]]{0,2}\s*(?=[A-Z\u00c0-\u024f\u0400-\u042f])")
_NUMBER = regex(r"\s*[(\[]?(\d{1,2})[.)\]]{0,2}\s*(?=[^\W\d_a-z])")
_MOST_LINES = 30
"""A foot has at most so many lines."""


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """The manuscript of plain text with the foot of its first page before the first label there."""
    if not is_plain(manuscript):
        return manuscript
    blocks = manuscript.blocks
    end = next((at for at, block in enumerate(blocks) if block.place.page != 1), 0)
    page = blocks[:end]
    label = next((at for at, block in enumerate(page) if opens_front(_first_line(block), TEXT)), end)
    foot = next((at for at in range(label + 1, end) if _is_foot(page[at:])), end)
    if foot == end:
        return manuscript
    told = tuple(part for block in page[foot:] for part in _parts(block))
    place = _place(page[:label])
    return replace(manuscript, blocks=(*page[:place], *told, *page[place:foot], *blocks[end:]))


def _place(head: Sequence[Block]) -> int:
    """Index behind the by-line, before how to cite where that follows; behind all where there is no by-line."""
    byline = max((at for at, block in enumerate(head) if is_byline(block.runs)), default=len(head))
    return next((at for at in range(byline + 1, len(head)) if opens_front(_first_line(head[at]))), len(head))


def _first_line(block: Block) -> str:
    return block.text.partition("\n")[0]


def _is_foot(blocks: Sequence[Block]) -> bool:
    """Whether the first institution opens these blocks, and no abstract or keywords follow."""
    first = blocks[0]
    if first.kind is not BlockKind.PARAGRAPH or not _FIRST.match(first.text):
        return False
    lines = [line for block in blocks for line in block.text.split("\n")]
    labelled = any(opens_front(line, TEXT) for line in lines)
    return len(lines) <= _MOST_LINES and not labelled and is_institution(_first_line(first))


def _parts(block: Block) -> Iterator[Block]:
    """The lines of institutions, each from its number to the next."""
    starts: list[int] = []
    count = 0
    for at, line in enumerate(block.text.split("\n")):
        match = _NUMBER.match(line)
        if match and int(match[1]) == count + 1:
            count += 1
            starts.append(at)
    yield from cut_lines(block, starts)
