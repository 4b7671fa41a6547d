"""Workflow commands of GitHub Actions: findings appear beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from converter.diagnostics import Severity
from converter.formats import Format
from converter.validation import Finding, Validation

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def write(validations: Iterable[Validation], language: str) -> Iterator[str]:
    """A workflow command for each finding."""
    for validation in validations:
        for each in validation.findings:
            yield _command(each)


def _command(each: Finding) -> str:
    facts = {"file": each.file, "line": each.line, "col": each.column, "title": each.code}
    listed = ",".join(f"{name}={_escape(str(value), ':,')}" for name, value in facts.items() if value)
    return f"::{_COMMANDS.get(each.severity, 'notice')} {listed}::{_escape(each.sentence)}\n"


def _escape(text: str, also: str = "") -> str:
    """As the workflow commands have it: percent, line ends, and in a property colon and comma."""
    return "".join(f"%{ord(each):02X}" if each in f"%\r\n{also}" else each for each in text)


GITHUB = Format("annotations of GitHub Actions", write)
