"""The names of months and the small words of dates, in every language at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from converter.compiled import compiled
from converter.languages import FILES, LANGUAGES
from converter.patterns import regex

_TOKEN = regex(r"\d+|(?:[^\W\d_][\u0300-\u036f]*)+")


class Token(Struct, frozen=True):
    """A word or a number at `[start:end]` of a text, composed and in small letters."""

    text: str
    start: int
    end: int


def tokens_of(text: str) -> Iterator[Token]:
    """The words and numbers of `text` in order."""
    for match in _TOKEN.finditer(text):
        yield Token(unicodedata.normalize("NFC", match[0]).casefold(), match.start(), match.end())


Month = tuple[tuple[str, ...], int, tuple[str, ...]]
"""The words of a month's name, its number, and the languages that call it so."""


@cache
def months() -> Mapping[str, tuple[Month, ...]]:
    """From first word to the months' names that begin with it, the longest first."""
    return compiled((Path(__file__), *FILES), "months", _months)


@cache
def marks() -> Mapping[str, frozenset[str]]:
    """From a small word that may stand between day, month and year to its languages."""
    owners: dict[str, set[str]] = {}
    for code, language in LANGUAGES.items():
        for role in ("day-mark", "year-mark"):
            for mark in language.words.get(role, ()):
                for word in _key(mark):
                    owners.setdefault(word, set()).add(code)
    return {word: frozenset(codes) for word, codes in owners.items()}


def _months() -> dict[str, tuple[Month, ...]]:
    owners: dict[tuple[tuple[str, ...], int], list[str]] = {}
    for code, language in LANGUAGES.items():
        for number, forms in enumerate(language.months, 1):
            for key in dict.fromkeys(map(_key, forms)):
                owners.setdefault((key, number), []).append(code)
    index: dict[str, list[Month]] = {}
    for (key, number), codes in owners.items():
        index.setdefault(key[0], []).append((key, number, tuple(codes)))
    return {first: tuple(sorted(names, key=lambda name: -len(name[0]))) for first, names in index.items()}


def _key(form: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokens_of(form))
