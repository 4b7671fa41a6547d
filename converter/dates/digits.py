"""Dates in digits: "2025-08-15", "15.08.2025", "15/VIII/2025", "08/15/25"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from converter.dates.found import FoundDate, iso_date
from converter.patterns import regex

_NUMERIC = regex(
    r"(?<!\d)(?<!\d[./-])(?:(?P<year>\d{4})(?P<sep>[-./])(?P<gap> ?)(?P<month>\d\d?)(?P=sep)(?P=gap)(?P<day>\d\d?)"
    r"|(?P<one>\d\d?) ?(?P<mark>[-./]) ?(?P<two>\d\d?|[IVX]{1,4}) ?(?P=mark) ?(?P<last>\d{4}|\d\d))"
    r"(?!\d|[./-]\d)"
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_LAST_CENTURY = 70


def _full_year(printed: str) -> int:
    """The year of four digits; of two, it is of this century or the end of the last."""
    year = int(printed)
    return year if len(printed) == 4 else year + (1900 if year >= _LAST_CENTURY else 2000)


def _numeric(match: re.Match[str], month_first: bool) -> FoundDate | None:
    span = match.start(), match.end()
    if match["year"]:
        iso = iso_date(int(match["year"]), int(match["month"]), int(match["day"]))
        return FoundDate(iso, *span) if iso else None
    year, first = _full_year(match["last"]), int(match["one"])
    if not match["two"].isdigit():
        month = _ROMAN.index(match["two"]) + 1 if match["two"] in _ROMAN else 0
        return FoundDate(iso, *span) if (iso := iso_date(year, month, first)) else None
    second = int(match["two"])
    day_first, swapped = iso_date(year, second, first), iso_date(year, first, second)
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


def in_digits(text: str, short_years: bool) -> tuple[FoundDate, ...]:
    """Every date in `text` that is printed in digits; with `short_years` also those of years with two."""
    matches = tuple(
        each
        for each in _NUMERIC.finditer(text)
        if not _is_short(each) or (short_years and len(each["one"]) == len(each["two"]) == 2)
    )
    order = _month_first(matches)
    found = (_numeric(match, bool(order)) for match in matches)
    return tuple(each if order is None else replace(each, certain=True) for each in found if each)
