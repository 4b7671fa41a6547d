"""Names made comparable: without case, diacritics, alphabet and grammatical case.

Three degrees of likeness: the folded word (`Đặng` and `Dang`), its sound (`Рыбин`, `Rybin`
and `Ribin`), and its stem (`Рыбину` and `Рыбин`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from converter.compiled import toml

WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`‘][^\W\d_]+)*")
"""A word; parts joined by a hyphen are words of their own."""

_SHORTEST_STEM = 3


@cache
def _data() -> Any:
    return toml(Path(__file__).with_name("names.toml"))


@cache
def _letters() -> dict[int, str]:
    return {ord(letter): plain for letter, plain in _data()["letters"].items()}


@cache
def _cyrillic() -> dict[int, str]:
    return {ord(letter): sound for letter, sound in _data()["cyrillic"].items()}


@cache
def _latin() -> tuple[re.Pattern[str], dict[str, str]]:
    table: dict[str, str] = _data()["latin"]
    longest_first = sorted(table, key=len, reverse=True)
    return re.compile("|".join(longest_first)), table


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(map(fold, _data()["endings"]["cyrillic"]), key=len, reverse=True))


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """`word` without case, diacritics and apostrophes."""
    if word.isascii():
        lowered = word.lower()
        return lowered.replace("'", "") if "'" in lowered else lowered
    apart = unicodedata.normalize("NFD", word.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_letters())


def words(text: str) -> tuple[str, ...]:
    """The folded words of `text`, those joined by a hyphen apart."""
    return tuple(fold(word) for word in WORD.findall(text))


def is_cyrillic(folded: str) -> bool:
    """Whether the word is written in Cyrillic letters."""
    return "Ѐ" <= folded[:1] <= "ӿ"


@lru_cache(maxsize=65536)
def sound(folded: str) -> str:
    """What a folded word sounds like, in rough Latin letters, the same for every transliteration."""
    if is_cyrillic(folded):
        rough = folded.translate(_cyrillic())
    else:
        pattern, table = _latin()
        rough = pattern.sub(lambda match: table[match[0]], folded)
    return "".join(c for i, c in enumerate(rough) if i == 0 or c != rough[i - 1])


@lru_cache(maxsize=65536)
def stem(folded: str) -> str:
    """The sound of a folded word without the ending that grammar gives it."""
    if is_cyrillic(folded):
        for ending in _endings():
            if folded.endswith(ending) and len(folded) - len(ending) >= _SHORTEST_STEM:
                return sound(folded[: -len(ending)])
        return sound(folded)
    heard = sound(folded)
    bare = heard.rstrip("aeiou")
    return bare if len(bare) >= _SHORTEST_STEM else heard
