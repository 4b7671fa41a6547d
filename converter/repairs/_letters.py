"""Single mends of the letters of a word; each leaves what it does not know."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from unicodedata import normalize

from msgspec import Struct

from converter.compiled import toml
from converter.patterns import regex

MARKS = "\u0300-\u036f"
DIRECTIONS = "\u202a-\u202e\u2066-\u2069"
INVISIBLE = f"\u200b-\u200f{DIRECTIONS}\u2060\ufe0e\ufeff"
COMPATIBLE = "\ufb00-\ufb06"
PRESENTED = "\ufb1d-\ufb4f\ufb50-\ufd3d\ufd40-\ufdf9\ufe70-\ufefc"
CONTROLS = "\u0080-\u009f"
PRIVATE = "\ue000-\uf8ff"

_IN_NEED = (
    ("\u0590", "\u1fff"),
    ("\u2e80", "\ua4ff"),
    ("\ua900", "\ufaff"),
    ("\ufb1d", "\ufdff"),
    ("\ufe70", "\ufefc"),
)
"""First and last letters of scripts from right to left, joined or without spaces: they need the invisible."""
_SOFT_HYPHEN = regex(r"(?<=\w)\u00ad+(?=\w)")


class Letters(Struct, frozen=True):
    """The table `letters.toml`: a spacing diacritic to its mark, a code of Symbol to its sign."""

    spacing: dict[str, str]
    like_apostrophe: str
    after_letter: str
    symbol: dict[int, str]


@cache
def letters() -> Letters:
    """The table, read when first asked for."""
    table = toml(Path(__file__).with_name("letters.toml"))
    symbol = table["symbol"]
    greek = zip(symbol["letters"], symbol["greek"], strict=True)
    codes = {0xF000 + ord(letter): other for letter, other in greek}
    return Letters(
        spacing=table["spacing"],
        like_apostrophe=table["habits"]["like_apostrophe"],
        after_letter=table["habits"]["after_letter"],
        symbol=codes | {ord(code): sign for code, sign in symbol["signs"].items()},
    )


def split_ligatures(word: str) -> str:
    """`word` with Latin ligatures (`ﬁ`, `ﬄ`) as letters."""
    return re.sub(f"[{COMPATIBLE}]", lambda found: normalize("NFKC", found[0]), word)


def unpresent(word: str) -> str:
    """`word` with Arabic and Hebrew presentation forms as letters."""
    return re.sub(f"[{PRESENTED}]+", lambda found: normalize("NFKC", found[0]), word)


def decode_controls(word: str) -> str:
    """`word` with control characters as what Windows 1252 has in their place."""
    return re.sub(f"[{CONTROLS}]", lambda found: _as_windows(found[0]), word)


def _as_windows(control: str) -> str:
    return control.encode("latin-1").decode("cp1252", errors="ignore") or control


def show_symbols(word: str) -> str:
    """`word` with the codes of the font Symbol as Greek letters and signs."""
    return word.translate(letters().symbol)


def compose(word: str) -> str:
    """`word` in NFC, with a dotless i under an accent as i."""
    if not re.search(f"[{MARKS}\u212a\u212b\u2126]", word):
        return word
    return normalize("NFC", re.sub("\u0131(?=[\u0300-\u030c])", "i", word))


def drop_directions(word: str) -> str:
    """`word` without the characters that turn the direction of what follows."""
    return re.sub(f"[{DIRECTIONS}]", "", word)


def drop_invisible(word: str) -> str:
    """`word` without soft hyphens and characters of no width, but where its script needs them."""
    word = _SOFT_HYPHEN.sub("", word)
    if any(first <= letter <= last for letter in word for first, last in _IN_NEED):
        return word
    return re.sub(f"[{INVISIBLE}]", "", word)
