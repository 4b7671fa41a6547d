"""Phrases of a list in text: each whole, the longest first, without regard to case.

One pattern of a hundred phrases takes milliseconds to compile, and tries them all at every word. So they are kept
by their openings: at a word only those are compiled and tried that open like it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from sys import maxsize

from msgspec import Struct

from converter.patterns import regex

_OPENING = regex(r"(?<!\w)(?=(\w)\W{0,3}(\w?))\w")
"""The first letter of a word, and the next, be it of another word: `и др.`, `n. d.`"""


class Phrases(Struct, frozen=True):
    """What to look for. The methods are those of `re.Pattern`."""

    by_opening: Mapping[str, tuple[str, ...]]
    """From the first two letters, or the only one, to the patterns of the phrases."""

    def finditer(self, text: str, start: int = 0, end: int = maxsize) -> Iterator[re.Match[str]]:
        """Every phrase in the text; none overlaps another."""
        free = start
        for opening in _OPENING.finditer(text, start, end):
            if opening.start() >= free and (found := self._at(opening, end)):
                free = found.end()
                yield found

    def search(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """The first phrase in the text."""
        return next(self.finditer(text, start, end), None)

    def match(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """The phrase at `start`."""
        opening = _OPENING.match(text, start, end)
        return self._at(opening, end) if opening else None

    def _at(self, opening: re.Match[str], end: int) -> re.Match[str] | None:
        for key in _keys(opening):
            phrases = self.by_opening.get(key)
            if phrases and (found := _compile(phrases).match(opening.string, opening.start(), end)):
                return found
        return None


def gather(phrases: Iterable[str], spell: Callable[[str], str] = re.escape) -> Phrases:
    """The phrases, which begin with letters or digits, made ready to be found; `spell` gives the pattern of one."""
    found: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
        if opening := _OPENING.match(phrase):
            found.setdefault(_keys(opening)[0], []).append(spell(phrase))
    return Phrases({opening: tuple(spelt) for opening, spelt in found.items()})


def _keys(opening: re.Match[str]) -> tuple[str, str]:
    first = opening[1].lower()
    return first + opening[2].lower(), first


@cache
def _compile(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)
