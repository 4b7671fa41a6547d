"""Pictures on the pages: images of some size that are no ornament of every page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from converter.readers._pdfium.pages import Box, Page

_SMALLEST = 48.0
_LARGEST = 0.8
"""A picture that covers more of the page lies behind it."""


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


def find_pictures(pages: Sequence[Page]) -> dict[int, list[Picture]]:
    """The figures of every page."""
    seen = Counter((round(box.x0), round(box.top)) for page in pages for box in set(page.pictures))
    found: dict[int, list[Picture]] = {}
    for page in pages:
        boxes = [
            box
            for box in page.pictures
            if min(box.width, box.height) >= _SMALLEST
            and box.width * box.height < _LARGEST * page.width * page.height
            and (seen[round(box.x0), round(box.top)] < 2 or len(pages) < 2)
        ]
        found[page.number] = [Picture(b.x0, b.top, b.x1, b.bottom, page.number) for b in _joined(boxes)]
    return found


def _joined(boxes: Sequence[Box]) -> list[Box]:
    """Boxes that touch are one picture (an image cut into stripes)."""
    made: list[Box] = []
    for box in sorted(boxes, key=lambda each: each.top):
        for at, one in enumerate(made):
            if _touch(one, box):
                made[at] = Box(
                    min(one.x0, box.x0), min(one.top, box.top), max(one.x1, box.x1), max(one.bottom, box.bottom)
                )
                break
        else:
            made.append(box)
    return made


def _touch(one: Box, two: Box) -> bool:
    return one.x0 <= two.x1 + 3 and two.x0 <= one.x1 + 3 and one.top <= two.bottom + 3 and two.top <= one.bottom + 3
