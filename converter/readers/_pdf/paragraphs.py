"""Lines of a column become paragraphs: by white, type, indents, and how full lines are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from converter.layout import ends_open, ends_sentence, opens_low
from converter.readers._pdf.chunks import Chunk, Column, leadings
from converter.readers._pdf.items import starts_within
from converter.readers._pdf.lines import Line

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
_FLUSH = 1.0
_ROOM = 0.8
_RAGGED_ROOM = 3.0
_HALF = 0.4
"""A line that leaves so much of its column is broken for its sense."""


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
    if _is_middle(above, column) != _is_middle(line, column) and abs(above.x0 - line.x0) > _FLUSH:
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
    if then > 0.9 and column.aside and not above.words[-1].face.bold:
        return True
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
    starts |= starts_within(lines)
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
