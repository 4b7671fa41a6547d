"""One page: its tables, figures and formulas found, the rest in columns, in the order of reading."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from converter.diagnostics import Kind, Log, Place, Severity
from converter.readers._pdf.chunks import column_of, lines_of
from converter.readers._pdf.columns import regions_of
from converter.readers._pdf.equations import find_equations
from converter.readers._pdf.figures import Picture, find_figures
from converter.readers._pdf.front import Element, Float
from converter.readers._pdf.grids import Grid
from converter.readers._pdf.lines import Line
from converter.readers._pdf.paragraphs import chunks_of
from converter.readers._pdf.tables import find_tables
from converter.readers._pdf.unruled import find_plain_tables
from converter.readers._pdfium.pages import Box, Page

FIGURE_TEXT = Kind("pdf-figure-text", Severity.NOTE, "Words drawn within a figure were left to the figure.")

_SURE_CELLS = 3
"""Rows with so many short cells are no lines of two columns of text."""


class Sheet(Struct):
    """One page on its way: regions of pieces, then elements in the order of reading."""

    number: int
    regions: list[tuple[list[Line | Float], bool]] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)


def sheet_of(log: Log, page: Page, lines: Sequence[Line], known: set[tuple[int, int]], body: float, file: str) -> Sheet:
    """The page in regions; `known` are corners of the journal's ornaments, `body` is the text's type size."""
    ruled, left = find_tables(lines, page.rules, captioned=True)
    plain, left = find_plain_tables(left, cells=_SURE_CELLS)
    captioned = [*ruled, *plain]
    frames = [Box(grid.x0, grid.top, grid.x1, grid.bottom) for grid in captioned]
    shown = find_figures(page, left, frames, known, body)
    if shown.labels:
        words = " ".join(line.text for line in shown.labels)
        log(FIGURE_TEXT(Place(file, page=page.number), before=words, after=""))
    grids, rest = find_tables(shown.lines, page.rules, captioned=False)
    sheet = Sheet(page.number)
    for region in regions_of([*rest, *captioned, *grids, *shown.figures], page.rules):
        stretch = [item for item in region.items if isinstance(item, Line)]
        narrow, rest = find_plain_tables(stretch, cells=2)
        equations, rest = find_equations(log, rest, column_of(rest), file) if rest else ([], rest)
        floats = [item for item in region.items if isinstance(item, Grid | Picture)]
        sheet.regions.append((sorted([*rest, *narrow, *equations, *floats], key=lambda item: item.top), region.aside))
    return sheet


def lines_within(items: Sequence[Line | Float]) -> list[Line]:
    """The pieces of lines among the items of a region."""
    return [item for item in items if isinstance(item, Line)]


def elements_of(items: Sequence[Line | Float], usual: dict[float, float], body: float, *, aside: bool) -> list[Element]:
    """The paragraphs, tables and pictures of a region."""
    lines = lines_of(lines_within(items))
    if not lines:
        return [item for item in items if not isinstance(item, Line)]
    column = column_of(lines, aside=aside)
    found: list[Element] = []
    start = 0
    for item in items:
        if isinstance(item, Line):
            continue
        until = next((at for at in range(start, len(lines)) if lines[at].base > item.top), len(lines))
        found += chunks_of(lines[start:until], column, usual, body)
        found.append(item)
        start = until
    return [*found, *chunks_of(lines[start:], column, usual, body)]
