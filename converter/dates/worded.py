"""Dates with the month in words: "15 de agosto de 2025", "15 августа 2025 г.", "August 2025"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from converter.dates.found import FoundDate, iso_date
from converter.dates.names import Month, Token, marks, months, tokens_of
from converter.languages import LANGUAGES, detect

_GAP = frozenset(" \t\n\u00a0\u202f\u2009.,/-‐‑–ºª°'’‘")
_WIDEST_GAP = 4
_ORDERS = ("DMY", "MDY", "YMD", "YDM", "MY", "YM")


class _Reading(Struct):
    """What a form has read so far: the next token, the parts, the languages that agree."""

    at: int
    day: int = 0
    month: int = 0
    year: int = 0
    languages: frozenset[str] | None = None

    def agree(self, codes: Sequence[str] | frozenset[str]) -> None:
        agreed = frozenset(codes) if self.languages is None else self.languages & frozenset(codes)
        self.languages = agreed or self.languages


def _adjoins(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether token `at` follows the one before it with nothing but a small gap between."""
    gap = text[tokens[at - 1].end : tokens[at].start]
    return len(gap) <= _WIDEST_GAP and all(letter in _GAP for letter in gap)


def _month_at(text: str, tokens: Sequence[Token], at: int) -> Month | None:
    for month in months().get(tokens[at].text, ()):
        end = at + len(month[0])
        if end <= len(tokens) and all(
            tokens[at + i].text == word and (i == 0 or _adjoins(text, tokens, at + i))
            for i, word in enumerate(month[0])
        ):
            return month
    return None


def _is_year(token: Token) -> bool:
    return len(token.text) == 4 and token.text.isdecimal() and "1000" <= token.text < "2200"


def _take(text: str, tokens: Sequence[Token], reading: _Reading, element: str) -> bool:
    """Read one of D, M, Y; False where it does not stand there."""
    if reading.at >= len(tokens):
        return False
    token = tokens[reading.at]
    if element == "M":
        if not (month := _month_at(text, tokens, reading.at)):
            return False
        words, reading.month, languages = month
        reading.agree(languages)
        reading.at += len(words)
        return True
    if element == "Y" and _is_year(token):
        reading.year = int(token.text)
    elif element == "D" and len(token.text) <= 2 and token.text.isdecimal():
        reading.day = int(token.text)
    else:
        return False
    reading.at += 1
    return True


def _skip_marks(text: str, tokens: Sequence[Token], reading: _Reading) -> bool:
    """Pass "de", "th", "г."; False where what follows does not adjoin."""
    for _ in range(2):
        if reading.at >= len(tokens) or tokens[reading.at].text not in marks():
            break
        if not _adjoins(text, tokens, reading.at):
            return False
        reading.agree(marks()[tokens[reading.at].text])
        reading.at += 1
    return reading.at < len(tokens) and _adjoins(text, tokens, reading.at)


def _read(text: str, tokens: Sequence[Token], at: int, order: str) -> _Reading | None:
    reading = _Reading(at)
    for place, element in enumerate(order):
        if place and not _skip_marks(text, tokens, reading):
            return None
        if not _take(text, tokens, reading, element):
            return None
    year_follows = (
        order[0] == "Y"
        and reading.at < len(tokens)
        and _is_year(tokens[reading.at])
        and _adjoins(text, tokens, reading.at)
    )
    return None if year_follows else reading


def _longest(text: str, tokens: Sequence[Token], at: int) -> _Reading | None:
    first = tokens[at].text
    if not first[0].isdecimal() and first not in months():
        return None
    readings = (_read(text, tokens, at, order) for order in _ORDERS)
    return max((each for each in readings if each), key=lambda each: each.at, default=None)


def _language(around: str, reading: _Reading) -> str:
    """The language the month is named in: of several that of the text around, else the greatest."""
    codes = reading.languages or frozenset()
    told = detect(around, codes) if len(codes) > 1 else ""
    return told or max(sorted(codes), key=lambda code: LANGUAGES[code].share, default="")


def in_words(text: str) -> Iterator[FoundDate]:
    """Every date in `text` whose month is named."""
    tokens = tuple(tokens_of(text))
    at = 0
    while at < len(tokens):
        reading = _longest(text, tokens, at)
        if reading and (iso := iso_date(reading.year, reading.month, reading.day)):
            end = tokens[reading.at - 1].end
            start = tokens[at].start
            yield FoundDate(iso, start, end, _language(text[:start] + text[end:], reading))
        at = reading.at if reading else at + 1
