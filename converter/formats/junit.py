"""JUnit's XML: a file is a test case, which fails when it has errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from converter.diagnostics import Severity
from converter.formats import Format
from converter.formats._xml import quote
from converter.validation import Finding, Validation


def write(validations: Iterable[Validation], language: str) -> Iterator[str]:
    """One test suite; its counts need all files, so it comes at the end."""
    cases = list(_join(validations))
    failures = sum(not each.ok for each in cases)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites><testsuite name="galley validate" tests="{len(cases)}" failures="{failures}" errors="0">\n'
    for each in cases:
        yield from _write_case(each)
    yield "</testsuite></testsuites>\n"


def _join(validations: Iterable[Validation]) -> Iterable[Validation]:
    """One validation for each file: what articles show only together comes after them."""
    found: dict[str, Validation] = {}
    for each in validations:
        before = found.get(each.file)
        found[each.file] = replace(before, findings=before.findings + each.findings) if before else each
    return found.values()


def _write_case(each: Validation) -> Iterator[str]:
    errors = [finding for finding in each.findings if finding.severity is Severity.ERROR]
    others = [finding for finding in each.findings if finding.severity is not Severity.ERROR]
    yield f'<testcase classname="galley" name={quote(each.file)} file={quote(each.file)}>\n'
    for finding in errors:
        yield f"<failure type={quote(finding.code)} message={quote(_line(finding))}/>\n"
    if others:
        yield f"<system-out>{_text(chr(10).join(map(_line, others)))}</system-out>\n"
    yield "</testcase>\n"


def _line(each: Finding) -> str:
    return f"{each.line}:{each.column}: {each.severity} {each.code}: {each.sentence}"


def _text(words: str) -> str:
    from xml.sax.saxutils import escape

    return escape("".join(each if each.isprintable() or each == "\n" else " " for each in words))


JUNIT = Format("JUnit's XML", write)
