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
from converter.patterns import regex

WORD = regex(r"[^\W\d_]+(?:['’ʼ`‘][^\W\d_]+)*")
"""A word; parts joined by a hyphen are words of their own."""

_SHORTEST_STEM = 3
_LEAST_DECLINED = 4
"""Letters of a name in Latin script that must be left of it."""


@cache
def _data() -> Any:
    return toml(Path(__file__).with_name("names.toml"))


@cache
def _letters() -> dict[int, str]:
    return {ord(letter): plain for letter, plain in _data()["letters"].items()}


@cache
def _cyrillic() -> dict[int, str]:
    return {ord(letter): sound for letter, sound in _data()["cyrillic"].items()}


_Spellings = tuple[re.Pattern[str], dict[str, str]]


@cache
def _latin() -> _Spellings:
    return _spellings(_data()["latin"])


@cache
def _foreign(alphabet: str) -> _Spellings:
    return _spellings(_data()["foreign"][alphabet])


def _spellings(table: dict[str, str]) -> _Spellings:
    """A pattern of the spellings, the longest first, and what stands for each."""
    return re.compile("|".join(sorted(table, key=len, reverse=True))), table


def _respelt(word: str, spellings: _Spellings) -> str:
    pattern, table = spellings
    return pattern.sub(lambda match: table[match[0]], word)


@cache
def _endings(alphabet: str) -> tuple[str, ...]:
    return tuple(sorted(map(fold, _data()["endings"][alphabet]), key=len, reverse=True))


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """`word` without case, diacritics and apostrophes."""
    if word.isascii():
        lowered = word.lower()
        return lowered.replace("'", "") if "'" in lowered else lowered
    apart = unicodedata.normalize("NFD", word.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_letters())


def words(text: str, most: int | None = None) -> tuple[str, ...]:
    """The folded words of `text`, or the first of them, those joined by a hyphen apart."""
    return tuple(map(fold, WORD.findall(text)[:most]))


def is_cyrillic(folded: str) -> bool:
    """Whether the word is written in Cyrillic letters."""
    return "Ѐ" <= folded[:1] <= "ӿ"


@lru_cache(maxsize=65536)
def sound(folded: str) -> str:
    """What a folded word sounds like, in rough Latin letters, the same for every transliteration."""
    rough = folded.translate(_cyrillic()) if is_cyrillic(folded) else _respelt(folded, _latin())
    return "".join(c for i, c in enumerate(rough) if i == 0 or c != rough[i - 1])


@lru_cache(maxsize=65536)
def stem(folded: str) -> str:
    """The sound of a folded word without the ending that grammar gives it, the same in both alphabets."""
    if is_cyrillic(folded):
        return sound(_respelt(_bare(folded, "cyrillic", _SHORTEST_STEM), _foreign("cyrillic")))
    heard = sound(_respelt(folded, _foreign("latin")))
    bare = heard.rstrip("aeiou")
    return bare if len(bare) >= _SHORTEST_STEM else heard


def _bare(folded: str, alphabet: str, least: int) -> str:
    """The word without its longest ending that leaves as many letters as `least`."""
    for ending in _endings(alphabet):
        if folded.endswith(ending) and len(folded) - len(ending) >= least:
            return folded[: -len(ending)]
    return folded


def is_declined(cited: str, printed: str) -> bool:
    """Whether two folded Latin words are a surname and a case of it: `Zielińskiej`, `Zielińska`."""
    bare = _bare(cited, "latin", _LEAST_DECLINED)
    return bare != cited and bare in (printed, _bare(printed, "latin", _LEAST_DECLINED))
