"""Lines for a terminal: `file:line:column: severity code: sentence`, with XPath, excerpt and remedy below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from converter.formats import Format
from converter.validation import Finding, Validation


def write(validations: Iterable[Validation], language: str) -> Iterator[str]:
    """A line or three for each finding, and how to mend it where a code comes first."""
    explained: set[str] = set()
    for validation in validations:
        for each in validation.findings:
            yield f"{_place(each)}: {each.severity} {each.code}: {_printable(each.sentence)}\n"
            if each.path:
                yield f"    {each.path}\n"
            if each.excerpt:
                yield f"    | {_printable(each.excerpt)}\n"
            if each.mend and each.code not in explained:
                explained.add(each.code)
                yield f"    → {_printable(each.mend)}\n"
            if each.detail:
                yield f"    ({_printable(each.detail[:300])})\n"


def _place(each: Finding) -> str:
    place = each.file
    for number in (each.line, each.column):
        place += f":{number}" if number else ""
    return place


def _printable(text: str) -> str:
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in " ".join(text.split()))


TEXT = Format("lines for a terminal", write)
