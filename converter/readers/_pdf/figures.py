"""Figures: pictures and drawings of some size; the words within a drawing belong to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from converter.readers._pdf.captions import captions, is_caption_line
from converter.readers._pdf.lines import Line
from converter.readers._pdfium.pages import Box, Page

_SMALLEST = 44.0
_LARGEST = 0.8
"""What covers more of the page lies behind the text."""
_FEWEST = 6
"""So many strokes make a drawing."""
_REACH = 90.0
"""A drawing has its caption so near, in points."""
_CELL = 9.0
"""Drawings nearer than about so many points are one."""
_LONG = 45
_SMALL = 0.95
_AROUND = 24.0
_AT_EDGE = 4.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure's place on its page."""

    x0: float
    top: float
    x1: float
    bottom: float
    page: int
    size: float = 0.0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Illustrated:
    """The figures of a page, the pieces of lines outside them, and those within."""

    figures: tuple[Picture, ...]
    lines: tuple[Line, ...]
    labels: tuple[Line, ...]


def ornaments(pages: Sequence[Page]) -> set[tuple[int, int]]:
    """Where pictures stand on several pages, as the journal's emblem does."""
    seen = Counter(_corner(box) for page in pages for box in set(page.pictures))
    return {corner for corner, count in seen.items() if count > 1}


def _corner(box: Box) -> tuple[int, int]:
    return round(box.x0), round(box.top)


def find_figures(page: Page, lines: Sequence[Line], known: set[tuple[int, int]], body: float) -> Illustrated:
    """The figures of a page. A drawing without a picture needs a caption near."""
    pictures = [box for box in page.pictures if _corner(box) not in known and _is_within(box, page)]
    drawings = [box for box in page.drawings if _is_within(box, page)]
    notes = [line for line in lines if captions(line.text, "figure")]
    tables = [line for line in lines if captions(line.text, "table")]
    boxes = []
    for box, parts in _clusters([*pictures, *drawings], page):
        pictured = any(min(part.width, part.height) >= _SMALLEST and part in pictures for part in parts)
        drawn = len(parts) >= _FEWEST and _is_near(box, notes) and not _heads(box, tables, notes)
        if min(box.width, box.height) >= _SMALLEST and (pictured or drawn) and not _holds_text(box, lines, body):
            boxes.append(box)
    inside = {id(line) for line in lines if any(_belongs(line, box, body) for box in boxes)}
    return Illustrated(
        tuple(Picture(box.x0, box.top, box.x1, box.bottom, page.number) for box in boxes),
        tuple(line for line in lines if id(line) not in inside),
        tuple(line for line in lines if id(line) in inside),
    )


def _is_within(box: Box, page: Page) -> bool:
    return box.width * box.height < _LARGEST * page.width * page.height and box.x1 > 0 and box.x0 < page.width


def _clusters(boxes: Sequence[Box], page: Page) -> Iterator[tuple[Box, list[Box]]]:
    """Boxes that touch or nearly do, with the box about them: joined over a raster of the page."""
    owner: dict[tuple[int, int], int] = {}
    root = list(range(len(boxes)))

    def find(at: int) -> int:
        while root[at] != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    for at, box in enumerate(boxes):
        for cell in _cells(box, page):
            other = owner.setdefault(cell, at)
            if other != at:
                root[find(other)] = find(at)
    groups: dict[int, list[Box]] = {}
    for at, box in enumerate(boxes):
        groups.setdefault(find(at), []).append(box)
    for parts in groups.values():
        yield _around(parts), parts


def _cells(box: Box, page: Page) -> Iterator[tuple[int, int]]:
    half = _CELL / 2
    left, right = max(box.x0 - half, 0), min(box.x1 + half, page.width)
    top, bottom = max(box.top - half, 0), min(box.bottom + half, page.height)
    for column in range(int(left / _CELL), int(right / _CELL) + 1):
        for row in range(int(top / _CELL), int(bottom / _CELL) + 1):
            yield column, row


def _around(parts: Sequence[Box]) -> Box:
    return Box(
        min(part.x0 for part in parts),
        min(part.top for part in parts),
        max(part.x1 for part in parts),
        max(part.bottom for part in parts),
    )


def _is_near(box: Box, lines: Sequence[Line]) -> bool:
    return any(_distance(box, line) < _REACH for line in lines)


def _distance(box: Box, line: Line) -> float:
    """White between a box and a line above or below it, endless where they stand side by side."""
    if line.x1 < box.x0 - _AROUND or line.x0 > box.x1 + _AROUND:
        return float("inf")
    return max(line.top - box.bottom, box.top - line.bottom, 0.0)


def _heads(box: Box, tables: Sequence[Line], notes: Sequence[Line]) -> bool:
    """Whether the caption of a table is nearer than that of a figure."""
    nearest = min((_distance(box, line) for line in tables), default=float("inf"))
    return nearest < min((_distance(box, line) for line in notes), default=float("inf"))


def _holds_text(box: Box, lines: Sequence[Line], body: float) -> bool:
    """Whether running text stands on it: then it is a ground, not a figure."""
    return any(_is_running(line, body) and _is_inside(line, box, 0.0) for line in lines)


def _is_running(line: Line, body: float) -> bool:
    return len(line.text) >= _LONG and line.size >= _SMALL * body


def _is_inside(line: Line, box: Box, around: float) -> bool:
    x, y = (line.x0 + line.x1) / 2, line.base - 0.3 * line.size
    return box.x0 - around <= x <= box.x1 + around and box.top - around <= y <= box.bottom + around


def _belongs(line: Line, box: Box, body: float) -> bool:
    if is_caption_line(line.text) or len(line.text) >= _LONG:
        return False
    return _is_inside(line, box, _AROUND if line.size < _SMALL * body and len(line.text) < _LONG / 2 else _AT_EDGE)
