"""What every format asks of a reference: names in their parts, values in their normal form."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from converter.article import Field, Reference
from converter.styles.dates import printed_years


class Person(Struct, frozen=True):
    """A name in its parts; `literal` is the name of a group."""

    family: str = ""
    given: str = ""
    literal: str = ""

    def __str__(self) -> str:
        return self.literal or ", ".join(filter(None, (self.family, self.given)))


def persons(reference: Reference, role: str) -> Iterator[Person]:
    """The persons of a role ("author", "editor", "translator") in printed order."""
    text = reference.text
    for field in reference.fields:
        if field.name != role:
            continue
        parts = {part.name: text[part.start : part.end] for part in field.parts}
        if "surname" in parts:
            yield Person(parts["surname"], parts.get("given", ""))
        else:
            yield Person(literal=field.normal or text[field.start : field.end])


def value(reference: Reference, *names: str) -> str:
    """The normal form, else the printed one, of the first field of one of `names`, or ""."""
    for name in names:
        for field in reference.fields:
            if field.name == name:
                return field.normal or printed(reference, field)
    return ""


def printed(reference: Reference, field: Field) -> str:
    return reference.text[field.start : field.end]


def year(reference: Reference) -> str:
    """Four digits, from the year, from that within the title of a law, or else from the date."""
    return (value(reference, "year") or next(printed_years(reference), "") or value(reference, "date"))[:4]
