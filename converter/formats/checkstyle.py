"""Checkstyle's XML, which most CI systems and editors read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from converter.diagnostics import Severity
from converter.formats import Format
from converter.formats._xml import quote
from converter.validation import Validation

_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def write(validations: Iterable[Validation], language: str) -> Iterator[str]:
    """A `file` for each file that was validated, an `error` for each finding."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n'
    for validation in validations:
        yield f"<file name={quote(validation.file)}>\n"
        for each in validation.findings:
            severity = _SEVERITIES.get(each.severity, "info")
            place = f"line={quote(each.line or 1)} column={quote(each.column or 1)}"
            about = f"message={quote(each.sentence)} source={quote(f'galley.{each.layer}.{each.code}')}"
            yield f'<error {place} severity="{severity}" {about}/>\n'
        yield "</file>\n"
    yield "</checkstyle>\n"


CHECKSTYLE = Format("Checkstyle's XML", write)
