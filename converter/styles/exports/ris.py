"""RIS, the exchange format of reference managers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from converter.article import Reference
from converter.styles.exports import Export
from converter.styles.exports._values import Person, persons, value, year

_TYPES = {
    "journal": "JOUR", "newspaper": "NEWS", "book": "BOOK", "chapter": "CHAP", "confproc": "CPAPER",
    "thesis": "THES", "report": "RPRT", "webpage": "ELEC", "patent": "PAT", "standard": "STAND",
    "data": "DATA", "software": "COMP", "video": "VIDEO", "legal-doc": "LEGAL", "preprint": "UNPB",
}  # fmt: skip
_NAMES = (
    ("TI", "title"), ("TT", "trans-title"), ("T2", "source"), ("VL", "volume"), ("IS", "issue"),
    ("EP", "lpage"), ("PB", "publisher"), ("CY", "place"), ("ET", "edition"), ("DO", "doi"), ("UR", "url"),
    ("M1", "patent"),
)  # fmt: skip


def entry(reference: Reference) -> str:
    """The lines of one reference."""
    rows = [("TY", _TYPES.get(reference.kind, "GEN")), ("ID", reference.id)]
    rows += [("AU", _name(person)) for person in persons(reference, "author")]
    rows += [("A2", _name(person)) for person in persons(reference, "editor")]
    rows += [("A3", _name(person)) for person in persons(reference, "assignee")]
    rows += [("A4", _name(person)) for person in persons(reference, "translator")]
    rows.append(("PY", year(reference)))
    rows += [(tag, value(reference, name).replace("-", "/")) for tag, name in (("DA", "date"), ("Y2", "accessed"))]
    rows.append(("SP", value(reference, "fpage", "elocation")))
    rows += [(tag, value(reference, name)) for tag, name in _NAMES]
    serial = value(reference, "issn", "isbn")
    return "".join(f"{tag}  - {text}\r\n" for tag, text in [*rows, ("SN", serial)] if text) + "ER  - \r\n"


def _name(person: Person) -> str:
    """A comma behind the name of a body says that it has no other part."""
    return f"{person.literal}," if person.literal else str(person)


def write(references: Iterable[Reference]) -> Iterator[str]:
    """An entry for every reference, a blank line between."""
    for each in references:
        yield entry(each) + "\r\n"


EXPORT = Export(".ris", write)
