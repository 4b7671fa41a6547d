"""Tables without rules: below a caption, rows whose cells stand above one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from converter.readers._pdf.captions import captions, is_caption_line
from converter.readers._pdf.grids import Frame, Grid, Row, cells_of, grid_of, rows_of
from converter.readers._pdf.lines import Line
from converter.readers._pdfium.pages import Box

_FEWEST = 3
"""Rows of several cells that a table has at least."""
_CAPTION_LINES = 4
_LONGEST = 60
"""Letters of the longest line in a cell: columns of text have longer ones."""
_LONGEST_ALONE = 40
_FAR = 2.6
_ALIKE = 0.6
"""This part of the rows at least has as many cells as most, or one less or more."""


def find_plain_tables(lines: Sequence[Line], *, cells: int) -> tuple[list[Grid], list[Line]]:
    """The tables without rules, and the pieces outside them; their rows have `cells` cells or more."""
    grids: list[Grid] = []
    left = list(lines)
    for caption in sorted(lines, key=lambda line: line.base):
        rows = list(_rows_below(caption, left, cells)) if captions(caption.text, "table") else []
        grid = _grid(caption, rows, cells)
        if grid is not None:
            grids.append(grid)
            gone = {id(piece) for row in rows for piece in row.pieces}
            left = [line for line in left if id(line) not in gone]
    return grids, left


def _rows_below(caption: Line, lines: Sequence[Line], cells: int) -> Iterator[Row]:
    """The rows of a table from the first below the caption's lines to the last that is one."""
    below = rows_of(line for line in lines if line.base > caption.base + 0.5 * caption.size)
    start = next((at for at, row in enumerate(below[:_CAPTION_LINES]) if _is_row(row, cells)), len(below))
    base = caption.base
    for at, row in enumerate(below):
        if row.base - base > _FAR * row.size or is_caption_line(row.pieces[0].text):
            return
        base = row.base
        if at < start:
            continue
        following = below[at + 1] if at + 1 < len(below) else None
        if not _is_row(row, cells) and not _goes_on(below[at - 1], row, following, cells):
            return
        yield row


def _is_row(row: Row, cells: int) -> bool:
    found = cells_of(row.pieces)
    return len(found) >= cells and max(sum(len(word.text) + 1 for word in cell) for cell in found) <= _LONGEST


def _goes_on(above: Row, row: Row, below: Row | None, cells: int) -> bool:
    """Whether a row of fewer cells stands between rows: the second line of a cell, the head of a group."""
    if below is None or not _is_row(below, cells) or below.base - row.base > _FAR * row.size:
        return False
    starts = [cell[0].x0 for cell in cells_of(above.pieces)]
    return all(
        len(piece.text) <= _LONGEST_ALONE and any(abs(piece.x0 - start) < piece.size for start in starts)
        for piece in row.pieces
    )


def _grid(caption: Line, rows: Sequence[Row], cells: int) -> Grid | None:
    """The table of the rows; None where too few have cells above one another."""
    counts = [len(cells_of(row.pieces)) for row in rows]
    full = sorted(count for count in counts if count >= cells)
    if len(full) < _FEWEST:
        return None
    most = full[len(full) // 2]
    if sum(abs(count - most) <= 1 for count in counts) < _ALIKE * len(counts) or not _descends(rows):
        return None
    pieces = [piece for row in rows for piece in row.pieces]
    x0, x1 = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    top, foot = rows[0].base - rows[0].size, rows[-1].base + 0.4 * rows[-1].size
    frame = Frame([Box(x0, top, x1, top), Box(x0, foot, x1, foot)], [], [])
    return grid_of(frame, [caption, *pieces])


def _descends(rows: Sequence[Row]) -> bool:
    """Whether the rows stand below one another without one that is twice as far as the others."""
    gaps = sorted(below.base - above.base for above, below in pairwise(rows))
    return gaps[-1] <= _FAR * gaps[len(gaps) // 2]
