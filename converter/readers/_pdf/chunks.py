"""Lines of a column become paragraphs: by white, type, indents, and how full lines are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from converter.layout import ends_open, ends_sentence, opens_low
from converter.readers._pdf.lines import Line, merged

_ONE_LINE = 2.6
"""Pieces on one baseline less than so many ems apart are one line."""
_LEVEL = 0.3
_OTHER_SIZE = 0.07
_MORE = 1.16
"""A distance between lines so much wider than the usual parts paragraphs."""
_LARGER = 1.07
_HANGING = 0.25
"""In a list whose entries hang, this part of the lines at least is indented."""
_SET_IN = 2.0
_EVEN = 0.05
_INDENT = 0.65
_DEEPEST = 8.0
_FLUSH = 2.5
_ROOM = 0.8
_RAGGED_ROOM = 3.0
_HALF = 0.4
"""A line that leaves so much of its column is broken for its sense."""
_JUSTIFIED = 0.5
_ENOUGH = 5
ITEM = re.compile(
    r"""(?P<label>
        [•●▪◦‣∙■□○➢➤✓❖►·\uf0b7\uf0a7\uf0d8]
      | [–—-](?=\s)
      | [\[(]?(?:\d{1,3}|[ivx]{1,5}|[^\W\d_])[)\]]
      | \d{1,3}\.
    )\s+(?=\S)""",
    re.VERBOSE,
)
_BULLETS = frozenset("•●▪◦‣∙■□○➢➤✓❖►·\uf0b7\uf0a7\uf0d8")


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


def chunks_of(lines: Sequence[Line], column: Column, usual: dict[float, float], body: float) -> list[Chunk]:
    """The paragraphs of a column of lines."""
    local = leadings([lines]) if len(lines) > 12 else {}
    rows: list[tuple[list[Line], bool]] = []
    for at, line in enumerate(lines):
        above = lines[at - 1] if at else None
        cut = _parted(above, line, column, usual, local) if above else "apart"
        if cut == "apart" and above and _evenly_spaced(lines, at) and not has_room(above, line, column):
            cut = ""
        if cut:
            rows.append(([line], cut == "apart"))
        else:
            rows[-1][0].append(line)
    made = [chunk for row, apart in rows for chunk in _paragraphs(row, column, body, apart=apart)]
    if made:
        made[0] = replace(made[0], first=True)
        made[-1] = replace(made[-1], last=True)
    return made


def _evenly_spaced(lines: Sequence[Line], at: int) -> bool:
    """Whether the distance to the line above is that of the next lines too, in one type."""
    near = lines[max(at - 2, 0) : at + 2]
    gaps = [below.base - above.base for above, below in pairwise(near)]
    alike = max(line.size for line in near) - min(line.size for line in near) < 0.1
    return (
        alike
        and len(gaps) > 1
        and max(gaps) - min(gaps) < _EVEN * lines[at].size
        and 0.5 * lines[at].size < max(gaps) < 2.2 * lines[at].size
    )


def _parted(above: Line, line: Line, column: Column, usual: dict[float, float], local: dict[float, float]) -> str:
    """Whether white ("apart") or type ("type") parts two lines; "" where they go together."""
    gap = line.base - above.base
    size = max(above.size, line.size)
    if gap < 0.5 * size or line.x0 > above.x1 or line.x1 < above.x0:
        return "apart"
    key = round(line.size)
    leading = min(filter(None, (usual.get(key), local.get(key))), default=1.2 * size)
    same = abs(above.size - line.size) <= _OTHER_SIZE * size
    if gap > _MORE * max(leading, 1.0 * size) + 0.4:
        return "apart"
    if not same and min(len(above.text), len(line.text)) > 2:
        return "type"
    if _is_middle(above, column) != _is_middle(line, column):
        return "type"
    return "type" if _changes_weight(above, line, column) else ""


def _is_middle(line: Line, column: Column) -> bool:
    """Whether a line stands in the middle of its column, far from both edges."""
    left, right = line.x0 - column.x0, column.x1 - line.x1
    return min(left, right) > _SET_IN * line.size and abs(left - right) < line.size


def _changes_weight(above: Line, line: Line, column: Column) -> bool:
    """A line all in bold, or a short one all in italics, beside one that is not."""
    bold, then = above.share("bold"), line.share("bold")
    if bold > 0.9 and then < 0.5 and not line.words[0].face.bold:
        return has_room(above, line, column)
    if bold < 0.2 and then > 0.9:
        return ends_sentence(above.text) or above.x1 < column.x1 - 2 * above.size
    italic, after = above.share("italic"), line.share("italic")
    short = above.x1 < column.x1 - 3 * above.size
    return short and italic > 0.95 and after < 0.3 and not line.words[0].face.italic


# Paragraphs within lines set alike


def _paragraphs(lines: Sequence[Line], column: Column, body: float, *, apart: bool) -> list[Chunk]:
    if len(lines) == 1:
        deep = lines[0].x0 - column.x0
        indented = _INDENT * lines[0].size < deep < _DEEPEST * lines[0].size
        return [Chunk((lines[0],), column, apart, indented=indented)]
    if _is_centred(lines, column) or min(line.size for line in lines) > _LARGER * body:
        return [Chunk(tuple(lines), column, apart)]
    left = min(line.x0 for line in lines)
    depths = [_INDENT * line.size < line.x0 - left for line in lines]
    hanging = _hangs(lines, depths, column)
    starts = {at for at in range(1, len(lines)) if _begins(lines, at, depths, column, hanging=hanging)}
    starts |= _labelled(lines, depths)
    bounds = [0, *sorted(starts), len(lines)]
    return [
        Chunk(
            tuple(lines[one:two]),
            column,
            apart and one == 0,
            hanging,
            not hanging and (depths[one] or _INDENT * lines[one].size < lines[one].x0 - column.x0),
        )
        for one, two in pairwise(bounds)
    ]


def _is_centred(lines: Sequence[Line], column: Column) -> bool:
    middle = (column.x0 + column.x1) / 2
    centred = all(abs((line.x0 + line.x1) / 2 - middle) < 0.5 * line.size for line in lines)
    return centred and max(line.x0 for line in lines) - min(line.x0 for line in lines) > lines[0].size


def _hangs(lines: Sequence[Line], deep: Sequence[bool], column: Column) -> bool:
    """Whether the indented lines go on rather than begin: the lines before them are full."""
    on = begin = 0.0
    for at in range(1, len(lines)):
        full = not has_room(lines[at - 1], lines[at], column)
        ended = ends_sentence(lines[at - 1].text)
        if deep[at] and not deep[at - 1]:
            on += full * (0.5 if ended else 1.0)
            begin += not full
        elif deep[at - 1] and not deep[at]:
            on += not full
            begin += full and not ended
        elif deep[at]:
            on += full and not ended
    return on > begin and not (deep[0] and begin) and sum(deep) >= _HANGING * len(lines)


def has_room(above: Line, line: Line, column: Column) -> bool:
    """Whether the first word of a line would have gone on the line above."""
    return column.x1 - above.x1 > line.words[0].x1 - line.words[0].x0 + _ROOM * line.size


def _begins(lines: Sequence[Line], at: int, deep: Sequence[bool], column: Column, *, hanging: bool) -> bool:
    above, line = lines[at - 1], lines[at]
    if hanging:
        return not deep[at]
    if deep[at] and not deep[at - 1]:
        return not (opens_low(line.text) and not ends_sentence(above.text))
    return _leaves_room(above, line, column)


def _leaves_room(above: Line, line: Line, column: Column) -> bool:
    """Whether the next word would have gone on the line above."""
    need = line.words[0].x1 - line.words[0].x0
    room = column.x1 - above.x1 - need
    if opens_low(line.text):
        return False
    if column.justified:
        return room > _ROOM * line.size and (ends_sentence(above.text) or room > _RAGGED_ROOM * line.size)
    if room <= _RAGGED_ROOM * line.size:
        return False
    return ends_sentence(above.text) or (room > _HALF * (column.x1 - column.x0) and not ends_open(above.text))


def _labelled(lines: Sequence[Line], deep: Sequence[bool]) -> set[int]:
    """Lines that begin with a bullet, or with the number after that of the last such line."""
    found: set[int] = set()
    last: tuple[str, int] | None = None
    for at, line in enumerate(lines):
        match = ITEM.match(line.text)
        if match is None:
            continue
        label = match["label"]
        if label in _BULLETS:
            found.add(at)
            continue
        digits = label.strip("[().]")
        if digits.isdecimal():
            shape = label.replace(digits, "#")
            if at == 0 or (last and last == (shape, int(digits) - 1)):
                found.add(at)
                last = (shape, int(digits))
    return found - {0}
