"""Finds dates as they are printed in any of the languages, and what they are dates of.

Months and the small words of dates ("15 de agosto de 2025", "15 августа 2025 г.") stand in the
languages' files. Dates are given in ISO 8601, as exact as printed: "2025-08-15" or "2025-08".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from converter.languages import LANGUAGES, Label, detect, find_labels

KINDS = {"received": "received", "revised": "rev-recd", "accepted": "accepted", "published": "pub"}
"""From part of a label to JATS `date/@date-type`."""

_NUMERIC = re.compile(
    r"(?<!\d)(?<!\d[./-])(?:(?P<year>\d{4})(?P<sep>[-./])(?P<gap> ?)(?P<month>\d\d?)(?P=sep)(?P=gap)(?P<day>\d\d?)"
    r"|(?P<one>\d\d?) ?(?P<mark>[-./]) ?(?P<two>\d\d?|[IVX]{1,4}) ?(?P=mark) ?(?P<last>\d{4}|\d\d))"
    r"(?!\d|[./-]\d)"
)
_TOKEN = re.compile(r"\d+|(?:[^\W\d_][\u0300-\u036f]*)+")
_GAP = frozenset(" \t\n\u00a0\u202f\u2009.,/-‐‑–ºª°'’‘")
_WIDEST_GAP = 4
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ORDERS = ("DMY", "MDY", "YMD", "YDM", "MY", "YM")
_LAST_CENTURY = 70
_MOST_WORDS = 4
"""Words that may stand between a label and its date: "Received by the editors on"."""


class FoundDate(Struct, frozen=True):
    """A date at `text[start:end]`. `certain` is False where day and month might be swapped.

    `language` is that of the month's name, the likeliest of several, "" for digits alone.
    """

    iso: str
    start: int
    end: int
    language: str = ""
    certain: bool = True


class HistoryMark(Struct, frozen=True):
    """A label with its date: `kind` is the JATS date-type; `start:end` spans both."""

    kind: str
    iso: str
    start: int
    end: int
    language: str = ""
    certain: bool = True


class _Token(Struct, frozen=True):
    text: str
    start: int
    end: int


class _Month(Struct, frozen=True):
    tokens: tuple[str, ...]
    number: int
    languages: tuple[str, ...]


def _words(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        word = unicodedata.normalize("NFC", match[0]).casefold()
        yield _Token(word, match.start(), match.end())


def _key(form: str) -> tuple[str, ...]:
    return tuple(token.text for token in _words(form))


def _months() -> dict[str, tuple[_Month, ...]]:
    """From first word to the months' names that begin with it, the longest first."""
    owners: dict[tuple[tuple[str, ...], int], list[str]] = {}
    for code, language in LANGUAGES.items():
        for number, forms in enumerate(language.months, 1):
            for key in dict.fromkeys(map(_key, forms)):
                owners.setdefault((key, number), []).append(code)
    index: dict[str, list[_Month]] = {}
    for (key, number), codes in owners.items():
        index.setdefault(key[0], []).append(_Month(key, number, tuple(codes)))
    return {first: tuple(sorted(months, key=lambda each: -len(each.tokens))) for first, months in index.items()}


def _marks() -> dict[str, frozenset[str]]:
    """From a small word that may stand between day, month and year to its languages."""
    owners: dict[str, set[str]] = {}
    for code, language in LANGUAGES.items():
        for role in ("day-mark", "year-mark"):
            for mark in language.words.get(role, ()):
                for word in _key(mark):
                    owners.setdefault(word, set()).add(code)
    return {word: frozenset(codes) for word, codes in owners.items()}


_MONTHS = _months()
_MARKS = _marks()


def _iso(year: int, month: int, day: int) -> str:
    """The date in ISO 8601, "" where there is no such day. Day 0 stands for none."""
    try:
        found = date(year, month, day or 1)
    except ValueError:
        return ""
    return found.isoformat() if day else found.isoformat()[:7]


# Dates in digits


def _full_year(printed: str) -> int:
    """The year of four digits; of two, it is of this century or the end of the last."""
    year = int(printed)
    return year if len(printed) == 4 else year + (1900 if year >= _LAST_CENTURY else 2000)


def _numeric(match: re.Match[str], month_first: bool) -> FoundDate | None:
    span = match.start(), match.end()
    if match["year"]:
        iso = _iso(int(match["year"]), int(match["month"]), int(match["day"]))
        return FoundDate(iso, *span) if iso else None
    year, first = _full_year(match["last"]), int(match["one"])
    if not match["two"].isdigit():
        month = _ROMAN.index(match["two"]) + 1 if match["two"] in _ROMAN else 0
        return FoundDate(iso, *span) if (iso := _iso(year, month, first)) else None
    second = int(match["two"])
    day_first, swapped = _iso(year, second, first), _iso(year, first, second)
    if match["mark"] == "." or not swapped or not day_first or first == second:
        only = day_first or (swapped if match["mark"] != "." else "")
        return FoundDate(only, *span) if only else None
    return FoundDate(swapped if month_first else day_first, *span, certain=False)


def _month_first(matches: Sequence[re.Match[str]]) -> bool | None:
    """Whether dates such as 08/15/2025 in the same text show the order; None where none does."""
    shown = {
        int(match["two"]) > 12
        for match in matches
        if match["mark"] in ("/", "-")
        and match["two"].isdigit()
        and (int(match["one"]) > 12) != (int(match["two"]) > 12)
    }
    return shown.pop() if len(shown) == 1 else None


def _is_short(match: re.Match[str]) -> bool:
    return len(match["last"] or "") == 2


def _in_digits(text: str, short_years: bool) -> tuple[FoundDate, ...]:
    matches = tuple(
        each
        for each in _NUMERIC.finditer(text)
        if not _is_short(each) or (short_years and len(each["one"]) == len(each["two"]) == 2)
    )
    order = _month_first(matches)
    found = (_numeric(match, bool(order)) for match in matches)
    return tuple(each if order is None else replace(each, certain=True) for each in found if each)


# Dates with the month in words


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


def _adjoins(text: str, tokens: Sequence[_Token], at: int) -> bool:
    """Whether token `at` follows the one before it with nothing but a small gap between."""
    gap = text[tokens[at - 1].end : tokens[at].start]
    return len(gap) <= _WIDEST_GAP and all(letter in _GAP for letter in gap)


def _month_at(text: str, tokens: Sequence[_Token], at: int) -> _Month | None:
    for month in _MONTHS.get(tokens[at].text, ()):
        end = at + len(month.tokens)
        if end <= len(tokens) and all(
            tokens[at + i].text == word and (i == 0 or _adjoins(text, tokens, at + i))
            for i, word in enumerate(month.tokens)
        ):
            return month
    return None


def _is_year(token: _Token) -> bool:
    return len(token.text) == 4 and token.text.isdecimal() and "1000" <= token.text < "2200"


def _take(text: str, tokens: Sequence[_Token], reading: _Reading, element: str) -> bool:
    """Read one of D, M, Y; False where it does not stand there."""
    if reading.at >= len(tokens):
        return False
    token = tokens[reading.at]
    if element == "M":
        if not (month := _month_at(text, tokens, reading.at)):
            return False
        reading.month = month.number
        reading.agree(month.languages)
        reading.at += len(month.tokens)
        return True
    if element == "Y" and _is_year(token):
        reading.year = int(token.text)
    elif element == "D" and len(token.text) <= 2 and token.text.isdecimal():
        reading.day = int(token.text)
    else:
        return False
    reading.at += 1
    return True


def _skip_marks(text: str, tokens: Sequence[_Token], reading: _Reading) -> bool:
    """Pass "de", "th", "г."; False where what follows does not adjoin."""
    for _ in range(2):
        if reading.at >= len(tokens) or tokens[reading.at].text not in _MARKS:
            break
        if not _adjoins(text, tokens, reading.at):
            return False
        reading.agree(_MARKS[tokens[reading.at].text])
        reading.at += 1
    return reading.at < len(tokens) and _adjoins(text, tokens, reading.at)


def _read(text: str, tokens: Sequence[_Token], at: int, order: str) -> _Reading | None:
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


def _longest(text: str, tokens: Sequence[_Token], at: int) -> _Reading | None:
    first = tokens[at].text
    if not first[0].isdecimal() and first not in _MONTHS:
        return None
    readings = (_read(text, tokens, at, order) for order in _ORDERS)
    return max((each for each in readings if each), key=lambda each: each.at, default=None)


def _language(around: str, reading: _Reading) -> str:
    """The language the month is named in: of several that of the text around, else the greatest."""
    codes = reading.languages or frozenset()
    told = detect(around, codes) if len(codes) > 1 else ""
    return told or max(sorted(codes), key=lambda code: LANGUAGES[code].share, default="")


def _in_words(text: str) -> Iterator[FoundDate]:
    tokens = tuple(_words(text))
    at = 0
    while at < len(tokens):
        reading = _longest(text, tokens, at)
        if reading and (iso := _iso(reading.year, reading.month, reading.day)):
            end = tokens[reading.at - 1].end
            start = tokens[at].start
            yield FoundDate(iso, start, end, _language(text[:start] + text[end:], reading))
        at = reading.at if reading else at + 1


def find_dates(text: str, *, short_years: bool = False) -> tuple[FoundDate, ...]:
    """Every date in `text` in order, none overlapping; a day that does not exist is no date.

    Digits are read day first; where another date of the same text shows the month first, all
    are. A month with its year alone is a date too; a year alone is not. `short_years` lets years
    have two digits ("12.03.24"), where the text is known to be about dates.
    """
    digits = _in_digits(text, short_years)
    words = (
        each
        for each in _in_words(text)
        if not any(each.start < other.end and other.start < each.end for other in digits)
    )
    return tuple(sorted((*digits, *words), key=lambda each: each.start))


# What they are dates of


def _belongs(text: str, start: int, end: int) -> bool:
    """Whether so little stands between a label and a date that they belong together."""
    between = text[start:end]
    return len(between.split()) <= _MOST_WORDS and "\n\n" not in between


def _mark(label: Label, found: FoundDate) -> HistoryMark:
    start, end = min(label.start, found.start), max(label.stop, found.end)
    language = found.language if found.language in label.languages else label.language
    return HistoryMark(KINDS[label.part], found.iso, start, end, language, found.certain)


def find_history(text: str) -> tuple[HistoryMark, ...]:
    """Every labelled date of the article's life in `text`, as in "Received 12 March 2024".

    The label stands before its date, in any language; where the text begins with a date, after
    it. A date takes the nearest label; several dates may share one.
    """
    labels = find_labels(text, KINDS)
    dates = find_dates(text, short_years=True) if labels else ()
    if not dates:
        return ()
    if labels[0].start < dates[0].start:
        return tuple(_labels_first(text, labels, dates))
    return tuple(_dates_first(text, labels, dates))


def _labels_first(text: str, labels: Sequence[Label], dates: Sequence[FoundDate]) -> Iterator[HistoryMark]:
    previous = 0
    for found in dates:
        before = [label for label in labels if label.stop <= found.start]
        if before and _belongs(text, max(before[-1].stop, previous), found.start):
            yield _mark(before[-1], found)
        previous = found.end


def _dates_first(text: str, labels: Sequence[Label], dates: Sequence[FoundDate]) -> Iterator[HistoryMark]:
    for found in dates:
        after = next((label for label in labels if label.start >= found.end), None)
        if after and _belongs(text, found.end, after.start):
            yield _mark(after, found)
