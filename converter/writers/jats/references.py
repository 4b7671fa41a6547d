"""Reference lists: the printed text of every entry, what was understood tagged inside.

https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/mixed-citation.html
https://jats4r.niso.org/citations/
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from converter.article import Field, Reference, ReferenceList
from converter.manuscript import Runs
from converter.runs import text_of
from converter.writers.jats.elements import HREF, Element, add, write
from converter.writers.jats.inline import (
    CITED,
    LINKED,
    MARKED,
    PLAIN,
    Allowance,
    plain_text,
    safe_link,
    write_inlines,
)
from converter.writers.jats.scribe import Scribe
from converter.writers.jats.tagged import Piece, pieces

_PERSONS = frozenset({"author", "editor", "translator"})
_NAME_PARTS = {"surname": "surname", "given": "given-names", "suffix": "suffix", "prefix": "prefix"}
_TAGS: dict[str, tuple[str, Allowance]] = {
    "source": ("source", LINKED),
    "trans-title": ("trans-title", LINKED),
    "trans-source": ("trans-source", LINKED),
    "series": ("series", MARKED),
    "note": ("comment", LINKED),
    "edition": ("edition", PLAIN),
    "volume": ("volume", PLAIN),
    "issue": ("issue", PLAIN),
    "fpage": ("fpage", PLAIN),
    "lpage": ("lpage", PLAIN),
    "elocation": ("elocation-id", PLAIN),
    "publisher": ("publisher-name", PLAIN),
    "place": ("publisher-loc", PLAIN),
    "etal": ("etal", PLAIN),
    "isbn": ("isbn", PLAIN),
    "issn": ("issn", PLAIN),
}
"""Field -> the element it becomes and what that may hold."""

_WHOLE_WORKS = frozenset({"book", "thesis", "report", "standard", "patent", "software"})
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_ISO = re.compile(r"\d{4}(?:-\d{2}){0,2}")


def write_reference_list(scribe: Scribe, parent: Element, listed: ReferenceList) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/ref-list.html"""
    made = add(parent, "ref-list", "", scribe.lang(listed.language) if listed.language else {})
    scribe.name(made, "", "refs", listed.place)
    if plain_text(listed.title):
        write_inlines(scribe, add(made, "title"), listed.title)
    for reference in listed.references:
        _write_reference(scribe, made, reference)


def _write_reference(scribe: Scribe, parent: Element, reference: Reference) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/ref.html"""
    ref = scribe.name(add(parent, "ref"), reference.id, "R", reference.place)
    if reference.label:
        add(ref, "label", reference.label)
    if not reference.alternatives:
        _write_citation(scribe, ref, reference)
        return
    every = add(ref, "citation-alternatives")
    for each in (reference, *reference.alternatives):
        scribe.alias(each.id, reference.id)
        _write_citation(scribe, every, each)


def _write_citation(scribe: Scribe, parent: Element, reference: Reference) -> None:
    kind = {"publication-type": reference.kind or "other"}
    language = scribe.lang(reference.language) if reference.language else {}
    citation = scribe.locate(add(parent, "mixed-citation", "", {**kind, **language}), reference.place)
    for role, row in _rows(pieces(reference.printed, reference.fields)):
        if role:
            _write_persons(add(citation, "person-group", "", {"person-group-type": role}), row)
            continue
        for runs, field in row:
            if field:
                _write_field(scribe, citation, reference, field, runs)
            else:
                write_inlines(scribe, citation, runs, CITED)


def _rows(row: Iterable[Piece]) -> Iterator[tuple[str, list[Piece]]]:
    """Pieces in rows: persons of one role with what stands between them, or a single piece."""
    role, group, between = "", list[Piece](), list[Piece]()
    for piece in row:
        name = piece[1].name if piece[1] else ""
        if role and not name:
            between.append(piece)
        elif role and name in (role, "etal"):
            group += [*between, piece]
            between.clear()
        else:
            yield from _closed(role, group, between)
            role, group, between = (name, [piece], []) if name in _PERSONS else ("", [], [piece])
    yield from _closed(role, group, between)


def _closed(role: str, group: list[Piece], between: list[Piece]) -> Iterator[tuple[str, list[Piece]]]:
    if group:
        yield role, group
    if between:
        yield "", between


def _write_persons(group: Element, row: Iterable[Piece]) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/person-group.html"""
    for runs, field in row:
        if not field:
            write(group, text_of(runs))
        elif field.name == "etal":
            add(group, "etal", text_of(runs))
        elif any(part.name in _NAME_PARTS for part in field.parts):
            _write_name(add(group, "string-name"), runs, field)
        else:
            add(group, "collab", text_of(runs))


def _write_name(name: Element, runs: Runs, field: Field) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/string-name.html"""
    for part_runs, part in pieces(runs, field.parts):
        tag = _NAME_PARTS.get(part.name, "") if part else ""
        if tag:
            add(name, tag, text_of(part_runs))
        else:
            write(name, text_of(part_runs))


def _write_field(scribe: Scribe, citation: Element, reference: Reference, field: Field, runs: Runs) -> None:
    """One understood part of a reference; a field JATS has no element for stays plain text."""
    match field.name:
        case "title":
            write_inlines(scribe, add(citation, _title_tag(reference)), runs, LINKED)
        case "year":
            _write_year(citation, field, text_of(runs))
        case "date":
            _write_dated(citation, "string-date", field, runs, {})
        case "accessed":
            _write_dated(citation, "date-in-citation", field, runs, {"content-type": "access-date"})
        case "doi" | "pmid":
            _write_identifier(citation, field, text_of(runs))
        case "url":
            _write_url(citation, field, text_of(runs))
        case "pages":
            add(citation, "size", text_of(runs), {"units": "pages"})
        case name if name in _TAGS:
            tag, allowed = _TAGS[name]
            write_inlines(scribe, add(citation, tag), runs, allowed)
        case _:
            write_inlines(scribe, citation, runs, CITED)


def _title_tag(reference: Reference) -> str:
    """The element for the title: a work that is not part of another is itself the source."""
    names = {field.name for field in reference.fields}
    if reference.kind == "data":
        return "data-title"
    if reference.kind in _WHOLE_WORKS and "source" not in names:
        return "source"
    return "chapter-title" if reference.kind in {"chapter", "book"} else "article-title"


def _write_year(citation: Element, field: Field, text: str) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/year.html"""
    found = _YEAR.search(field.normal) or _YEAR.search(text)
    add(citation, "year", text, {"iso-8601-date": found.group() if found else ""})


def _write_dated(citation: Element, tag: str, field: Field, runs: Runs, kind: dict[str, str]) -> None:
    """A date as printed, its ISO form beside it, its year, month and day tagged where known."""
    iso = field.normal if _ISO.fullmatch(field.normal) else ""
    made = add(citation, tag, "", {**kind, "iso-8601-date": iso})
    for part_runs, part in pieces(runs, field.parts):
        if part and part.name in {"year", "month", "day"}:
            add(made, part.name, text_of(part_runs))
        else:
            write(made, text_of(part_runs))


def _write_identifier(citation: Element, field: Field, text: str) -> None:
    """The bare identifier in pub-id (JATS4R); what is printed before it stays before it."""
    normal = field.normal or text
    bare = len(text) - len(normal) if text.lower().endswith(normal.lower()) else 0
    write(citation, text[:bare])
    link = f"https://doi.org/{normal}" if field.name == "doi" and normal.startswith("10.") else ""
    add(citation, "pub-id", text[bare:], {"pub-id-type": field.name, HREF: link})


def _write_url(citation: Element, field: Field, text: str) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/ext-link.html"""
    href = safe_link(field.normal or text)
    if href:
        add(citation, "ext-link", text, {"ext-link-type": "uri", HREF: href})
    else:
        write(citation, text)
