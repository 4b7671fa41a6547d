"""Figures: pictures and drawings of some size; the words within a drawing belong to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from converter.patterns import regex
from converter.readers._pdf.captions import captions, is_caption_line
from converter.readers._pdf.lines import Line
from converter.readers._pdfium.pages import Box, Page

_SMALLEST = 44.0
_LARGEST = 0.8
"""What covers more of the page lies behind the text."""
_LONG = 45
_SMALL = 0.95
_BODY = 0.97
_TINY = 0.62
"""Type smaller than this part of the text's is read only in a drawing."""
_AROUND = 24.0
_AT_EDGE = 4.0
_PANELS = regex(r"(?:[(\[]?[a-hA-H][)\].]?\s*){1,8}")
"""Letters of a figure's parts, below or beside them."""


class Picture(Struct, frozen=True):
    """A figure's place on its page."""

    x0: float
    top: float
    x1: float
    bottom: float
    page: int
    image: Box
    """What its image shows: the words at its edges as well."""
    size: float = 0.0
    text: str = ""


class Illustrated(Struct, frozen=True):
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


def find_figures(
    page: Page, lines: Sequence[Line], tables: Sequence[Box], known: set[tuple[int, int]], body: float
) -> Illustrated:
    """The figures of a page outside its tables: above or below a caption, or pictures without one."""
    pictures = [box for box in page.pictures if _corner(box) not in known and _is_within(box, page)]
    strokes = [
        box
        for box in (*page.drawings, *page.rules)
        if _is_within(box, page) and not any(_is_part(box, table) for table in tables)
    ]
    running = [line for line in lines if _is_running(line, body)]
    shown = [box for box in (*pictures, *strokes) if not any(_is_inside(line, box, 0.0) for line in running)]
    named = [line for line in lines if captions(line.text, "figure")]
    zones = _zones(named, lines, shown, body, page.height)
    alone = [box for box in pictures if min(box.width, box.height) >= _SMALLEST and box in shown]
    boxes = _apart([*zones, *alone])
    inside = {id(line) for line in lines if any(_belongs(line, box, body) for box in boxes)}
    labels = [line for line in lines if id(line) in inside]
    return Illustrated(
        tuple(_picture(box, [line for line in labels if _belongs(line, box, body)], named, page) for box in boxes),
        tuple(line for line in lines if id(line) not in inside),
        tuple(line for line in lines if id(line) in inside),
    )


def _picture(box: Box, labels: Sequence[Line], named: Sequence[Line], page: Page) -> Picture:
    """A figure with the words at its edges, but without those of the caption below."""
    around = _around([box, *(Box(line.x0, line.top, line.x1, line.bottom) for line in labels)])
    end = min((line.top for line in named if line.base > around.bottom and line.x1 > box.x0), default=page.height)
    image = Box(
        max(around.x0 - _AT_EDGE, 0.0),
        max(around.top - _AT_EDGE, 0.0),
        min(around.x1 + _AT_EDGE, page.width),
        max(min(around.bottom + _AT_EDGE, end), box.bottom),
    )
    return Picture(box.x0, box.top, box.x1, box.bottom, page.number, image)


def _is_part(box: Box, table: Box) -> bool:
    """Whether a stroke belongs to a table."""
    return table.top - _AT_EDGE <= box.top and box.bottom <= table.bottom + _AT_EDGE and box.x0 < table.x1


class _Zone(Struct, frozen=True):
    """A stretch of a page without text above or below a caption, and what is drawn there."""

    box: Box
    boxes: tuple[Box, ...]
    inner: bool
    """Text stands at its far end."""

    @property
    def is_shown(self) -> bool:
        """Whether more is drawn than a rule or two."""
        return self.box.height >= _SMALLEST and sum(each.width * each.height for each in self.boxes) >= _SMALLEST**2

    @property
    def is_likely(self) -> bool:
        """Whether a figure may be there, be it white."""
        return self.box.height >= _SMALLEST and (bool(self.boxes) or self.inner)

    @property
    def area(self) -> Box:
        """Where the figure is."""
        if not self.boxes:
            return self.box
        return _around([Box(self.box.x0, self.boxes[0].top, self.box.x1, self.boxes[0].bottom), *self.boxes])


def _zones(found: Sequence[Line], lines: Sequence[Line], shown: Sequence[Box], body: float, foot: float) -> list[Box]:
    """Where the figures of captions are: on the side where most of the page's captions have one of their own."""
    pairs = [_around_caption(caption, lines, shown, body, foot) for caption in found]
    side = max((0, 1), key=lambda side: len({pair[side].boxes for pair in pairs if pair[side].is_shown}))
    chosen = (_chosen(pair[side], pair[1 - side]) for pair in pairs)
    return [zone.area for zone in chosen if zone is not None]


def _chosen(first: _Zone, second: _Zone) -> _Zone | None:
    if first.is_shown or not (second.is_shown or second.is_likely):
        return first if first.is_likely else None
    if second.is_shown or not first.is_likely:
        return second
    return max(first, second, key=lambda zone: zone.box.height)


def _around_caption(
    caption: Line, lines: Sequence[Line], shown: Sequence[Box], body: float, foot: float
) -> tuple[_Zone, _Zone]:
    """The zones above and below a caption."""
    beside = [line for line in lines if line.x0 < caption.x1 and line.x1 > caption.x0 and line is not caption]
    above = max((line.bottom for line in beside if line.base < caption.base and _stops(line, body)), default=0.0)
    end = _end(caption, beside)
    below = min((line.top for line in beside if line.base > end and _stops(line, body)), default=foot)
    boxes = (Box(caption.x0, above, caption.x1, caption.top), Box(caption.x0, end, caption.x1, below))
    drawn = [tuple(each for each in shown if _overlap(box, each) > 0.5 * each.height) for box in boxes]
    return _Zone(boxes[0], drawn[0], above > 0), _Zone(boxes[1], drawn[1], below < foot)


def _overlap(zone: Box, box: Box) -> float:
    """How much of the height of a box, beside or within a zone, the zone covers."""
    if box.x1 < zone.x0 or box.x0 > zone.x1:
        return 0.0
    return min(zone.bottom, box.bottom) - max(zone.top, box.top)


def _stops(line: Line, body: float) -> bool:
    """Whether a line is text beside a figure and no label in it."""
    if line.size < _TINY * body:
        return False
    return is_caption_line(line.text) or len(line.text) >= _LONG or (line.size >= _BODY * body and len(line.text) > 12)


def _end(caption: Line, lines: Sequence[Line]) -> float:
    """The baseline of the last line of a caption."""
    base = caption.base
    for line in sorted(lines, key=lambda each: each.base):
        if base < line.base < base + 1.8 * caption.size and abs(line.size - caption.size) < 0.6:
            base = line.base
    return base


def _apart(boxes: Sequence[Box]) -> list[Box]:
    """Boxes that overlap as one."""
    made: list[Box] = []
    for box in boxes:
        over = [
            one for one in made if one.x0 < box.x1 and box.x0 < one.x1 and one.top < box.bottom and box.top < one.bottom
        ]
        made = [*(one for one in made if one not in over), _around([box, *over])]
    return made


def _is_within(box: Box, page: Page) -> bool:
    return box.width * box.height < _LARGEST * page.width * page.height and box.x1 > 0 and box.x0 < page.width


def _around(parts: Sequence[Box]) -> Box:
    return Box(
        min(part.x0 for part in parts),
        min(part.top for part in parts),
        max(part.x1 for part in parts),
        max(part.bottom for part in parts),
    )


def _is_running(line: Line, body: float) -> bool:
    return len(line.text) >= _LONG and line.size >= _SMALL * body


def _is_inside(line: Line, box: Box, around: float) -> bool:
    x, y = (line.x0 + line.x1) / 2, line.base - 0.3 * line.size
    return box.x0 - around <= x <= box.x1 + around and box.top - around <= y <= box.bottom + around


def _belongs(line: Line, box: Box, body: float) -> bool:
    if line.size < _TINY * body:
        return _is_inside(line, box, _AT_EDGE)
    if is_caption_line(line.text) or len(line.text) >= _LONG:
        return False
    if _PANELS.fullmatch(line.text):
        return _is_inside(line, box, _AROUND)
    return _is_inside(line, box, _AROUND if line.size < _SMALL * body and len(line.text) < _LONG / 2 else _AT_EDGE)
