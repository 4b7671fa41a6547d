"""What the model leaves over: editors, translated titles, dates, editions, page counts, notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from converter.article import Field
from converter.styles.dates import find_dates
from converter.styles.persons import find_persons
from converter.styles.words import roles

_BRACKETS = re.compile(r"\[([^\[\]]{2,400})\]")
_PAGES = re.compile(r"(?<![\w–\-])(\d{1,4})\s?(?:p|pp|с|c|S|s|стр|tr|pages|páginas|Seiten)\b\.?(?!\s?\d)")
_EDITION = re.compile(
    r"(?<!\w)(\d{1,2}(?:st|nd|rd|th|-е|-ое|ª|\.ª|ed)?\.?|[^\W\d_]{4,12})\s{0,2}"
    r"(?:ed|edn|edition|éd|edición|edição|edizione|изд|издание|Aufl|Auflage|bản)\b(?!\.?\s+by)",
    re.IGNORECASE,
)

_SEGMENT = re.compile(r"[^;/\]]+")


@cache
def _words(*names: str) -> re.Pattern[str]:
    words = sorted({word for name in names for word in roles()[name]}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


def remainders(text: str, fields: Iterable[Field], year: str) -> list[Field]:
    """`fields` with what was found in the parts of `text` that they leave free."""
    kept = [field for field in fields if field.name != "editors"]
    zones = [field for field in fields if field.name == "editors"]
    for find in (_translated_title, _dates, _counts, _rows_of_persons):
        free = _Free(text, kept)
        for found in find(text, free, year, zones):
            if free.has(found):
                free.take(found)
                kept.append(found)
    return sorted(kept, key=lambda field: field.start)


class _Free:
    """Which characters of a text belong to no field yet."""

    def __init__(self, text: str, fields: Iterable[Field]) -> None:
        self.taken = bytearray(len(text))
        for field in fields:
            self.take(field)

    def take(self, field: Field) -> None:
        self.taken[field.start : field.end] = b"\1" * (field.end - field.start)

    def has(self, field: Field) -> bool:
        return not any(self.taken[field.start : field.end])

    def gaps(self, least: int) -> list[tuple[int, int]]:
        """The free stretches of at least `least` characters."""
        return [m.span() for m in re.finditer(rb"\0+", self.taken) if m.end() - m.start() >= least]


def _translated_title(text: str, free: _Free, _: str, __: list[Field]) -> Iterator[Field]:
    """Text in square brackets after a title that is words, not a remark on the medium."""
    for match in _BRACKETS.finditer(text):
        if len(match[1].split()) > 2 and not _words("web", "access", "remark").search(match[1]):
            yield Field("trans-title", *match.span(1))
            return


def _rows_of_persons(text: str, free: _Free, _: str, zones: list[Field]) -> Iterator[Field]:
    """Editors and translators: in the zones of the model and beside the words for them."""
    for zone in zones:
        name = "translator" if _beside(text, zone, "translator") else "editor"
        found = list(find_persons(name, text, zone.start, zone.end))
        yield from found or [Field(name, zone.start, zone.end)]
    for start, end in free.gaps(8):
        for match in _SEGMENT.finditer(text, start, end):
            for role in ("editor", "translator"):
                if _words(role).search(match[0]):
                    yield from find_persons(role, text, *match.span())
                    break


def _beside(text: str, zone: Field, role: str) -> bool:
    return bool(_words(role).search(text[max(zone.start - 20, 0) : zone.start]))


def _dates(text: str, free: _Free, year: str, _: list[Field]) -> Iterator[Field]:
    for date in find_dates(text, year):
        if not free.has(date):
            continue
        before = text[max(date.start - 40, 0) : date.start]
        if _words("access").search(before):
            yield Field("accessed", date.start, date.end, date.normal)
        elif len(date.normal) > 4:
            yield date


def _counts(text: str, free: _Free, _: str, __: list[Field]) -> Iterator[Field]:
    for match in _EDITION.finditer(text):
        yield Field("edition", *match.span(1))
    for match in _PAGES.finditer(text):
        yield Field("pages", *match.span(1))
