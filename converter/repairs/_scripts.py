"""Scripts of letters and the look-alikes among them, from their table."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path
from unicodedata import normalize

from msgspec import Struct

from converter.compiled import toml
from converter.patterns import regex

LATIN_LETTERS = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
CYRILLIC_LETTERS = "\u0400-\u0481\u048a-\u052f"
GREEK_LETTERS = "\u0370-\u0373\u0376-\u037d\u0386\u0388-\u03ff\u1f00-\u1fff"
OTHER_LETTERS = CYRILLIC_LETTERS + GREEK_LETTERS


class Script(StrEnum):
    """A script whose letters are taken for each other's."""

    LATIN = "Latin"
    CYRILLIC = "Cyrillic"
    GREEK = "Greek"


_OF = {
    Script.LATIN: regex(f"[{LATIN_LETTERS}]"),
    Script.CYRILLIC: regex(f"[{CYRILLIC_LETTERS}]"),
    Script.GREEK: regex(f"[{GREEK_LETTERS}]"),
}


class LookAlikes(Struct, frozen=True):
    """Tables from letter to letter: `to_latin` of a script, `from_latin` to a script."""

    to_latin: dict[Script, dict[int, str]]
    from_latin: dict[Script, dict[int, str]]
    rare: dict[int, str]
    """From Latin to the Cyrillic letters that only some languages have."""
    sounds: dict[int, str]


@cache
def look_alikes() -> LookAlikes:
    """The table `look_alikes.toml`, read when first asked for."""
    table: dict[str, dict[str, str]] = toml(Path(__file__).with_name("look_alikes.toml"))
    pairs = {name: (table[name]["latin"], table[name]["other"]) for name in ("cyrillic", "greek")}
    rare = (table["cyrillic_rare"]["latin"], table["cyrillic_rare"]["other"])
    ((letters, sounds),) = table["sounds"].items()
    spelled = (sound.replace("-", "") for sound in sounds.split())
    return LookAlikes(
        to_latin={
            Script.CYRILLIC: _table(*reversed(pairs["cyrillic"])) | _table(*reversed(rare)),
            Script.GREEK: _table(*reversed(pairs["greek"])),
        },
        from_latin={
            Script.CYRILLIC: _table(*pairs["cyrillic"]),
            Script.GREEK: _table(*pairs["greek"]),
        },
        rare=_table(*rare),
        sounds=_table(letters, spelled),
    )


def _table(before: Iterable[str], after: Iterable[str]) -> dict[int, str]:
    return {ord(one): other for one, other in zip(before, after, strict=True)}


def scripts_of(word: str) -> frozenset[Script]:
    """The scripts whose letters `word` holds."""
    return frozenset(script for script, letter in _OF.items() if letter.search(word))


def count_of(script: Script, text: str) -> int:
    """How many letters of `script` the text has."""
    return len(_OF[script].findall(text))


def written_in(word: str, script: Script, table: dict[int, str]) -> str:
    """`word` in `script` by look-alikes; empty where a letter has none. Accents are kept."""
    spelled = normalize("NFC", normalize("NFD", word).translate(table))
    return spelled if scripts_of(spelled) == {script} else ""


def sound_of(word: str) -> str:
    """`word` in small Latin letters without accents, roughly as it sounds."""
    small = word.lower().translate(look_alikes().sounds)
    return "".join(char for char in normalize("NFD", small) if char.isascii())
