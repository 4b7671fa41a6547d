"""Areas of pages as PNG images: what is drawn there, be it a photograph, strokes or both."""

from __future__ import annotations

import ctypes
import struct
import zlib
from collections.abc import Iterator, Sequence

import pypdfium2.raw as pdfium

from .pages import Area

_SCALE = 200 / 72
"""Pixels a point."""
_MOST_PIXELS = 6_000_000
_WHITE = 0xFFFFFFFF
_LEVEL = 6
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGB = 2
"""Colour type of PNG (https://www.w3.org/TR/png-3/#11IHDR)."""


def rendered(document: object, areas: Sequence[Area]) -> Iterator[bytes]:
    """A PNG file of each area; an empty one where nothing is drawn."""
    for area in areas:
        page = pdfium.FPDF_LoadPage(document, area.page - 1)
        yield _drawn(page, area) if page else b""
        if page:
            pdfium.FPDF_ClosePage(page)


def _drawn(page: object, area: Area) -> bytes:
    box = area.box
    scale = min(_SCALE, (_MOST_PIXELS / max(box.width * box.height, 1.0)) ** 0.5)
    width, height = round(box.width * scale), round(box.height * scale)
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGR, None, 0) if width and height else None
    if not bitmap:
        return b""
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
    turns = (area.turn - pdfium.FPDFPage_GetRotation(page)) % 4
    across, down = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    across, down = (down, across) if turns % 2 else (across, down)
    place = (round(-box.x0 * scale), round(-box.top * scale), round(across * scale), round(down * scale))
    pdfium.FPDF_RenderPageBitmap(bitmap, page, *place, turns, pdfium.FPDF_REVERSE_BYTE_ORDER)
    stride = pdfium.FPDFBitmap_GetStride(bitmap)
    pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    pdfium.FPDFBitmap_Destroy(bitmap)
    rows = [pixels[row * stride : row * stride + 3 * width] for row in range(height)]
    return _png(width, height, rows) if any(row.strip(b"\xff") for row in rows) else b""


def _png(width: int, height: int, rows: Sequence[bytes]) -> bytes:
    """Rows of red, green and blue as a PNG file."""
    header = struct.pack(">IIBBBBB", width, height, 8, _RGB, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), _LEVEL)
    return _SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
