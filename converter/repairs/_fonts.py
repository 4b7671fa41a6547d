"""Fonts whose codes are not the letters they show: what each code may stand for."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any
from unicodedata import normalize

from msgspec import Struct

from converter.compiled import toml

_MOST_DOUBTFUL_LETTERS = 6
_PUNCTUATION = frozenset("\u2018\u2019\u201c\u201d\u2013\u2014\u2022\u2026\u00a0")
"""What no font may claim, however it was read: it stands between words everywhere."""


class Font(Struct, frozen=True, eq=False):
    """A font map. `letters`: a code to a letter or to combining marks; `marks`: codes of the
    latter; `ascii`: codes that are letters of their own as well."""

    name: str
    title: str
    letters: dict[int, str]
    marks: frozenset[str]
    ascii: dict[str, str]
    capitals_follow: bool


@cache
def fonts() -> tuple[Font, ...]:
    """Every font map in the folder `fonts`, by name."""
    return tuple(_font(each.stem, toml(each)) for each in sorted((Path(__file__).parent / "fonts").glob("*.toml")))


def _font(name: str, table: dict[str, Any]) -> Font:
    letters: dict[str, str] = dict(table.get("letters", {})) | table.get("marks", {})
    for high, row in table.get("rows", {}).items():
        for low, letter in enumerate(row):
            if letter != " ":
                letters |= dict.fromkeys(_shown(int(high, 16) * 16 + low), letter)
    ascii_codes: dict[str, str] = table.get("ascii", {})
    return Font(
        name=name,
        title=table["title"],
        letters={ord(code): letter for code, letter in letters.items()},
        marks=frozenset(table.get("marks", {})),
        ascii=ascii_codes,
        capitals_follow=table.get("capitals_follow", False),
    )


def _shown(code: int) -> set[str]:
    """The characters as which a program without the font shows the byte `code`."""
    shown = {chr(code)}
    with suppress(UnicodeDecodeError):
        shown.add(bytes([code]).decode("cp1252"))
    return shown - _PUNCTUATION


def decodings(word: str, font: Font) -> list[str]:
    """What `word` may say in `font`: each way to take the codes that are letters as well.

    The decoding that takes most of them as they stand at the beginning and as codes inside the
    word comes first. Empty where the word has a letter the font does not have.
    """
    if any(ord(char) >= 0x100 and ord(char) not in font.letters for char in word):
        return []
    doubtful = [at for at, char in enumerate(word) if char in font.ascii]
    if not doubtful:
        return _cased(normalize("NFC", word.translate(font.letters)), word, font)
    if len(doubtful) > _MOST_DOUBTFUL_LETTERS:
        return []
    ways = product(*((word[at], font.ascii[word[at]]) for at in doubtful))
    return [_taken(word, font, dict(zip(doubtful, way, strict=True))) for way in ways]


def _taken(word: str, font: Font, taken: dict[int, str]) -> str:
    letters = (taken.get(at, font.letters.get(ord(char), char)) for at, char in enumerate(word))
    return normalize("NFC", "".join(letters))


def _cased(decoded: str, word: str, font: Font) -> list[str]:
    """`decoded`, and in capitals where a font of capitals may have been used."""
    plain = [char for char in word if char.isascii() and char.isalpha()]
    follows = font.capitals_follow and len(word) > 1 and all(char.isupper() for char in plain)
    return [decoded, decoded.upper()] if follows and decoded.upper() != decoded else [decoded]
