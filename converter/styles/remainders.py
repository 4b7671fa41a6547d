"""What the model leaves over: translated titles, dates, editions, page counts, series, editors.

Each finder looks at the text with all that is understood already blanked out, so that no field
can overlap another.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

from msgspec import Struct

from converter.article import Field
from converter.patterns import regex
from converter.phrases import Phrases, gather
from converter.styles.dates import find_dates
from converter.styles.persons import find_persons
from converter.styles.words import roles

TAKEN = "\0"
_SOMETHING = regex(r"[^\W_]")
_BRACKETS = regex(r"\[([^\[\]\0]{2,400})\]")
_PAGES = regex(r"(\d(?<![\w–\-:(]\d)\d{0,3})\s?(?:pp?|с|c|S|s|стр|tr|б|f|pages|páginas|Seiten)\b\.?(?!\s?\d)")
_EDITION = regex(
    r"(?<!\w)((?:\d{1,2}(?:st|nd|rd|th|-[ео]е|ª|\.ª)?\.?\s{0,2}|[^\W\d_]{4,12}\s)"
    r"(?:ed|edn|edition|éd|edición|edição|edizione|изд|издание|Aufl|Auflage)\b\.?)(?!\s+(?:by|de|por))"
    r"|(?<!\w)((?:Изд|Ed|Ausg)\.?\s\d{1,2}(?:-е)?)(?![\d.])",
    re.IGNORECASE,
)
_SERIES = regex(r"\(((?:[^\W\d_][^()\0]{3,80}))\)")
_SEGMENT = regex(r"[^;/\]\0]+")
_JOINT_END = regex(r"\s(?:de|del|of)$")
_NEAR = 40
_SHORTEST_SOURCE = 6


class _Rest(Struct, frozen=True):
    """A reference partly understood: `text` as printed, `free` with the known parts blanked out."""

    text: str
    free: str
    year: str
    zones: tuple[Field, ...]
    """Where the model saw editors."""
    has_source: bool
    words: Collection[str]
    """The words and pairs of words of the whole text, in lower case."""


def remainders(text: str, words: Collection[str], fields: Iterable[Field], year: str) -> list[Field]:
    """`fields` with what was found in the parts of `text` that they leave free, in order.

    `words` are the words and pairs of words of `text` in lower case, `year` is the year of
    publication, which completes dates printed without one.
    """
    kept = [field for field in fields if field.name != "editors"]
    zones = tuple(field for field in fields if field.name == "editors")
    free = _blanked(text, kept)
    has_source = any(field.name == "source" for field in kept)
    for find in (_translated_titles, _dates, _counts, _series, _persons):
        if not _SOMETHING.search(free):
            break
        for found in find(_Rest(text, free, year, zones, has_source, words)):
            if TAKEN not in free[found.start : found.end]:
                kept.append(found)
                free = _blanked(free, (found,))
    return sorted(kept, key=lambda field: field.start)


def _blanked(text: str, fields: Iterable[Field]) -> str:
    for field in fields:
        text = text[: field.start] + TAKEN * (field.end - field.start) + text[field.end :]
    return text


@cache
def _words(*names: str) -> Phrases:
    return gather({word for name in names for word in roles()[name]})


def _translated_titles(rest: _Rest) -> Iterator[Field]:
    """Words in square brackets right after the title or the source, not a remark on the medium."""
    name = "trans-title"
    for match in _BRACKETS.finditer(rest.free):
        follows = TAKEN in rest.free[max(match.start() - 3, 0) : match.start()]
        worded = name == "trans-source" or len(match[1].split()) > 1
        if follows and worded and not _words("access", "remark", "medium", "kind-thesis").search(match[1]):
            yield Field(name, *match.span(1))
            name = "trans-source"


def _dates(rest: _Rest) -> Iterator[Field]:
    for date in find_dates(rest.text, rest.year, rest.words):
        start, end = _free_part(rest.free, date)
        if start >= end:
            continue
        before = rest.text[max(start - _NEAR, 0) : start]
        if before.rstrip(" .:").rpartition(" ")[2].lower() in roles()["filed"]:
            continue
        if _words("access", "read-on").search(before):
            yield Field("accessed", start, end, date.normal)
        elif len(date.normal) > len("2025"):
            yield Field("date", start, end, date.normal)


def _free_part(free: str, date: Field) -> tuple[int, int]:
    """The span of a date without a year at its end or beginning that is a field already."""
    printed = free[date.start : date.end]
    start = date.start + len(printed) - len(printed.lstrip(TAKEN + " ,."))
    whole = printed.rstrip(TAKEN + " ,/-")
    end = date.start + len(whole) - (whole[-2:-1].isdigit() and whole.endswith("."))
    end -= len(free[start:end]) - len(_JOINT_END.sub("", free[start:end]))
    return (start, end) if TAKEN not in free[start:end] else (end, end)


def _counts(rest: _Rest) -> Iterator[Field]:
    if not roles()["edition-mark"].isdisjoint(rest.words):
        for match in _EDITION.finditer(rest.free):
            yield Field("edition", *match.span(match.lastindex or 1))
    for match in _PAGES.finditer(rest.free):
        yield Field("pages", *match.span(1))


def _series(rest: _Rest) -> Iterator[Field]:
    """A series in round brackets after everything else: `(Studies in Logic 67)`."""
    for match in _SERIES.finditer(rest.free):
        late = match.start() > len(rest.text) // 2
        if late and not _words("access", "remark", "web", "editor", "thesis").search(match[1]):
            yield Field("series", *match.span(1))
            return


def _container(rest: _Rest, persons: Sequence[Field], zone: Field) -> Iterator[Field]:
    """The source, where the model took it for more editors: `In: CANDIDO, A. Vários escritos`."""
    if not persons or rest.has_source:
        return
    words = _SOMETHING.search(rest.text, persons[-1].end, zone.end)
    if words and zone.end - words.start() > _SHORTEST_SOURCE:
        yield Field("source", words.start(), zone.end)


def _persons(rest: _Rest) -> Iterator[Field]:
    """Editors and translators: in the zones of the model and beside the words for them."""
    for zone in rest.zones:
        before = rest.text[max(zone.start - 20, 0) : zone.start]
        name = "translator" if _words("translator").search(before) else "editor"
        end = zone.end + (rest.text[zone.end : zone.end + 1] == ".")
        found = tuple(find_persons(name, rest.text, zone.start, end))
        yield from _container(rest, found, zone)
        yield from found or (Field(name, zone.start, zone.end),)
    if all(roles()[name].isdisjoint(rest.words) for name in ("editor", "translator")):
        return
    for match in _SEGMENT.finditer(rest.free):
        for role in ("translator", "editor"):
            if len(match[0]) > 8 and _words(role).search(match[0]):
                yield from find_persons(role, rest.text, *match.span())
                break
