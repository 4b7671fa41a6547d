"""The order of reading: a page is cut into bands, a band into columns, by the white between.

A strip of white is a gutter where pieces of lines stand on both sides of it, row for row, and
both sides are as wide as columns. What crosses it (a title, a wide table) parts the page into bands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from converter.readers._pdfium.pages import Box

_GUTTER = 7.0
"""The narrowest gutter, in points."""
_NARROWEST = 62.0
"""The narrowest column, in points."""
_FEWEST = 4
_SHORT = 6
_FILLED = 0.3
"""Words fill this part of a column's width in most of its rows."""
_DEEPEST = 5
_ASIDE = 0.62
"""A column narrower than this part of its neighbour, in smaller type, is an aside."""
_SMALLER = 0.94
_TOLERANCE = 2.0
_THIN = 2.2
_ACROSS = 0.9
"""A rule so long, in parts of the text's width, parts what stands above it from what stands below."""


class Placed(Protocol):
    """Something with a place on the page."""

    @property
    def x0(self) -> float: ...
    @property
    def x1(self) -> float: ...
    @property
    def top(self) -> float: ...
    @property
    def bottom(self) -> float: ...
    @property
    def size(self) -> float: ...
    @property
    def text(self) -> str: ...


class Region(Struct, frozen=True):
    """Neighbouring items that are read from top to bottom. `aside`: beside the main text."""

    items: tuple[Placed, ...]
    aside: bool = False


def regions_of(items: Sequence[Placed], rules: Sequence[Box]) -> list[Region]:
    """The items of a page in the order of reading, a column each; rules across the page part it."""
    wide = _width(items) if items else 0.0
    across = sorted(rule.top for rule in rules if rule.height <= _THIN and rule.width >= _ACROSS * wide)
    bounds = [bound for bound in across if not any(item.top + 1 < bound < item.bottom - 1 for item in items)]
    slabs: dict[int, list[Placed]] = {}
    for item in items:
        slabs.setdefault(sum(bound <= item.top + 1 for bound in bounds), []).append(item)
    return [region for _, slab in sorted(slabs.items()) for region in regions(slab)]


def regions(items: Sequence[Placed], depth: int = 0) -> list[Region]:
    """The items of a part of a page in the order of reading."""
    gutter = _gutter(items) if depth < _DEEPEST else None
    if gutter is None:
        return [Region(tuple(items))] if items else []
    found: list[Region] = []
    for band, spanning in _bands(items, gutter):
        found += regions(band, depth + 1) if spanning and len(band) < len(items) else _columns(band, gutter, depth)
    return found


def _columns(band: Sequence[Placed], gutter: float, depth: int) -> list[Region]:
    left = [item for item in band if item.x1 <= gutter + _TOLERANCE]
    right = [item for item in band if item.x1 > gutter + _TOLERANCE]
    if min(len(left), len(right)) < 2:
        return regions(band, depth + 1) if left and right and depth < 1 else [Region(tuple(band))]
    first, second = regions(left, depth + 1), regions(right, depth + 1)
    if _is_aside(left, right):
        return [*second, *(Region(each.items, aside=True) for each in first)]
    if _is_aside(right, left):
        return [*first, *(Region(each.items, aside=True) for each in second)]
    return [*first, *second]


def _width(items: Sequence[Placed]) -> float:
    return max(item.x1 for item in items) - min(item.x0 for item in items)


def _is_aside(column: Sequence[Placed], other: Sequence[Placed]) -> bool:
    if _width(column) >= _ASIDE * _width(other):
        return False
    return _middle_size(column) < _SMALLER * _middle_size(other)


def _middle_size(items: Sequence[Placed]) -> float:
    sizes = sorted((item.size, len(item.text)) for item in items)
    half = sum(weight for _, weight in sizes) / 2
    for size, weight in sizes:
        half -= weight
        if half <= 0:
            return size
    return 0.0


# Gutters


def _gutter(items: Sequence[Placed]) -> float | None:
    """Middle of the strip of white with most pieces of lines on both sides; None without one."""
    if len(items) < 2 * _FEWEST:
        return None
    gaps = _gaps(items)
    best: tuple[int, float] | None = None
    for x in _candidates(gaps):
        count = sum(low <= x <= high for low, high in gaps)
        if count >= _FEWEST and (best is None or count > best[0]) and _stands(items, x):
            best = (count, x)
    return best[1] if best else None


def _gaps(items: Sequence[Placed]) -> list[tuple[float, float]]:
    """The white between every item and the next to its right on the same height."""
    ordered = sorted(items, key=lambda item: item.top)
    tallest = max(item.bottom - item.top for item in ordered)
    found: list[tuple[float, float]] = []
    for at, item in enumerate(ordered):
        near: list[Placed] = []
        for step in (range(at - 1, -1, -1), range(at + 1, len(ordered))):
            for other in (ordered[index] for index in step):
                if other.top > item.bottom or other.top < item.top - tallest:
                    break
                if other.bottom > item.top + 1 and other.top < item.bottom - 1:
                    near.append(other)
        rights = [other.x0 for other in near if other.x0 >= item.x1 - _TOLERANCE]
        if rights and min(rights) - item.x1 >= _GUTTER:
            found.append((item.x1, min(rights)))
    return found


def _candidates(gaps: Sequence[tuple[float, float]]) -> list[float]:
    edges = sorted({round(low) for low, _ in gaps})[:400]
    starts = sorted({round(high) for _, high in gaps})[:400]
    found: list[float] = []
    for edge in edges:
        after = next((start for start in starts if start >= edge + _GUTTER - 1), None)
        if after is not None:
            found.append((edge + after) / 2)
    return sorted(set(found))


def _stands(items: Sequence[Placed], x: float) -> bool:
    """Whether both sides are wide enough for columns and hold lines, not labels or cells."""
    left = [item for item in items if item.x1 <= x + _TOLERANCE]
    right = [item for item in items if item.x0 >= x - _TOLERANCE]
    if min(len(left), len(right)) < _FEWEST:
        return False
    crossing = len(items) - len(left) - len(right)
    rows = min(len(left), len(right))
    if crossing > 3 * rows:
        return False
    return all(_is_column(side) for side in (left, right))


def _is_column(side: Sequence[Placed]) -> bool:
    """Whether words fill the rows of a side, as they do not fill a table's."""
    wide = _width(side)
    long = sum(len(item.text) for item in side if len(item.text) > _SHORT)
    if wide < _NARROWEST or long < 0.5 * sum(len(item.text) for item in side):
        return False
    rows: dict[int, float] = {}
    for item in side:
        row = round((item.top + item.bottom) / 8)
        rows[row] = rows.get(row, 0.0) + item.x1 - item.x0
    return sorted(rows.values())[len(rows) // 2] >= _FILLED * wide


# Bands


def _bands(items: Sequence[Placed], gutter: float) -> list[tuple[list[Placed], bool]]:
    """Items from top to bottom in bands that cross the gutter, and bands that do not."""
    crossing = [item for item in items if item.x0 < gutter - _TOLERANCE and item.x1 > gutter + _TOLERANCE]
    known = {id(item) for item in crossing}
    bands: list[tuple[list[Placed], bool]] = []
    for item in sorted(items, key=lambda each: (each.top, each.x0)):
        spans = id(item) in known or _beside_spanning(item, crossing)
        if not spans and bands and bands[-1][1]:
            spans = _ends_spanning(item, bands[-1][0][-1], items)
        if not bands or bands[-1][1] != spans:
            bands.append(([], spans))
        bands[-1][0].append(item)
    return _settled(bands, gutter)


def _beside_spanning(item: Placed, crossing: Sequence[Placed]) -> bool:
    """Whether the item stands on a line with one that crosses the gutter."""
    height = item.bottom - item.top
    return any(min(item.bottom, one.bottom) - max(item.top, one.top) > 0.5 * height for one in crossing)


def _ends_spanning(item: Placed, above: Placed, items: Sequence[Placed]) -> bool:
    """Whether the item is the short last line of what crosses the gutter right above, alone on its height."""
    follows = abs(item.size - above.size) < 0.1 and item.top - above.bottom < 0.7 * item.size
    return follows and not any(
        other is not item and other.top < item.bottom - 1 and other.bottom > item.top + 1 for other in items
    )


def _settled(bands: Sequence[tuple[list[Placed], bool]], gutter: float) -> list[tuple[list[Placed], bool]]:
    """Bands with items on one side only go with their neighbours of full width."""
    made: list[tuple[list[Placed], bool]] = []
    for at, (band, spans) in enumerate(bands):
        left = [item for item in band if item.x1 <= gutter + _TOLERANCE]
        one_sided = not spans and (not left or len(left) == len(band))
        whole = spans or (one_sided and len(bands) > 1)
        if not whole and at + 1 < len(bands):
            band, tail = _tail(band, gutter)
        else:
            tail = []
        for part, full in ((band, whole), (tail, True)):
            if part and made and made[-1][1] and full:
                made[-1][0].extend(part)
            elif part:
                made.append((list(part), full))
    return made


def _tail(band: list[Placed], gutter: float) -> tuple[list[Placed], list[Placed]]:
    """Last lines of a band on the left alone, below both columns and set apart: they head what follows."""
    right = [item for item in band if item.x1 > gutter + _TOLERANCE]
    foot = max(item.bottom for item in right)
    below = sorted((item for item in band if item.top >= foot - 1), key=lambda item: item.top)
    above = [item for item in band if item.top < foot - 1 and item.x1 <= gutter + _TOLERANCE]
    if not below or not above or len(below) > _FEWEST:
        return band, []
    gap = below[0].top - max(item.bottom for item in above)
    if gap <= 0.6 * below[0].size:
        return band, []
    gone = {id(item) for item in below}
    return [item for item in band if id(item) not in gone], below
