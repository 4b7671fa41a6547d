"""Codes that are no characters but the numbers of a font's glyphs: "7KH\\x03ULYHU" shows "The river".

So a PDF comes out whose font has no table of its characters (ToUnicode), or one made of its codes.
The fonts of Windows number their first glyphs as the Macintosh did
(https://learn.microsoft.com/typography/opentype/spec/post#version-10), which makes them readable.
"""

from __future__ import annotations

from collections.abc import Sequence

_NONE = "\ufffd"
_FIRST = 3
_ORDER = (
    _NONE * _FIRST
    + "".join(map(chr, range(0x20, 0x7F)))
    + "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄¤‹›ﬁﬂ‡·‚„‰ÂÊÁËÈ"
    + f"ÍÎÏÌÓÔ{_NONE}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇŁłŠšŽž¦ÐðÝýÞþ−×¹²³½¼¾₣ĞğİŞşĆćČčđ"
)
SPACE = 3
"""The number of the blank."""
_SMALL, _CAPITAL = range(68, 94), range(36, 62)
_LETTERS = 0.6
_LEAST, _MOST = 0.02, 0.35
"""So many of the codes are the space, between words of one letter and of fifty."""


def are_numbers(codes: Sequence[int]) -> bool:
    """Whether codes of one font can only be glyphs' numbers: a control character stands where blanks do."""
    if not codes or min(codes) < _FIRST or codes.count(0x20) > codes.count(SPACE):
        return False
    letters = sum(code in _SMALL or code in _CAPITAL for code in codes)
    return letters >= _LETTERS * len(codes) and _LEAST * len(codes) <= codes.count(SPACE) <= _MOST * len(codes)


def shown_by(number: int) -> str:
    """The character of the glyph with that number; U+FFFD beyond those that every font has alike."""
    return _ORDER[number] if number < len(_ORDER) else _NONE
