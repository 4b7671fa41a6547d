"""CSL-JSON, which Zotero, pandoc and citation processors read: https://citationstyles.org."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from converter.article import Reference
from converter.styles.exports import Export
from converter.styles.exports._values import Person, persons, value, year

_TYPES = {
    "journal": "article-journal", "chapter": "chapter", "book": "book", "confproc": "paper-conference",
    "thesis": "thesis", "report": "report", "preprint": "article", "webpage": "webpage",
    "newspaper": "article-newspaper", "standard": "standard", "patent": "patent", "data": "dataset",
    "software": "software", "video": "motion_picture", "legal-doc": "legislation",
}  # fmt: skip
_NAMES = {
    "title": ("title",), "container-title": ("source",), "volume": ("volume",), "issue": ("issue",),
    "publisher": ("publisher",), "publisher-place": ("place",), "edition": ("edition",), "DOI": ("doi",),
    "URL": ("url",), "PMID": ("pmid",), "ISBN": ("isbn",), "ISSN": ("issn",), "number-of-pages": ("pages",),
    "collection-title": ("series",), "number": ("patent", "arxiv"), "PMCID": ("pmcid",),
}  # fmt: skip


def item(reference: Reference) -> dict[str, Any]:
    """One item of a CSL-JSON list."""
    made: dict[str, Any] = {"id": reference.id, "type": _TYPES.get(reference.kind, "document")}
    for role in ("author", "editor", "translator"):
        people = [_person(person) for person in persons(reference, role)]
        if people:
            made[role] = people
    for name, sources in _NAMES.items():
        if got := value(reference, *sources):
            made["archive" if name == "container-title" and reference.kind == "archive" else name] = got
    if pages := "-".join(filter(None, (value(reference, "fpage", "elocation"), value(reference, "lpage")))):
        made["page"] = pages
    for name, date in (
        ("issued", value(reference, "date") or year(reference)),
        ("accessed", value(reference, "accessed")),
    ):
        if date:
            made[name] = {"date-parts": [[int(part) for part in date.split("-")]]}
    return made


def _person(person: Person) -> dict[str, str]:
    if person.literal:
        return {"literal": person.literal}
    return {name: part for name, part in (("family", person.family), ("given", person.given)) if part}


def write(references: Iterable[Reference]) -> Iterator[str]:
    """A JSON array, an item a line."""
    before = "[\n"
    for each in references:
        yield before + json.dumps(item(each), ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"


EXPORT = Export(".json", write)
