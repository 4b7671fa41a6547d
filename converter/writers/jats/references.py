"""Reference lists: the printed text of every entry, what was understood tagged inside.

https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/mixed-citation.html
https://jats4r.niso.org/citations/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from converter.article import Field, Reference, ReferenceList
from converter.patterns import regex
from converter.writers.jats.elements import HREF, Element, add, write
from converter.writers.jats.inline import (
    CITED,
    LINKED,
    MARKED,
    plain_text,
    safe_link,
    write_inlines,
)
from converter.writers.jats.scribe import Scribe, tagged_language
from converter.writers.jats.tagged import Span, cut, spans

_PERSONS = frozenset({"author", "editor", "translator", "assignee"})
_NAME_PARTS = {"surname": "surname", "given": "given-names", "suffix": "suffix", "prefix": "prefix"}
_PLAIN_TAGS = {
    "edition": "edition",
    "volume": "volume",
    "issue": "issue",
    "fpage": "fpage",
    "lpage": "lpage",
    "elocation": "elocation-id",
    "publisher": "publisher-name",
    "place": "publisher-loc",
    "etal": "etal",
    "isbn": "isbn",
    "issn": "issn",
    "patent": "patent",
}
"""Field -> the element it becomes, where that holds nothing but letters."""

_RICH_TAGS = {
    "source": "source",
    "trans-title": "trans-title",
    "trans-source": "trans-source",
    "series": "series",
    "note": "comment",
}
_RICH = {"series": MARKED, **dict.fromkeys(("title", "source", "trans-title", "trans-source", "note"), LINKED)}
_DATE_PARTS = {"year": "year", "month": "month", "day": "day"}

_WHOLE_WORKS = frozenset(
    {"book", "thesis", "report", "standard", "patent", "software", "webpage", "legal-doc", "video"}
)
_YEAR = regex(r"(?<!\d)\d{4}(?!\d)")
_ISO = regex(r"\d{4}(?:-\d{2}){0,2}")


def write_reference_list(scribe: Scribe, parent: Element, listed: ReferenceList) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/ref-list.html"""
    made = add(parent, "ref-list", "", scribe.lang(listed.language))
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
        _write_citation(scribe, ref, reference, scribe.lang(reference.language))
        return
    every = add(ref, "citation-alternatives")
    _write_citation(scribe, every, reference, tagged_language(reference.language))
    for each in reference.alternatives:
        scribe.alias(each.id, reference.id)
        _write_citation(scribe, every, each, tagged_language(each.language), each.label)


def _write_citation(
    scribe: Scribe, parent: Element, reference: Reference, language: dict[str, str], label: str = ""
) -> None:
    kind = {"publication-type": reference.kind or "other"}
    citation = scribe.locate(add(parent, "mixed-citation", "", {**kind, **language}), reference.place)
    if label:
        add(citation, "label", label)
    text = reference.text
    for role, row in _rows(spans(reference.fields, 0, len(text))):
        if role:
            _write_persons(add(citation, "person-group", "", {"person-group-type": role}), row, text)
            continue
        for start, end, field in row:
            if field:
                _write_field(scribe, citation, reference, field, text)
            else:
                write_inlines(scribe, citation, cut(reference.printed, start, end), CITED)


def _rows(row: Iterable[Span]) -> Iterator[tuple[str, list[Span]]]:
    """Spans in rows: persons of one role with what stands between them, or a single span."""
    role, group, between = "", list[Span](), list[Span]()
    for span in row:
        name = span[2].name if span[2] else ""
        if role and not name:
            between.append(span)
        elif role and name in (role, "etal"):
            group += [*between, span]
            between.clear()
        else:
            yield from _closed(role, group, between)
            role, group, between = (name, [span], []) if name in _PERSONS else ("", [], [span])
    yield from _closed(role, group, between)


def _closed(role: str, group: list[Span], between: list[Span]) -> Iterator[tuple[str, list[Span]]]:
    if group:
        yield role, group
    if between:
        yield "", between


def _write_persons(group: Element, row: Iterable[Span], text: str) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/person-group.html"""
    for start, end, field in row:
        if not field:
            write(group, text[start:end])
        elif field.name == "etal":
            add(group, "etal", text[start:end])
        elif any(part.name in _NAME_PARTS for part in field.parts):
            _write_parts(add(group, "string-name"), field, text, _NAME_PARTS)
        else:
            add(group, "collab", text[start:end])


def _write_parts(parent: Element, field: Field, text: str, tags: Mapping[str, str]) -> None:
    """The words of a field, its parts as elements."""
    for start, end, part in spans(field.parts, field.start, field.end):
        tag = tags.get(part.name, "") if part else ""
        if tag:
            add(parent, tag, text[start:end])
        else:
            write(parent, text[start:end])


def _write_field(scribe: Scribe, citation: Element, reference: Reference, field: Field, text: str) -> None:
    """One understood part of a reference; a field JATS has no element for stays plain text."""
    words = text[field.start : field.end]
    match field.name:
        case "year":
            _write_year(citation, field, words)
        case "date":
            _write_date(citation, "string-date", field, text, {})
        case "accessed":
            _write_date(citation, "date-in-citation", field, text, {"content-type": "access-date"})
        case "doi" | "pmid" | "pmcid" | "arxiv":
            _write_identifier(citation, field, words)
        case "url":
            _write_url(citation, field, words)
        case "pages":
            add(citation, "size", words, {"units": "pages"})
        case name if name in _PLAIN_TAGS:
            add(citation, _PLAIN_TAGS[name], words)
        case name:
            tag = _title_tag(reference) if name == "title" else _RICH_TAGS.get(name, "")
            holder = add(citation, tag) if tag else citation
            write_inlines(scribe, holder, cut(reference.printed, field.start, field.end), _RICH.get(name, CITED))


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


def _write_date(citation: Element, tag: str, field: Field, text: str, kind: dict[str, str]) -> None:
    """A date as printed, its ISO form beside it, its year, month and day tagged where known."""
    iso = field.normal if _ISO.fullmatch(field.normal) else ""
    _write_parts(add(citation, tag, "", {**kind, "iso-8601-date": iso}), field, text, _DATE_PARTS)


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
