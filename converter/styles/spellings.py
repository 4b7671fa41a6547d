"""Names across scripts: a skeleton in which Рыбин, Rybin and Rybín are one."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from converter.compiled import toml

_LETTERS = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    return toml(Path(__file__).with_name("transliteration.toml"))


@cache
def _cyrillic() -> Mapping[int, str]:
    tables = _tables()
    return str.maketrans({**tables["common"], **tables["neighbours"], **tables["bgn"]})


@lru_cache(maxsize=4096)
def skeleton(text: str) -> str:
    """`text` in plain Latin letters, spellings of one Cyrillic letter made alike."""
    latin = text.casefold().translate(_cyrillic()).translate(_LETTERS)
    plain = "".join(char for char in unicodedata.normalize("NFD", latin) if char.isalnum() or char == " ")
    for spelling, letter in _tables()["alike"].items():
        plain = plain.replace(spelling, letter)
    return plain
