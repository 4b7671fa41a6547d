"""A title page pulled from a PDF without blank lines: the by-line is cut from what is above and below it.

A line of marked names ("Anna Petrova1, Ivan Sidorov2") opens the by-line, which goes on as long as
the lines together read as names; what stands above it is the title. Labels of the front matter
open paragraphs, the list of references is cut from its label. No word changes, so nothing is told.
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
_FRONT = frozenset({"abstract", "keywords", "citation"})
_MARKED = re.compile(r"[^\W\d_]\.?\s?(?:\d{1,2}\b|[*¶†‡§])")


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """The manuscript of plain text with its by-line and the label of its references for themselves."""
    if not is_plain(manuscript):
        return manuscript
    title = _first_labelled(manuscript.blocks)
    blocks = (
        part
        for at, block in enumerate(manuscript.blocks)
        for part in _parts(block, front=at < _TITLE_PAGE, titled=at <= title)
    )
    return replace(manuscript, blocks=tuple(blocks))


def _first_labelled(blocks: Sequence[Block]) -> int:
    """Index of the first block with the label of an abstract or the like, in which the title may stand above it."""
    labelled = (at for at, block in enumerate(blocks[:_TITLE_PAGE]) if any(map(_opens_front, block.text.split("\n"))))
    return next(labelled, _TITLE_PAGE - 1)


def _parts(block: Block, *, front: bool, titled: bool) -> Iterator[Block]:
    lines = block.text.split("\n")
    if block.kind is not BlockKind.PARAGRAPH or len(lines) == 1:
        yield block
    elif opens_references(block):
        yield from cut_lines(block, (1,))
    else:
        labels = [at for at, line in enumerate(lines) if front and _opens_front(line)]
        byline = _byline(lines) if titled else ()
        title, *rest = cut_lines(block, (*labels, *byline))
        yield replace(title, kind=BlockKind.HEADING, level=1) if byline else title
        yield from rest


def _byline(lines: Sequence[str]) -> tuple[int, ...]:
    """Where the by-line begins and ends among lines of a title; nothing where none stands below another line."""
    end = next((at for at, line in enumerate(lines[:_MOST_LINES]) if _opens_front(line)), min(len(lines), _MOST_LINES))
    for first in range(end):
        if _MARKED.search(lines[first]) and _are_names(lines[first : first + 1]):
            lasts = (last for last in range(end, first, -1) if _are_names(lines[first:last]))
            return (first, next(lasts)) if first else ()
    return ()


def _are_names(lines: Sequence[str]) -> bool:
    return is_byline((Run(" ".join(lines)),))


def _opens_front(line: str) -> bool:
    """Whether a line opens with the label of an abstract, of keywords, or of how to cite."""
    label = find_label(line)
    if label is None or not label.closed or label.part not in _FRONT:
        return False
    return line[label.start : label.start + 1].isupper()
