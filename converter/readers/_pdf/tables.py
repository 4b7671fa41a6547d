"""Tables: rows of cells between rules.

Rules of one extent above one another enclose a table where most rows between them fall into cells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from converter.readers._pdf.captions import captions, is_caption_line
from converter.readers._pdf.grids import (
    FEW_ROWS,
    REACH,
    THIN,
    TOLERANCE,
    Frame,
    Grid,
    Row,
    between,
    cells_of,
    grid_of,
    is_captioned,
    is_full,
    rows_of,
)
from converter.readers._pdf.lines import Line
from converter.readers._pdfium.pages import Box

_SHORTEST = 40.0
_SHORTEST_PART = 6.0
_JOINT = 4.0
_FAR = 2.6
_LONG = 40
_FEW_LINES = 3


def find_tables(lines: Sequence[Line], rules: Sequence[Box], *, captioned: bool) -> tuple[list[Grid], list[Line]]:
    """The ruled tables of a page, and the pieces outside them; `captioned`: only sure ones, as with a caption."""
    flat = _level([rule for rule in rules if rule.height <= THIN and rule.width >= _SHORTEST_PART])
    upright = [rule for rule in rules if rule.width <= THIN and rule.height >= _SHORTEST_PART]
    grids: list[Grid] = []
    left = list(lines)
    for chain in _chains([rule for rule in flat if rule.width >= _SHORTEST]):
        for bounds in _enclosing(chain, left):
            frame = Frame(_topped(_opened(bounds, left), left), flat, upright)
            grid = grid_of(frame, left)
            sure = grid is not None and (is_captioned(frame.box, left) or is_full(grid, frame))
            if grid is not None and (sure or not (captioned or _is_front(grid))):
                grids.append(grid)
                left = [line for line in left if not _within(line, grid)]
    return grids, left


def _level(rules: Iterable[Box]) -> list[Box]:
    """Horizontal rules, those that continue one another as one."""
    made: list[Box] = []
    for rule in sorted(rules, key=lambda each: (round(each.top / 2), each.x0)):
        last = made[-1] if made else None
        if last and abs(rule.top - last.top) <= THIN and rule.x0 <= last.x1 + _JOINT:
            made[-1] = Box(last.x0, last.top, max(last.x1, rule.x1), last.bottom)
        else:
            made.append(rule)
    return sorted(made, key=lambda rule: rule.top)


def _chains(rules: Sequence[Box]) -> list[list[Box]]:
    """Rules of one extent, from top to bottom."""
    chains: list[list[Box]] = []
    for rule in rules:
        for chain in chains:
            same = abs(chain[0].x0 - rule.x0) <= TOLERANCE and abs(chain[0].x1 - rule.x1) <= TOLERANCE
            if same:
                if rule.top - chain[-1].top > THIN:
                    chain.append(rule)
                break
        else:
            chains.append([rule])
    return [chain for chain in chains if len(chain) >= 2]


def _enclosing(chain: Sequence[Box], lines: Sequence[Line]) -> list[list[Box]]:
    """Rows of rules between which there are cells; the last encloses cells still."""
    found: list[list[Box]] = []
    open_: list[Box] = []
    ends = 0
    for above, below in pairwise(chain):
        inside = rows_of(line for line in lines if between(line, above, below))
        if _is_text(inside, below.width):
            found.append(open_[:ends])
            open_, ends = [], 0
            continue
        open_ = [*(open_ or [above]), below]
        if any(len(cells_of(row.pieces)) > 1 for row in inside):
            ends = len(open_)
    return [bounds for bounds in (*found, open_[:ends]) if bounds]


def _opened(bounds: list[Box], lines: Sequence[Line]) -> list[Box]:
    """The rules of a table; where a page's end cut it below its head, down to its last row."""
    head = rows_of(line for line in lines if between(line, bounds[0], bounds[-1]))
    if len(bounds) > 2 or len(head) > FEW_ROWS:
        return bounds
    starts = [cell[0].x0 for cell in max((cells_of(row.pieces) for row in head), key=len)]
    foot = Box(bounds[-1].x0, bounds[-1].top, bounds[-1].x1, float("inf"))
    below = [line for line in lines if between(line, foot, Box(foot.x0, 1e6, foot.x1, 1e6))]
    last = bounds[-1].top
    for row in rows_of(below):
        crosses = any(piece.x0 < start - 2 and piece.x1 > start + 2 for piece in row.pieces for start in starts[1:])
        if crosses or row.base - last > _FAR * row.size or is_caption_line(row.pieces[0].text):
            break
        last = row.base + 0.4 * row.size
    return [*bounds, Box(bounds[0].x0, last, bounds[0].x1, last)] if last > bounds[-1].top else bounds


def _topped(bounds: list[Box], lines: Sequence[Line]) -> list[Box]:
    """The rules of a table; a head above the first of them, below a caption, is taken in."""
    first = bounds[0]
    above = [line for line in lines if between(line, Box(first.x0, first.top - REACH, first.x1, 0.0), first)]
    top = first.top
    for row in reversed(rows_of(above)):
        if len(cells_of(row.pieces)) < 2 or top - row.base > _FAR * row.size:
            break
        top = row.base - row.size
    headed = any(captions(line.text, "table") and line.base < top + 2 for line in above)
    return [Box(first.x0, top, first.x1, top), *bounds] if top < first.top and headed else bounds


def _within(line: Line, grid: Grid) -> bool:
    middle = line.base - 0.3 * line.size
    return grid.top - 1 < middle < grid.bottom + 1 and grid.x0 - TOLERANCE < line.x0 and line.x1 < grid.x1 + TOLERANCE


def _is_text(rows: Sequence[Row], width: float) -> bool:
    """Whether between two rules there is no part of a table: text, a caption, two columns of text."""
    if any(is_caption_line(row.pieces[0].text) for row in rows):
        return True
    wide = sum(len(row.pieces) == 1 and row.pieces[0].x1 - row.pieces[0].x0 > 0.6 * width for row in rows)
    if len(rows) > 2 and wide >= 0.6 * len(rows):
        return True
    return _is_running_text([row for row in rows if len(cells_of(row.pieces)) > 1], width)


def _is_front(grid: Grid) -> bool:
    """Whether a column on the first page is running text: an abstract beside keywords and dates."""
    if grid.page != 1:
        return False
    columns: dict[int, list[Line]] = defaultdict(list)
    for row in grid.rows:
        for at, cell in enumerate(row):
            columns[at].extend(cell.lines)
    return any(_is_prose(lines) for lines in columns.values())


def _is_prose(lines: Sequence[Line]) -> bool:
    """Whether most lines are long and fill one width."""
    if not lines:
        return False
    width = max(line.x1 - line.x0 for line in lines)
    full = sum(line.x1 - line.x0 > 0.9 * width for line in lines if len(line.text) > _LONG)
    return full >= _FEW_LINES and full >= 0.6 * len(lines)


def _is_running_text(rows: Sequence[Row], width: float) -> bool:
    """Whether the rows are rather lines of two columns of text."""
    if len(rows) < FEW_ROWS:
        return False
    full = sum(
        all(len(cell) > 1 and cell[-1].x1 - cell[0].x0 > 0.38 * width for cell in cells_of(row.pieces)) for row in rows
    )
    return full >= 0.5 * len(rows)
