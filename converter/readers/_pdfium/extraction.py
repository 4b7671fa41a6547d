"""PDFium's characters, lines and pictures as pages. Runs in a process of its own.

PDFium was taken for its fuzzed code (it is Chrome's), its licence (BSD-3 and Apache-2.0) and its
speed; pypdfium2 binds it. The characters are taken one by one with their boxes, because PDFium's
own text has lost type and columns.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from enum import Enum

import pypdfium2.raw as pdfium
from msgspec import Struct
from msgspec.structs import replace

from converter.patterns import regex

from .drawings import drawn
from .glyph_numbers import SPACE, are_numbers, shown_by
from .links import links
from .pages import Face, Page, Refused, Word

_BOLD = regex(r"bold|black|heavy|(?:semi|demi)(?:bold)?(?=$|[-,])|(?:CM|SF|EC)BX|-?Bd(?=$|[A-Z-])", re.IGNORECASE)
_ITALIC = regex(r"ital|obliq|slanted|kursiv|(?:CM|SF)TI|CMSL|CMMI|[-,]It(?=$|[A-Z-])", re.IGNORECASE)
_SUBSET = regex(r"^[A-Z]{6}\+")
_BOLD_WEIGHT = 600
_ITALIC_FLAG, _FORCED_BOLD_FLAG = 1 << 6, 1 << 18
_GAP = 0.28
"""Wider than this part of the type size, a gap between two characters parts words."""
_RAISED_FOOT = 0.2
"""A figure whose ink begins so high above its baseline, in ems, is a superscript of its font."""
_LOWERED_FOOT, _LOWERED_HEAD = -0.06, 0.5
_GUESSED_GAP = 0.09
_BACK = 1.0
"""A character so far (in ems) before the end of the last begins anew."""
_DRIFT = 0.08
"""Baselines that differ by less, in ems, are one."""
_BLANKS = frozenset(" \t\r\n\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000")
_LINE_END_HYPHEN = 2
"""PDFium's sign for a hyphen at the end of a line."""
_PALE = 225
"""Red, green and blue of so much, of 255, are those of paper, or of the shade behind a table's row."""
_NOTHING = frozenset("\u200b\u200c\u200d\u2060\ufeff\ufffe\uffff")
_LOST = "\ufffd"
_MARKS = frozenset("0123456789abcdef")
"""What fonts have raised and lowered figures and letters for."""


class _Type(Struct, frozen=True):
    """How a text object sets its characters: face, size in points, quarter turns (or -1), pale or not."""

    face: Face
    size: float
    turn: int
    pale: bool = False


class _Blank(Enum):
    """White between characters: drawn as one, or guessed by PDFium."""

    GUESSED = "guessed"
    DRAWN = "drawn"


class _Glyph(Struct):
    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    x: float
    y: float
    type: _Type


def pages(document: object, most_pages: int, most_characters: int) -> Iterator[Page]:
    """The pages of a PDF, one by one. Raises `Refused`."""
    count = pdfium.FPDF_GetPageCount(document)
    if count > most_pages:
        raise Refused("pages")
    left = most_characters
    for index in range(count):
        page = pdfium.FPDF_LoadPage(document, index)
        if not page:
            yield Page(index + 1, 0.0, 0.0)
            continue
        text = pdfium.FPDFText_LoadPage(page)
        left -= pdfium.FPDFText_CountChars(text)
        if left < 0:
            raise Refused("characters")
        yield _page(document, page, text, index + 1)
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)


def _page(document: object, page: object, text: object, number: int) -> Page:
    frame = _frame(page)
    glyphs = list(_glyphs(text))
    turns = Counter(glyph.type.turn for glyph in glyphs if isinstance(glyph, _Glyph) and glyph.type.turn >= 0)
    turn = turns.most_common(1)[0][0] if turns else 0
    upright = _upright(frame, turn)
    found = tuple(_words(glyphs, turn, upright))
    targets = links(document, page, upright)
    sketch = drawn(page, upright)
    width, height = frame[2] - frame[0], frame[3] - frame[1]
    return Page(
        number,
        height if turn % 2 else width,
        width if turn % 2 else height,
        tuple(_linked(word, targets) for word in found),
        tuple(_turned(glyphs, turn)),
        sketch.rules,
        sketch.pictures,
        sketch.drawings,
        turn,
    )


def _frame(page: object) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of the page in its own coordinates."""
    box = pdfium.FS_RECTF()
    if pdfium.FPDF_GetPageBoundingBox(page, box):
        return box.left, box.bottom, box.right, box.top
    return 0.0, 0.0, pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)


Upright = Callable[[float, float], tuple[float, float]]
"""From the page's own coordinates to those of its reader."""


def _upright(frame: tuple[float, float, float, float], turn: int) -> Upright:
    left, bottom, right, top = frame
    return (
        lambda x, y: (x - left, top - y),
        lambda x, y: (y - bottom, x - left),
        lambda x, y: (right - x, y - bottom),
        lambda x, y: (top - y, right - x),
    )[turn]


# Characters


def _glyphs(text: object) -> Iterator[_Glyph | _Blank]:
    """The characters in the order of the file; blanks among them."""
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    types: dict[int, _Type] = {}
    high = 0
    numbered = _numbered(text)
    for at in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if numbered and _font(text, at) in numbered and pdfium.FPDFText_IsGenerated(text, at) != 1:
            code = ord(shown_by(code))
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        char = chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00) if high and _is_low(code) else _character(code)
        high = 0
        if char in _BLANKS:
            yield _Blank.GUESSED if pdfium.FPDFText_IsGenerated(text, at) == 1 else _Blank.DRAWN
            continue
        if char in _NOTHING:
            continue
        pdfium.FPDFText_GetLooseCharBox(text, at, box)
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        object_ = pdfium.FPDFText_GetTextObject(text, at)
        key = ctypes.addressof(object_.contents) if object_ else 0
        kind = types.get(key)
        if kind is None:
            kind = types[key] = _type(text, at)
        glyph = _Glyph(char, box.left, box.bottom, box.right, box.top, x.value, y.value, kind)
        yield _shifted(text, at, glyph) if char in _MARKS and kind.turn == 0 else glyph


def _numbered(text: object) -> frozenset[str]:
    """The fonts of a page whose codes are numbers of glyphs."""
    codes = [pdfium.FPDFText_GetUnicode(text, at) for at in range(pdfium.FPDFText_CountChars(text))]
    if SPACE not in codes:
        return frozenset()
    by_font: dict[str, list[int]] = {}
    for at, code in enumerate(codes):
        if pdfium.FPDFText_IsGenerated(text, at) != 1:
            by_font.setdefault(_font(text, at), []).append(code)
    return frozenset(font for font, each in by_font.items() if are_numbers(each))


def _shifted(text: object, at: int, glyph: _Glyph) -> _Glyph:
    """A figure or letter that its font draws raised or lowered, as one set small and shifted."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text, at, left, right, bottom, top)
    em = glyph.type.size
    foot, head = (bottom.value - glyph.y) / em, (top.value - glyph.y) / em
    if foot < _RAISED_FOOT and not (head < _LOWERED_HEAD and foot < _LOWERED_FOOT):
        return glyph
    shift = 0.33 if foot >= _RAISED_FOOT else -0.12
    return replace(glyph, y=glyph.y + shift * em, type=replace(glyph.type, size=round(0.66 * em, 2)))


def _is_low(code: int) -> bool:
    """Whether a unit is the second of the two that make a character beyond U+FFFF."""
    return 0xDC00 <= code <= 0xDFFF


def _character(code: int) -> str:
    if code == _LINE_END_HYPHEN:
        return "-"
    if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return _LOST
    if code < 32 and code not in (9, 10, 13):
        return _LOST
    return chr(code)


def _type(text: object, at: int) -> _Type:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, at, matrix)
    size = pdfium.FPDFText_GetFontSize(text, at) * (math.hypot(matrix.c, matrix.d) or 1.0)
    turns = math.degrees(math.atan2(matrix.b, matrix.a)) / 90
    turn = round(turns) % 4 if abs(turns - round(turns)) < 0.02 else -1
    return _Type(_face(text, at), round(size, 2), turn, _is_pale(pdfium.FPDFText_GetTextObject(text, at)))


def _is_pale(object_: object) -> bool:
    """Whether a text object is filled with white or nearly so."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = object_ and pdfium.FPDFPageObj_GetFillColor(object_, red, green, blue, alpha)
    return bool(known) and min(red.value, green.value, blue.value) >= _PALE


def _font(text: object, at: int, flags: ctypes.c_int | None = None) -> str:
    """The name of a character's font, its flags put to `flags`."""
    buffer = ctypes.create_string_buffer(256)
    pdfium.FPDFText_GetFontInfo(text, at, buffer, 256, flags or ctypes.c_int())
    return buffer.value.decode("utf-8", "replace")


def _face(text: object, at: int) -> Face:
    flags = ctypes.c_int()
    font = _SUBSET.sub("", _font(text, at, flags))
    weight = pdfium.FPDFText_GetFontWeight(text, at)
    object_ = pdfium.FPDFText_GetTextObject(text, at)
    stroked = pdfium.FPDFTextObj_GetTextRenderMode(object_) == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
    bold = bool(_BOLD.search(font)) or weight >= _BOLD_WEIGHT or bool(flags.value & _FORCED_BOLD_FLAG) or stroked
    italic = bool(_ITALIC.search(font)) or bool(flags.value & _ITALIC_FLAG)
    return Face(font, bold, italic)


# Words


def _words(glyphs: list[_Glyph | _Blank], turn: int, upright: Upright) -> Iterator[Word]:
    """Rows of characters that follow one another without a gap, in one type."""
    row: list[_Glyph] = []
    blank: _Blank | None = _Blank.DRAWN
    spaced = True
    for glyph in glyphs:
        if isinstance(glyph, _Blank) or glyph.type.turn != turn:
            blank = _Blank.DRAWN if _Blank.DRAWN in (glyph, blank) else _Blank.GUESSED
            continue
        placed = _placed(glyph, upright)
        if row and (blank or not _follows(row[-1], placed)):
            yield _word(row, spaced)
            spaced = _is_blank(blank, row[-1], placed)
            row = []
        row.append(placed)
        blank = None
    if row:
        yield _word(row, spaced)


def _is_blank(blank: _Blank | None, last: _Glyph, glyph: _Glyph) -> bool:
    """Whether there is white: PDFium guesses some where type changes."""
    em = min(last.type.size, glyph.type.size)
    return blank is _Blank.DRAWN or (blank is _Blank.GUESSED and glyph.x0 - last.x1 > _GUESSED_GAP * em)


def _placed(glyph: _Glyph, upright: Upright) -> _Glyph:
    (xa, ya), (xb, yb) = upright(glyph.x0, glyph.y0), upright(glyph.x1, glyph.y1)
    x, y = upright(glyph.x, glyph.y)
    return _Glyph(glyph.text, min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb), x, y, glyph.type)


def _follows(last: _Glyph, glyph: _Glyph) -> bool:
    em = max(last.type.size, 1.0)
    if last.type.face != glyph.type.face or abs(last.type.size - glyph.type.size) > 0.05 * em:
        return False
    gap = glyph.x0 - last.x1
    return abs(glyph.y - last.y) <= _DRIFT * em and -_BACK * em < gap < _GAP * em


def _word(row: list[_Glyph], spaced: bool) -> Word:
    """The word of a row; pale characters beside others are there to fill a column, and nobody sees them."""
    row = [glyph for glyph in row if not glyph.type.pale] or row
    first = row[0]
    return Word(
        "".join(glyph.text for glyph in row),
        round(min(glyph.x0 for glyph in row), 2),
        round(max(glyph.x1 for glyph in row), 2),
        round(first.y - 0.75 * first.type.size, 2),
        round(first.y + 0.25 * first.type.size, 2),
        round(first.y, 2),
        first.type.size,
        first.type.face,
        spaced,
    )


def _turned(glyphs: list[_Glyph | _Blank], turn: int) -> Iterator[str]:
    """Text that stands at another angle than most of the page."""
    text = "".join(
        " " if isinstance(glyph, _Blank) else glyph.text if glyph.type.turn != turn else "\n" for glyph in glyphs
    )
    yield from filter(None, (" ".join(part.split()) for part in text.split("\n")))


def _linked(word: Word, targets: tuple[tuple[float, float, float, float, str], ...]) -> Word:
    middle_x, middle_y = (word.x0 + word.x1) / 2, word.base - 0.3 * word.size
    for x0, top, x1, bottom, href in targets:
        if x0 <= middle_x <= x1 and top <= middle_y <= bottom:
            return replace(word, href=href)
    return word
