"""The wordings of labels in every language, and how they are compared.

Letters are compared without regard to case, blanks and hyphens; the index is kept compiled.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from converter.compiled import compiled
from converter.languages import records
from converter.languages.records import FILES, LANGUAGES, PARTS

_SKIPPED = frozenset("-\u00ad\u2010\u2011\u200b\u2060\ufffd\ufeff'’ʼ`´")
"""Stand inside a wording without being part of it: hyphens lost or kept, apostrophes."""


@lru_cache(maxsize=4096)
def fold(letter: str) -> str:
    """A character as wordings are compared: no case, no blanks, no hyphens, decomposed."""
    if letter.isspace() or letter in _SKIPPED:
        return ""
    return unicodedata.normalize("NFD", letter.casefold())


def key_of(wording: str) -> str:
    """What a wording is compared by."""
    return "".join(map(fold, wording))


def _wordings() -> Iterator[tuple[str, str, str]]:
    """Key, part and language of every wording, the likeliest language of a shared one first.

    It is the greater one, the less so the later it lists the wording; "" stands for all.
    """
    for part in PARTS.values():
        yield from ((key_of(wording), part.name, "") for wording in part.everywhere)
    listed = (
        (-language.share / (1 + place), code, name, wording)
        for code, language in LANGUAGES.items()
        for name, wordings in language.labels.items()
        for place, wording in enumerate(wordings)
    )
    yield from ((key_of(wording), name, code) for _, code, name, wording in sorted(listed))


Readings = tuple[tuple[str, tuple[str, ...]], ...]
"""Parts that a wording may open, each with the languages in which it does."""


def _index() -> dict[str, Readings]:
    """The readings of every key, in the order of the alphabet; equal readings are one object."""
    index: dict[str, dict[str, tuple[str, ...]]] = {}
    for key, part, code in _wordings():
        known = index.setdefault(key, {})
        languages = known.get(part, ())
        known[part] = (*languages, code) if code and code not in languages else languages
    same: dict[Readings, Readings] = {}
    readings = ((key, tuple(known.items())) for key, known in sorted(index.items()))
    return {key: same.setdefault(each, each) for key, each in readings}


class _Wordings(Struct, frozen=True):
    """Every wording: the readings of each key; of each part, its keys in the order of the alphabet."""

    index: Mapping[str, Readings]
    keys: Mapping[str, tuple[str, ...]]


Parts = frozenset[str] | None
"""Those asked for, or all."""


class Known(Struct, frozen=True):
    """The wordings of the parts that are asked for."""

    parts: frozenset[str]
    keys: tuple[str, ...]

    def begins(self, key: str) -> bool:
        """Whether a wording begins so."""
        at = bisect_left(self.keys, key)
        return at < len(self.keys) and self.keys[at].startswith(key)

    def readings(self, key: str) -> Readings:
        """Those of the wording that is compared as `key`."""
        found = _every().index.get(key)
        return tuple(each for each in found if each[0] in self.parts) if found else ()


def _by_part() -> tuple[Any, ...]:
    """The fields of `_Wordings`."""
    index = _index()
    keys: dict[str, list[str]] = {}
    for key, readings in index.items():
        for part, _ in readings:
            keys.setdefault(part, []).append(key)
    return index, {part: tuple(own) for part, own in keys.items()}


@cache
def _every() -> _Wordings:
    return _Wordings(*compiled((Path(__file__), Path(records.__file__), *FILES), "index", _by_part))


@lru_cache(maxsize=256)
def wordings_of(parts: Parts) -> Known:
    """The wordings of some parts, or of all."""
    every = _every()
    asked = every.keys.keys() if parts is None else parts & every.keys.keys()
    return Known(frozenset(asked), tuple(sorted(key for part in asked for key in every.keys[part])))


@lru_cache(maxsize=16384)
def may_open(glance: str, parts: Parts) -> bool:
    """Whether a wording of `parts` may stand where the text begins so."""
    known, key = wordings_of(parts), ""
    for letter in glance:
        key += fold(letter)
        if known.readings(key):
            return True
        if not known.begins(key):
            return False
    return True
