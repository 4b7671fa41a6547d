"""What a PDF page shows: words with type and place, rules, pictures.

Lengths are points, x from the left edge, y from the upper edge downwards, as the page is read
(a page whose text stands on its side is turned upright).
"""

from __future__ import annotations

from msgspec import Struct


class Refused(Exception):
    """The PDF cannot or may not be read; the message is a code and what it was about."""


class Face(Struct, frozen=True, array_like=True):
    """A typeface as the PDF names it."""

    font: str = ""
    bold: bool = False
    italic: bool = False


class Word(Struct, frozen=True, array_like=True):
    """Characters set without a blank in one face and size on one baseline.

    `top` and `bottom` are those of the type, not of the ink. `spaced`: a blank stands before it.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    face: Face = Face()
    spaced: bool = True
    href: str = ""


class Box(Struct, frozen=True, array_like=True):
    """A rectangle on a page: a rule where it is thin, else a picture or a drawing."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


class Page(Struct, frozen=True, array_like=True):
    """One page, in the order in which the file draws it. `turned`: text at another angle."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    turned: tuple[str, ...] = ()
    rules: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()
    drawings: tuple[Box, ...] = ()
    turn: int = 0
    """Quarter turns by which its text stands on its side in the file."""


class Beside(Struct, frozen=True):
    """What a PDF holds beside its pages."""

    form: bool = False
    """A form whose pages a program makes (XFA)."""
    attachments: tuple[str, ...] = ()
    """Names of files within it."""
    scripts: int = 0


class Area(Struct, frozen=True, array_like=True):
    """A part of a page to be made an image, as its reader sees the page; `turn` is the page's."""

    page: int
    turn: int
    box: Box
