"""Tables: rows of cells between rules.

Rules of one extent above one another enclose a table where most rows between them fall into cells.
White that runs through the rows parts the columns, so do upright rules; the rule below the first
rows closes the head.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from converter.layout import is_caption
from converter.readers._pdf.lines import Line, merged
from converter.readers._pdfium.pages import Box, Word

_THIN = 2.2
_SHORTEST = 40.0
_TOLERANCE = 7.0
_JOINT = 4.0
_INSIDE = 2.0
_CELL_GAP = 0.55
"""Words nearer than this, in ems, are of one cell."""
_STRIP = 2.5
"""The narrowest white between columns, in points."""
_FEW_ROWS = 4
_CROSSED = 0.12
"""So large a part of the rows may have a cell across two columns."""
_REACH = 60.0
_NEW_ROW = 1.22
"""Where rows are set apart, a gap wider than the narrowest by this factor begins one."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """Lines of one cell and how many columns it spans."""

    lines: tuple[Line, ...]
    span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
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


@dataclass(frozen=True, slots=True)
class _Row:
    base: float
    size: float
    pieces: tuple[Line, ...]


def find_tables(lines: Sequence[Line], rules: Sequence[Box]) -> tuple[list[Grid], list[Line]]:
    """The ruled tables of a page, and the pieces outside them."""
    flat = _level([rule for rule in rules if rule.height <= _THIN and rule.width >= 6.0])
    upright = [rule for rule in rules if rule.width <= _THIN and rule.height >= 6.0]
    grids: list[Grid] = []
    left = list(lines)
    for chain in _chains(flat):
        for bounds in _enclosing(chain, left):
            grid = _grid(bounds, left, upright)
            if grid is not None:
                grids.append(grid)
                left = [line for line in left if not _within(line, grid)]
    return grids, left


def _level(rules: Iterable[Box]) -> list[Box]:
    """Horizontal rules, those that continue one another as one."""
    made: list[Box] = []
    for rule in sorted(rules, key=lambda each: (round(each.top / 2), each.x0)):
        last = made[-1] if made else None
        if last and abs(rule.top - last.top) <= _THIN and rule.x0 <= last.x1 + _JOINT:
            made[-1] = Box(last.x0, last.top, max(last.x1, rule.x1), last.bottom)
        else:
            made.append(rule)
    return sorted((rule for rule in made if rule.width >= _SHORTEST), key=lambda rule: rule.top)


def _chains(rules: Sequence[Box]) -> list[list[Box]]:
    """Rules of one extent, from top to bottom."""
    chains: list[list[Box]] = []
    for rule in rules:
        for chain in chains:
            same = abs(chain[0].x0 - rule.x0) <= _TOLERANCE and abs(chain[0].x1 - rule.x1) <= _TOLERANCE
            if same:
                if rule.top - chain[-1].top > _THIN:
                    chain.append(rule)
                break
        else:
            chains.append([rule])
    return [chain for chain in chains if len(chain) >= 2]


def _enclosing(chain: Sequence[Box], lines: Sequence[Line]) -> list[list[Box]]:
    """Rows of rules between which there are cells."""
    found: list[list[Box]] = []
    open_: list[Box] = []
    for above, below in pairwise(chain):
        inside = [line for line in lines if _between(line, above, below)]
        if _is_tabular(inside, below.width) or (open_ and _is_head(inside)):
            open_ = [*open_, below] if open_ else [above, below]
        else:
            found.append(open_)
            open_ = []
    return [bounds for bounds in (*found, open_) if bounds]


def _between(line: Line, above: Box, below: Box) -> bool:
    middle = line.base - 0.3 * line.size
    return (
        above.top - 1 < middle < below.top + 1 and above.x0 - _TOLERANCE < line.x0 and line.x1 < above.x1 + _TOLERANCE
    )


def _within(line: Line, grid: Grid) -> bool:
    middle = line.base - 0.3 * line.size
    return grid.top - 1 < middle < grid.bottom + 1 and grid.x0 - _TOLERANCE < line.x0 and line.x1 < grid.x1 + _TOLERANCE


def _is_head(lines: Sequence[Line]) -> bool:
    """A row of one cell between rows: the head of a group."""
    return 0 < len(lines) <= 2


def _is_tabular(lines: Sequence[Line], width: float) -> bool:
    rows = _rows(lines)
    if not rows:
        return False
    split = [row for row in rows if len(_cells(row.pieces)) > 1]
    if len(split) < 0.34 * len(rows):
        return False
    return not _is_running_text(split, width)


def _is_running_text(rows: Sequence[_Row], width: float) -> bool:
    """Whether the rows are rather lines of two columns of text."""
    if len(rows) < _FEW_ROWS:
        return False
    full = sum(
        all(len(cell) > 1 and cell[-1].x1 - cell[0].x0 > 0.38 * width for cell in _cells(row.pieces)) for row in rows
    )
    return full >= 0.5 * len(rows)


def _rows(lines: Iterable[Line]) -> list[_Row]:
    """Pieces of one baseline each, from top to bottom."""
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: each.base):
        if groups and abs(groups[-1][0].base - line.base) <= 0.3 * max(line.size, groups[-1][0].size):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_Row(group[0].base, group[0].size, tuple(sorted(group, key=lambda line: line.x0))) for group in groups]


def _cells(pieces: Iterable[Line]) -> list[list[Word]]:
    """Words of a row that stand near to one another."""
    cells: list[list[Word]] = []
    for word in sorted((word for piece in pieces for word in piece.words), key=lambda word: word.x0):
        if cells and word.x0 - cells[-1][-1].x1 < _CELL_GAP * word.size:
            cells[-1].append(word)
        else:
            cells.append([word])
    return cells


# The grid


def _grid(bounds: Sequence[Box], lines: Sequence[Line], upright: Sequence[Box]) -> Grid | None:
    box = Box(bounds[0].x0, bounds[0].top, bounds[0].x1, bounds[-1].top)
    inside = [line for line in lines if _between(line, bounds[0], bounds[-1])]
    rows = _rows(inside)
    if len(rows) < 2 or (len(rows) < _FEW_ROWS and not _captioned(box, lines)):
        return None
    strips = _upright_strips(upright, box) or _strips(rows)
    if not strips:
        return None
    heads_until = bounds[1].top if len(bounds) > 2 else -1.0
    groups = _grouped(rows, strips, [rule.top for rule in bounds[1:-1]])
    made = tuple(_table_row(group, strips) for group in groups)
    heads = sum(group[0].base < heads_until for group in groups) if heads_until > 0 else 1
    sizes = sorted(row.size for row in rows)
    return Grid(
        box.x0, box.top, box.x1, box.bottom, made, min(heads, len(made) - 1), inside[0].page, sizes[len(sizes) // 2]
    )


def _captioned(box: Box, lines: Sequence[Line]) -> bool:
    """Whether a caption stands near above or below."""
    near = (line for line in lines if line.x0 < box.x1 and line.x1 > box.x0)
    return any(is_caption(line.text + " ") and box.top - _REACH < line.base < box.bottom + _REACH for line in near)


def _upright_strips(rules: Sequence[Box], box: Box) -> list[float]:
    """Where upright rules that cross half of the box or more part it."""
    heights: dict[int, float] = {}
    for rule in rules:
        if box.x0 + _TOLERANCE < rule.x0 < box.x1 - _TOLERANCE and rule.top < box.bottom and rule.bottom > box.top:
            near = next((x for x in heights if abs(x - rule.x0) <= 3), round(rule.x0))
            heights[near] = heights.get(near, 0.0) + rule.height
    return sorted(float(x) for x, height in heights.items() if height >= 0.5 * box.height)


def _strips(rows: Sequence[_Row]) -> list[float]:
    """Middles of the white strips that run through nearly all rows."""
    spans = [[(cell[0].x0, cell[-1].x1) for cell in _cells(row.pieces)] for row in rows]
    left = int(min(low for row in spans for low, _ in row))
    right = int(max(high for row in spans for _, high in row)) + 1
    covered = [0] * (right - left + 2)
    for row in spans:
        for low, high in row:
            for x in range(max(int(low) - left, 0), min(int(high + 0.999) - left, len(covered))):
                covered[x] += 1
    most = int(_CROSSED * len(rows)) if len(rows) > _FEW_ROWS else 0
    most = max(most, 1 if len(rows) > 2 else 0)
    narrowest = _STRIP if len(rows) > _FEW_ROWS else 1.6 * _STRIP
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


def _parted(row: _Row, strips: Sequence[float]) -> dict[int, tuple[int, list[Word]]]:
    """Cells of a row by their first column."""
    found: dict[int, tuple[int, list[Word]]] = {}
    for cell in _cells(row.pieces):
        column, span = _columns_of(cell, strips)
        before = next((at for at, (width, _) in found.items() if at <= column < at + width), None)
        if before is None:
            found[column] = (span, cell)
        else:
            width, words = found[before]
            found[before] = (max(width, column + span - before), [*words, *cell])
    return found


def _grouped(rows: Sequence[_Row], strips: Sequence[float], rules: Sequence[float]) -> list[list[_Row]]:
    """Lines that make one row of the table each."""
    gaps = [below.base - above.base for above, below in pairwise(rows)]
    usual = min(gaps)
    spread = sum(gap > _NEW_ROW * usual for gap in gaps) > 0.25 * len(gaps)
    groups = [[rows[0]]]
    for above, row, gap in zip(rows, rows[1:], gaps, strict=False):
        ruled = any(above.base < rule < row.base for rule in rules)
        cells = _parted(row, strips)
        if ruled or (gap > _NEW_ROW * usual if spread else _begins(cells, _parted(above, strips))):
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups


def _begins(cells: dict[int, tuple[int, list[Word]]], above: dict[int, tuple[int, list[Word]]]) -> bool:
    """Whether a line begins a row: its first cell is filled and does not go on from the line above."""
    if 0 not in cells:
        return False
    alone = len(cells) == 1 and len(above) > 1
    return not (alone and cells[0][1][0].text[:1].islower())


def _table_row(group: Sequence[_Row], strips: Sequence[float]) -> tuple[TableCell, ...]:
    columns = len(strips) + 1
    lines: dict[int, list[list[Word]]] = {}
    spans: dict[int, int] = {}
    for row in group:
        for column, (span, words) in _parted(row, strips).items():
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
