"""Works that one list names twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from converter.article import Reference
from converter.diagnostics import Kind, Log, Severity
from converter.styles.dates import printed_years

DUPLICATE = Kind(
    "reference-duplicate",
    Severity.QUESTION,
    "Reference {id} names the same work as {other} of the same list.",
)
_EXCERPT = 80
_LEAST_LETTERS = 12
"""Letters of a title that can be no mere `Editorial`."""
_TELLING = ("volume", "issue", "fpage", "edition", "date")
"""Fields by which works of one title and year differ."""


def report_duplicates(log: Log, references: Sequence[Reference]) -> None:
    """Ask about every reference whose work an earlier one names: by its DOI, its words, or author, title and year."""
    seen: dict[str, Reference] = {}
    for reference in references:
        keys = tuple(_keys(reference))
        other = next((seen[key] for key in keys if key in seen), None)
        if other and not _differ(reference, other):
            log(DUPLICATE(reference.place, excerpt=reference.text[:_EXCERPT], id=reference.id, other=other.id))
        for key in keys:
            seen.setdefault(key, reference)


def _keys(reference: Reference) -> Iterator[str]:
    """What no two works share."""
    for field in reference.fields:
        if field.name == "doi":
            yield field.normal
    yield _letters(reference.text)
    title, years = _letters(" ".join(reference.values("title"))), "/".join(printed_years(reference))
    if len(title) >= _LEAST_LETTERS and years:
        yield f"{_first_author(reference)}/{title}/{years}"


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _first_author(reference: Reference) -> str:
    """The surname of the first author, or his whole name."""
    author = next((field for field in reference.fields if field.name == "author"), None)
    part = next((part for part in author.parts if part.name == "surname"), author) if author else None
    return _letters(reference.text[part.start : part.end]) if part else ""


def _differ(one: Reference, other: Reference) -> bool:
    """Whether both print a volume, a page or another such field, and not the same."""
    return any((a := one.values(name)) and (b := other.values(name)) and a != b for name in _TELLING)
