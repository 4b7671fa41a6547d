"""JSON lines `{"id", "text", "type", "fields"}`: names in parts, everything else as printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.json import encode

from converter.article import Reference
from converter.styles.exports import Export
from converter.styles.exports._values import Person, persons, value, year

_PRINTED = (
    "title", "trans-title", "source", "trans-source", "edition", "volume", "issue", "fpage", "lpage", "elocation",
    "publisher", "place", "series", "url", "pmid", "isbn", "issn", "date", "accessed", "patent",
)  # fmt: skip


def record(reference: Reference) -> dict[str, Any]:
    """The fields of a reference by name; those not found are left out."""
    text = reference.text
    found: dict[str, Any] = {"type": reference.kind}
    for role in ("author", "editor", "translator", "assignee"):
        people = [_person(person) for person in persons(reference, role)]
        if people:
            found[role + "s"] = people
    for field in reference.fields:
        if field.name in _PRINTED:
            found.setdefault(field.name.replace("-", "_"), text[field.start : field.end])
    if count := value(reference, "pages"):
        found["page_count"] = count
    found.update({name: got for name, got in (("year", year(reference)), ("doi", value(reference, "doi"))) if got})
    if "elocation" in found:
        found.setdefault("fpage", found["elocation"])
    return found


def _person(person: Person) -> dict[str, str]:
    if person.literal:
        return {"literal": person.literal}
    return {"surname": person.family, "given": person.given}


def write(references: Iterable[Reference]) -> Iterator[str]:
    """One line a reference."""
    for each in references:
        line = {"id": each.id, "text": each.text, "fields": record(each)}
        yield encode(line).decode() + "\n"


EXPORT = Export(".jsonl", write)
