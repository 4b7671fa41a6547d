"""What a word says in a font, and how strange it is without."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from converter.patterns import regex
from converter.repairs._fonts import Font, decodings
from converter.repairs._syllables import grammar, is_bare_syllable, is_syllable

WORDS = regex(
    "[A-Za-z\\[\u0080-\u009f\u00a1-\u024f\u0300-\u036f\u1e00-\u1eff"
    "\u02c6\u02dc\u2020\u2021\u2030\u2039\u203a\u20ac\u2122\u201a\u201e]+"
)
"""Letters and whatever may be a code: a word, perhaps with punctuation around it."""

STRANGE = 2
"""The oddity of a word that is written in no language."""

_MOST_PUNCTUATION = 3
_LETTER = regex("[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff]")
_STRANGE = regex(
    "[A-Za-z\u00c0-\u00ff][^A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]"
    "|[^A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff][A-Za-z\u00c0-\u00ff]"
    "|[a-z\u00df-\u00ff][A-Z\u00c0-\u00de]"
    "|[A-Z\u00c0-\u00de]{2}[a-z\u00df-\u00ff]"
)
_MARK = regex("[\u0300-\u036f]")
_CAPITAL_INSIDE = regex(r"[A-Za-z][A-Z](?=[a-z])")


class Reading(Struct, frozen=True):
    """What a stretch of letters and codes says in a font; offsets are within the stretch."""

    start: int
    end: int
    choices: tuple[str, ...] = ()
    """Legal syllables, the likeliest first; none where the font changes nothing."""
    letterwise: str = ""
    """What the codes give where that is no syllable."""
    oddity: int = 0
    """How strange the word is as it stands: 0, 1 or `STRANGE`."""
    high: bool = False
    """It has a code beyond ASCII."""
    plain: bool = False
    """It is a syllable as it stands, with or without its tone, in this font too."""
    capital_inside: bool = False
    """A capital stands among small letters."""
    signs_only: bool = False
    """As it stands there is no letter in it."""


@lru_cache(maxsize=65536)
def read(stretch: str, font: Font) -> Reading:
    """The reading of `stretch` in `font` that keeps the most of its punctuation as codes."""
    start, end = _core(stretch)
    if start >= end:
        return _signs(stretch, font)
    if stretch[start:end] in grammar().kept or stretch in grammar().kept:
        return Reading(start, end)
    if stretch.isascii() and not font.ascii:
        return _as_it_stands(stretch, start, end, font)
    for low, high in _spans(start, end, len(stretch)):
        word = stretch[low:high]
        choices = tuple(_choices(word, font))
        if choices:
            return Reading(
                low,
                high,
                choices,
                oddity=_oddity(word),
                high=not word.isascii(),
                capital_inside=_CAPITAL_INSIDE.search(word) is not None,
            )
    return _as_it_stands(stretch, start, end, font)


def _signs(stretch: str, font: Font) -> Reading:
    """The reading of a stretch without any letter: a syllable or punctuation."""
    spans = _spans(0, 0, len(stretch)) if len(stretch) <= _MOST_PUNCTUATION else ()
    for low, high in spans:
        choices = tuple(filter(is_syllable, decodings(stretch[low:high], font)))
        if choices and not stretch.isascii():
            return Reading(low, high, choices, high=True, signs_only=True)
    return Reading(0, len(stretch))


def _core(stretch: str) -> tuple[int, int]:
    """Where the first letter of `stretch` begins and its last one ends."""
    letters = [at for at, char in enumerate(stretch) if _LETTER.match(char)]
    return (letters[0], letters[-1] + 1) if letters else (0, 0)


def _spans(start: int, end: int, length: int) -> Iterator[tuple[int, int]]:
    """The core with as much of what stands around it as may be codes, the widest first."""
    if (start, end) == (0, length):
        yield 0, length
        return
    lows = range(max(0, start - _MOST_PUNCTUATION), start + 1)
    highs = range(min(length, end + _MOST_PUNCTUATION), end - 1, -1)
    yield from sorted(((low, high) for low in lows for high in highs), key=lambda span: span[0] - span[1])


def _choices(word: str, font: Font) -> Iterator[str]:
    """The syllables `word` may be in `font`: more than its first letter is a code."""
    for decoded in decodings(word, font):
        same = decoded[1:] == word[1:] and (decoded[:1] == word[:1] or word[0].isascii())
        if not same and is_syllable(decoded):
            yield decoded


def _as_it_stands(stretch: str, start: int, end: int, font: Font) -> Reading:
    word = stretch[start:end]
    if word.isascii():
        return Reading(start, end, plain=is_bare_syllable(word))
    decoded = decodings(word, font)
    if decoded and decoded[0] == word and is_syllable(word):
        return Reading(start, end, plain=True, high=True)
    claimed = all(ord(char) < 0x80 or ord(char) in font.letters for char in word)
    if not claimed or not decoded or _MARK.search(decoded[0]):
        return Reading(start, end)
    return Reading(start, end, letterwise=decoded[0], oddity=_oddity(word), high=True)


def _oddity(word: str) -> int:
    """How strange `word` is as it stands."""
    if is_syllable(word):
        return 0
    if _STRANGE.search(word):
        return STRANGE
    return 0 if word.isascii() else 1
