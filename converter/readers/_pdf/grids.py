"""The rows and cells of a table: white that runs through the rows parts its columns, so do upright rules.

The rule below the first rows closes the head; shorter rules in the head gather columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from converter.readers._pdf.captions import captions
from converter.readers._pdf.lines import Line, merged
from converter.readers._pdfium.pages import Box, Word

THIN = 2.2
TOLERANCE = 7.0
"""The ends of a table's rules and lines differ by so many points at most."""
FEW_ROWS = 4
REACH = 60.0
"""A caption stands so near to its table, in points."""
_CELL_GAP = 0.55
"""Words nearer than this, in ems, are of one cell."""
_STRIP = 2.5
"""The narrowest white between columns, in points."""
_CROSSED = 0.12
"""So large a part of the rows may have a cell across two columns."""
_MOST_LINES = 5
_NEW_ROW = 1.22
"""Where rows are set apart, a gap wider than the narrowest by this factor begins one."""


class TableCell(Struct, frozen=True):
    """Lines of one cell and how many columns it spans."""

    lines: tuple[Line, ...]
    span: int = 1


class Grid(Struct, frozen=True):
    """A table on the page; `heads` rows at its top are its head."""

    x0: float
    top: float
    x1: float
    bottom: float
    rows: tuple[tuple[TableCell, ...], ...]
    heads: int
    page: int
    size: float
    text: str = ""


class Row(Struct, frozen=True):
    base: float
    size: float
    pieces: tuple[Line, ...]


class Frame(Struct, frozen=True):
    """The rules that enclose a table from top to bottom, and all others of the page."""

    bounds: list[Box]
    flat: list[Box]
    upright: list[Box]

    @property
    def box(self) -> Box:
        """The outline of the table."""
        return Box(self.bounds[0].x0, self.bounds[0].top, self.bounds[0].x1, self.bounds[-1].top)

    @property
    def parts(self) -> list[Box]:
        """Rules within that are shorter than the table."""
        box = self.box
        return [
            rule
            for rule in self.flat
            if box.top + THIN < rule.top < box.bottom - THIN
            and box.x0 - TOLERANCE < rule.x0
            and rule.x1 < box.x1 + TOLERANCE
            and rule.width < box.width - 2 * TOLERANCE
        ]


def between(line: Line, above: Box, below: Box) -> bool:
    """Whether a line stands between two rules, and not beside them."""
    middle = line.base - 0.3 * line.size
    return above.top - 1 < middle < below.top + 1 and above.x0 - TOLERANCE < line.x0 and line.x1 < above.x1 + TOLERANCE


def rows_of(lines: Iterable[Line]) -> list[Row]:
    """Pieces of one baseline each, from top to bottom."""
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: each.base):
        if groups and abs(groups[-1][0].base - line.base) <= 0.3 * max(line.size, groups[-1][0].size):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [Row(group[0].base, group[0].size, tuple(sorted(group, key=lambda line: line.x0))) for group in groups]


def cells_of(pieces: Iterable[Line]) -> list[list[Word]]:
    """Words of a row that stand near to one another."""
    cells: list[list[Word]] = []
    for word in sorted((word for piece in pieces for word in piece.words), key=lambda word: word.x0):
        if cells and word.x0 - cells[-1][-1].x1 < _CELL_GAP * word.size:
            cells[-1].append(word)
        else:
            cells.append([word])
    return cells


def grid_of(frame: Frame, lines: Sequence[Line]) -> Grid | None:
    """The table in a frame of rules; None where its lines make no rows and columns."""
    box, bounds = frame.box, frame.bounds
    inside = [line for line in lines if between(line, bounds[0], bounds[-1])]
    rows = rows_of(inside)
    if len(rows) < 2 or (len(rows) < FEW_ROWS and not is_captioned(box, lines) and not _is_crossed(rows, frame)):
        return None
    strips = _upright_strips(frame.upright, box) or _strips(rows)
    if not strips:
        return None
    head_end = bounds[1].top if len(bounds) > 2 else -1.0
    groups = _grouped(rows, strips, frame)
    made = tuple(_table_row(group, strips, frame.parts if group[0].base < head_end else []) for group in groups)
    heads = sum(group[0].base < head_end for group in groups) if head_end > 0 else 1
    size = sorted(row.size for row in rows)[len(rows) // 2]
    return Grid(box.x0, box.top, box.x1, box.bottom, made, min(heads, len(made) - 1), inside[0].page, size)


def _is_crossed(rows: Sequence[Row], frame: Frame) -> bool:
    """Whether rules run between all rows and between columns: a table, however small."""
    parted = all(any(above.base < rule.top < row.base for rule in frame.bounds[1:-1]) for above, row in pairwise(rows))
    return parted and bool(_upright_strips(frame.upright, frame.box))


def is_full(grid: Grid, frame: Frame) -> bool:
    """Whether rules run between all rows and columns of a table, and words stand in every cell."""
    rules = frame.bounds[1:-1]
    cells = [bool(cell.lines) for row in grid.rows for cell in row]
    return len(rules) == len(grid.rows) - 1 and bool(_upright_strips(frame.upright, frame.box)) and all(cells)


def is_captioned(box: Box, lines: Sequence[Line]) -> bool:
    """Whether a caption stands near above or below."""
    near = (line for line in lines if line.x0 < box.x1 and line.x1 > box.x0)
    return any(captions(line.text, "table") and box.top - REACH < line.base < box.bottom + REACH for line in near)


def _upright_strips(rules: Sequence[Box], box: Box) -> list[float]:
    """Where upright rules that cross half of the box or more part it."""
    heights: dict[int, float] = {}
    for rule in rules:
        if box.x0 + TOLERANCE < rule.x0 < box.x1 - TOLERANCE and rule.top < box.bottom and rule.bottom > box.top:
            near = next((x for x in heights if abs(x - rule.x0) <= 3), round(rule.x0))
            heights[near] = heights.get(near, 0.0) + rule.height
    return sorted(float(x) for x, height in heights.items() if height >= 0.5 * box.height)


def _strips(rows: Sequence[Row]) -> list[float]:
    """Middles of the white strips that run through nearly all rows."""
    spans = [[(cell[0].x0, cell[-1].x1) for cell in cells_of(row.pieces)] for row in rows]
    left = int(min(low for row in spans for low, _ in row))
    right = int(max(high for row in spans for _, high in row)) + 1
    covered = [0] * (right - left + 2)
    for row in spans:
        for low, high in row:
            for x in range(max(int(low) - left, 0), min(int(high + 0.999) - left, len(covered))):
                covered[x] += 1
    most = int(_CROSSED * len(rows)) if len(rows) > FEW_ROWS else 0
    most = max(most, 1 if len(rows) > 2 else 0)
    narrowest = _STRIP if len(rows) > FEW_ROWS else 1.6 * _STRIP
    return _white(covered, most, narrowest, left)


def _white(covered: Sequence[int], most: int, narrowest: float, left: int) -> list[float]:
    found: list[float] = []
    start: int | None = None
    for x, count in enumerate([*covered, most + 1]):
        if count <= most and start is None:
            start = x
        elif count > most and start is not None:
            if start > 0 and x < len(covered) and x - start >= narrowest:
                low = min(covered[start:x])
                clear = [at for at in range(start, x) if covered[at] == low]
                found.append(left + clear[len(clear) // 2])
            start = None
    return found


def _columns_of(words: Sequence[Word], strips: Sequence[float]) -> tuple[int, int]:
    """First column of a cell and how many it spans."""
    first = sum(strip <= words[0].x0 + 1 for strip in strips)
    last = sum(strip <= words[-1].x1 - 1 for strip in strips)
    return first, max(last - first + 1, 1)


def _parted(row: Row, strips: Sequence[float]) -> dict[int, tuple[int, list[Word]]]:
    """Cells of a row by their first column."""
    found: dict[int, tuple[int, list[Word]]] = {}
    for cell in cells_of(row.pieces):
        column, span = _columns_of(cell, strips)
        before = next((at for at, (width, _) in found.items() if at <= column < at + width), None)
        if before is None:
            found[column] = (span, cell)
        else:
            width, words = found[before]
            found[before] = (max(width, column + span - before), [*words, *cell])
    return found


def _grouped(rows: Sequence[Row], strips: Sequence[float], frame: Frame) -> list[list[Row]]:
    """Lines that make one row of the table each."""
    inner = [rule.top for rule in frame.bounds[1:-1]]
    gaps = [below.base - above.base for above, below in pairwise(rows)]
    usual = min(gaps)
    spread = sum(gap > _NEW_ROW * usual for gap in gaps) > 0.25 * len(gaps)
    ruled = _is_ruled(rows, inner)
    groups = [[rows[0]]]
    for above, row, gap in zip(rows, rows[1:], gaps, strict=False):
        if any(above.base < rule < row.base for rule in inner):
            new = True
        elif row.base < min(inner, default=0.0):
            new = any(above.base < part.top < row.base for part in frame.parts) or (
                not ruled and 0 in _parted(row, strips)
            )
        elif ruled:
            new = False
        elif spread:
            new = gap > _NEW_ROW * usual
        else:
            new = _begins(_parted(row, strips), _parted(above, strips))
        groups = [*groups, [row]] if new else groups
        if not new:
            groups[-1].append(row)
    return groups


def _is_ruled(rows: Sequence[Row], inner: Sequence[float]) -> bool:
    """Whether every row of the table stands between rules of its own."""
    if len(inner) < FEW_ROWS - 1:
        return False
    counts = [sum(above < row.base < below for row in rows) for above, below in pairwise([*inner, float("inf")])]
    return max(counts) <= _MOST_LINES


def _begins(cells: dict[int, tuple[int, list[Word]]], above: dict[int, tuple[int, list[Word]]]) -> bool:
    """Whether a line begins a row: its first cell is filled and does not go on from the line above."""
    if 0 not in cells:
        return False
    alone = len(cells) == 1 and len(above) > 1
    return not (alone and cells[0][1][0].text[:1].islower())


def _table_row(group: Sequence[Row], strips: Sequence[float], parts: Sequence[Box]) -> tuple[TableCell, ...]:
    """The cells of a row; `parts` are short rules in the head, below what they gather."""
    columns = len(strips) + 1
    lines: dict[int, list[list[Word]]] = {}
    spans: dict[int, int] = {}
    for row in group:
        for column, (span, words) in _gathered(_parted(row, strips), row, strips, parts).items():
            lines.setdefault(column, []).append(words)
            spans[column] = max(spans.get(column, 1), span)
    page = group[0].pieces[0].page
    made: list[TableCell] = []
    at = 0
    while at < columns:
        if at not in lines:
            made.append(TableCell(()))
            at += 1
            continue
        reach = min((column for column in lines if column > at), default=columns)
        span = max(min(spans[at], reach - at), 1)
        made.append(TableCell(tuple(merged([Line(tuple(words), page)]) for words in lines[at]), span))
        at += span
    return tuple(made)


def _gathered(
    cells: dict[int, tuple[int, list[Word]]], row: Row, strips: Sequence[float], parts: Sequence[Box]
) -> dict[int, tuple[int, list[Word]]]:
    """Cells with a short rule right below them span the columns above which it runs."""
    found: dict[int, tuple[int, list[Word]]] = {}
    for column, (span, words) in cells.items():
        middle = (words[0].x0 + words[-1].x1) / 2
        below = next((p for p in parts if p.x0 - 3 < middle < p.x1 + 3 and 0 < p.top - row.base < 1.6 * row.size), None)
        if below is not None:
            first = sum(strip <= below.x0 + 2 for strip in strips)
            last = sum(strip < below.x1 - 2 for strip in strips)
            column, span = min(first, column), max(last - min(first, column) + 1, span)
        if column not in found:
            found[column] = (span, words)
    return found
