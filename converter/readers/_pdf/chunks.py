"""Lines of a column: how they are set, and the paragraphs they become."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from converter.readers._pdf.lines import Line, merged

_ONE_LINE = 2.6
"""Pieces on one baseline less than so many ems apart are one line."""
_LEVEL = 0.3
_FLUSH = 2.5
_JUSTIFIED = 0.5
_ENOUGH = 5


class Column(Struct, frozen=True):
    """Where the lines of a region begin and end, and how they are set."""

    x0: float
    x1: float
    justified: bool
    aside: bool = False


class Chunk(Struct, frozen=True, dict=True):
    """Lines of one paragraph in one column. `apart`: white stands above; `hanging`: its later lines are indented."""

    lines: tuple[Line, ...]
    column: Column
    apart: bool = True
    hanging: bool = False
    indented: bool = False
    """Its first line is indented, as those of paragraphs are in this text."""
    first: bool = False
    """It stands first in its column."""
    last: bool = False

    @property
    def text(self) -> str:
        """The words, line by line."""
        return "\n".join(line.text for line in self.lines)

    @property
    def size(self) -> float:
        """Type size of most characters."""
        sizes: Counter[float] = Counter()
        for line in self.lines:
            sizes[line.size] += len(line.text)
        return sizes.most_common(1)[0][0]

    @property
    def page(self) -> int:
        """The page it stands on."""
        return self.lines[0].page

    def share(self, mark: str) -> float:
        """Part of the letters set "bold" or "italic"."""
        letters = sum(len(word.text) for line in self.lines for word in line.words)
        marked = sum(len(word.text) for line in self.lines for word in line.words if getattr(word.face, mark))
        return marked / letters


def lines_of(pieces: Iterable[Line]) -> list[Line]:
    """Lines from top to bottom; pieces far apart on one baseline stay apart."""
    groups: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda each: each.base):
        if groups and abs(groups[-1][-1].base - piece.base) <= _LEVEL * min(piece.size, groups[-1][-1].size):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [line for group in groups for line in _together(group)]


def _together(group: Sequence[Line]) -> list[Line]:
    rows: list[list[Line]] = []
    for piece in sorted(group, key=lambda each: each.x0):
        if rows and piece.x0 - max(each.x1 for each in rows[-1]) < _ONE_LINE * piece.size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [merged(row) for row in rows]


def leadings(columns: Iterable[Sequence[Line]]) -> dict[float, float]:
    """The usual distance of baselines for every type size."""
    distances: dict[float, Counter[float]] = {}
    for lines in columns:
        for above, below in pairwise(lines):
            gap = below.base - above.base
            if abs(above.size - below.size) < 0.1 and 0.8 * above.size < gap < 2.6 * above.size:
                distances.setdefault(round(above.size), Counter())[round(gap * 2) / 2] += 1
    return {size: counted.most_common(1)[0][0] for size, counted in distances.items()}


def column_of(lines: Sequence[Line], *, aside: bool = False) -> Column:
    """The bounds of a column, and whether its lines all end at the right."""
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    long = [line for line in lines if line.x1 - line.x0 > 0.5 * (x1 - x0)]
    ends = Counter(round(line.x1 / 2) for line in long)
    if len(long) >= _ENOUGH:
        end, _ = ends.most_common(1)[0]
        near = sum(ends[end + step] for step in (-1, 0, 1))
        if near >= 0.4 * len(long):
            x1 = max(line.x1 for line in long if abs(round(line.x1 / 2) - end) <= 1)
        return Column(x0, x1, near >= _JUSTIFIED * len(long), aside)
    full = sum(line.x1 > x1 - _FLUSH for line in long)
    return Column(x0, x1, len(long) > 2 and full >= 0.6 * len(long), aside)
