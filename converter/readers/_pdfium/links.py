"""Links drawn over a page: where they stand and the address they lead to."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator

import pypdfium2.raw as pdfium

_SCHEMES = ("http://", "https://", "mailto:", "ftp://")
_LONGEST = 2048
_MOST = 5000

Target = tuple[float, float, float, float, str]
"""x0, top, x1, bottom, address."""


def links(document: object, page: object, upright: Callable[[float, float], tuple[float, float]]) -> tuple[Target, ...]:
    """The links of a page that lead out of the file."""
    return tuple(_found(document, page, upright))


def _found(document: object, page: object, upright: Callable[[float, float], tuple[float, float]]) -> Iterator[Target]:
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    for _ in range(_MOST):
        if not pdfium.FPDFLink_Enumerate(page, position, link):
            return
        box = pdfium.FS_RECTF()
        href = _address(document, link)
        if href and pdfium.FPDFLink_GetAnnotRect(link, box):
            (xa, ya), (xb, yb) = upright(box.left, box.bottom), upright(box.right, box.top)
            yield min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb), href


def _address(document: object, link: object) -> str:
    action = pdfium.FPDFLink_GetAction(link)
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return ""
    buffer = ctypes.create_string_buffer(_LONGEST)
    pdfium.FPDFAction_GetURIPath(document, action, buffer, _LONGEST)
    href = buffer.value.decode("utf-8", "replace").strip()
    return href if href.startswith(_SCHEMES) and not any(char.isspace() for char in href) else ""
