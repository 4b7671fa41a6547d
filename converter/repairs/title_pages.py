"""A title page pulled from a PDF without blank lines: the by-line is cut from what is above and below it.

A line of marked names ("Anna Petrova1, Ivan Sidorov2") opens the by-line, which goes on as long as
the lines together read as names; the list of references is cut from the label above it. No word
changes, so nothing is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from converter.diagnostics import Log
from converter.languages import find_label
from converter.layout import cut_lines, is_plain, opens_references
from converter.manuscript import Block, BlockKind, Manuscript, Run
from converter.recognition.bylines import is_byline

_TITLE_PAGE = 12
"""So many chunks of lines may be of the title page."""
_MOST_LINES = 16
_MARKED = re.compile(r"[^\W\d_]\.?\s?(?:\d{1,2}\b|[*¶†‡§])")


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """The manuscript of plain text with its by-line and the label of its references for themselves."""
    if not is_plain(manuscript):
        return manuscript
    end = _title_page(manuscript.blocks)
    blocks = (part for at, block in enumerate(manuscript.blocks) for part in _parts(block, titled=at < end))
    return replace(manuscript, blocks=tuple(blocks))


def _title_page(blocks: Sequence[Block]) -> int:
    """Index of the first block that is labelled, as an abstract is, or of the first far from the top."""
    for at, block in enumerate(blocks[:_TITLE_PAGE]):
        label = find_label(block.text)
        if label is not None and label.closed and label.part in ("abstract", "keywords"):
            return at
    return min(len(blocks), _TITLE_PAGE)


def _parts(block: Block, *, titled: bool) -> Iterator[Block]:
    if block.kind is not BlockKind.PARAGRAPH or "\n" not in block.text:
        yield block
    elif opens_references(block):
        yield from cut_lines(block, (1,))
    elif titled:
        yield from cut_lines(block, _byline(block.text.split("\n")))
    else:
        yield block


def _byline(lines: Sequence[str]) -> tuple[int, ...]:
    """Where the by-line begins and ends among lines of a title; nothing where none stands below another line."""
    if len(lines) > _MOST_LINES:
        return ()
    for first in range(1, len(lines)):
        if _MARKED.search(lines[first]) and _are_names(lines[first : first + 1]):
            lasts = (last for last in range(len(lines), first, -1) if _are_names(lines[first:last]))
            return (first, next(lasts))
    return ()


def _are_names(lines: Sequence[str]) -> bool:
    return is_byline((Run(" ".join(lines)),))
