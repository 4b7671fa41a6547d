"""Dates in a reference: the day or month of publication, the day of access.

Normal forms are ISO 8601: `2025-01-14`, `2025-01`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache

from converter.article import Field, Reference
from converter.patterns import regex
from converter.styles.words import roles

_NUMERIC = regex(r"(\d(?<![\d.]\d)\d?)([./\-])(\d{1,2})\2((?:19|20)\d\d|\d\d)(?!\.?\d)")
_ISO = regex(r"((?:19|20)\d\d)(?<![\d/\-]\d{4})([.\-])([01]\d)\2([0-3]\d)(?!\.?\d)")
_WORD = regex(r"[^\W\d_]{3,}")
_DAY_BEFORE = regex(r"(?<![\d:(–\-])(\d{1,2})(?:st|nd|rd|th|º)?\.?\s{1,2}(?:de\s|of\s)?$")
_DAY_AFTER = regex(r"\.?\s{1,2}(\d{1,2})(?!\d)(?:st|nd|rd|th)?(?![\w\-–:(])")
_YEAR_AFTER = regex(r"[.,]?(?:\s(?:de|del))?\s{1,2}((?:19|20)\d\d)(?![\d\-–])")
_YEAR_BEFORE = regex(r"(?<!\d)((?:19|20)\d\d)[,;]?\s{1,2}$")
_FAR = 14


@cache
def _months() -> Mapping[str, int]:
    from converter.languages import LANGUAGES

    return {
        form.casefold().rstrip("."): number
        for language in LANGUAGES.values()
        for number, forms in enumerate(language.months, 1)
        for form in forms
        if " " not in form
    }


def printed_years(reference: Reference) -> Iterator[str]:
    """Every year as printed: fields of their own, then what stands within the title of a law."""
    yield from reference.values("year")
    for field in reference.fields:
        yield from (reference.text[part.start : part.end] for part in field.parts if part.name == "year")


def find_dates(text: str, year: str, words: Collection[str]) -> Iterator[Field]:
    """Fields named `date` for every date of `text`; `year` stands in where one prints none.

    `words` are the words of `text` in lower case.
    """
    for match in _ISO.finditer(text):
        iso = _iso(match[1], match[3], match[4])
        if iso:
            yield Field("date", *match.span(), iso)
    for match in _NUMERIC.finditer(text):
        if len(match[4]) < len("2004") and not roles()["kind-thesis"].isdisjoint(words):
            continue
        full = match[4] if len(match[4]) == 4 else "20" + match[4]
        iso = _iso(full, match[3], match[1]) or _iso(full, match[1], match[3])
        if iso:
            yield Field("date", *match.span(), iso)
    taken = 0
    for match in _WORD.finditer(text) if not _months().keys().isdisjoint(words) else ():
        if match.start() >= taken and match[0].casefold() in _months():
            found = _around(text, match, year)
            if found:
                taken = found.end
                yield found


def _around(text: str, month: re.Match[str], year: str) -> Field | None:
    """The date around the name of a month: `14 January 2025`, `January 14, 2025`, `Jan 2025`."""
    start, end = month.span()
    before = text[max(start - _FAR, 0) : start]
    day = _day(_DAY_BEFORE.search(before))
    if day:
        start -= len(before) - day.start(1)
    else:
        day = _day(_DAY_AFTER.match(text, end))
        end = day.end() if day else end
    own = _YEAR_AFTER.match(text, end)
    if own:
        end = own.end()
    elif day:
        own = _YEAR_BEFORE.search(before)
    when = own[1] if own else year if day else ""
    if not when:
        return None
    number = _months()[month[0].casefold()]
    return Field("date", start, end, f"{when}-{number:02d}" + (f"-{int(day[1]):02d}" if day else ""))


def _day(match: re.Match[str] | None) -> re.Match[str] | None:
    return match if match and 1 <= int(match[1]) <= 31 else None


def _iso(year: str, month: str, day: str) -> str:
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return ""
    return f"{year}-{int(month):02d}-{int(day):02d}"
