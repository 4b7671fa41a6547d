"""What is drawn on a page beside text: straight rules, pictures, other drawings."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator

import pypdfium2.raw as pdfium
from msgspec import Struct, field

from .pages import Box

_THIN = 1.8
_SHORTEST = 6.0
_MOST = 4000
"""So many objects of a page are looked at; a plot may have a hundred thousand."""
_MOST_SEGMENTS = 400
_DEEPEST = 3

Point = tuple[float, float]
Upright = Callable[[float, float], Point]


class _Sketch(Struct):
    rules: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    drawings: list[Box] = field(default_factory=list)
    left: int = _MOST


class Drawn(Struct, frozen=True):
    """Rules, pictures and other drawings of a page."""

    rules: tuple[Box, ...]
    pictures: tuple[Box, ...]
    drawings: tuple[Box, ...]


def drawn(page: object, upright: Upright) -> Drawn:
    """What is drawn on the page, in the coordinates of its reader."""
    sketch = _Sketch()
    count = pdfium.FPDFPage_CountObjects(page)
    _collect(sketch, lambda at: pdfium.FPDFPage_GetObject(page, at), count, upright, 0)
    return Drawn(tuple(sketch.rules), tuple(sketch.pictures), tuple(sketch.drawings))


def _collect(sketch: _Sketch, get: Callable[[int], object], count: int, upright: Upright, depth: int) -> None:
    for at in range(count):
        if sketch.left <= 0:
            return
        object_ = get(at)
        kind = pdfium.FPDFPageObj_GetType(object_)
        sketch.left -= kind != pdfium.FPDF_PAGEOBJ_TEXT
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _add_path(sketch, object_, upright)
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            _add(sketch.pictures, _bounds(object_, upright))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            _collect(
                sketch,
                lambda inner, form=object_: pdfium.FPDFFormObj_GetObject(form, inner),  # type: ignore[misc]
                pdfium.FPDFFormObj_CountObjects(object_),
                _within(object_, upright),
                depth + 1,
            )


def _add(boxes: list[Box], box: Box | None) -> None:
    if box is not None:
        boxes.append(box)


def _matrix(object_: object) -> Callable[[float, float], Point]:
    m = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(object_, m)
    a, b, c, d, e, f = m.a, m.b, m.c, m.d, m.e, m.f
    return lambda x, y: (a * x + c * y + e, b * x + d * y + f)


def _within(form: object, upright: Upright) -> Upright:
    move = _matrix(form)
    return lambda x, y: upright(*move(x, y))


def _bounds(object_: object, upright: Upright) -> Box | None:
    values = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(object_, *values):
        return None
    left, bottom, right, top = (value.value for value in values)
    return _box(upright(left, bottom), upright(right, top))


def _box(one: Point, two: Point) -> Box:
    (xa, ya), (xb, yb) = one, two
    return Box(round(min(xa, xb), 1), round(min(ya, yb), 1), round(max(xa, xb), 1), round(max(ya, yb), 1))


def _add_path(sketch: _Sketch, path: object, upright: Upright) -> None:
    """A thin path is a rule, and so are the edges of one that only runs level and upright; others are drawings."""
    box = _bounds(path, upright)
    if box is None:
        return
    if min(box.width, box.height) <= _THIN:
        if max(box.width, box.height) >= _SHORTEST:
            sketch.rules.append(box)
        return
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, filled, stroked)
    edges = list(_edges(path, upright)) if stroked.value else []
    if edges and all(min(edge.width, edge.height) <= _THIN for edge in edges):
        sketch.rules.extend(edge for edge in edges if max(edge.width, edge.height) >= _SHORTEST)
    else:
        sketch.drawings.append(box)


def _edges(path: object, upright: Upright) -> Iterator[Box]:
    """The edges of a path, a curve by its points."""
    move = _matrix(path)
    x, y = ctypes.c_float(), ctypes.c_float()
    last = first = (0.0, 0.0)
    for at in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = upright(*move(x.value, y.value))
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        else:
            yield _box(last, point)
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield _box(last, first)
            last = first
