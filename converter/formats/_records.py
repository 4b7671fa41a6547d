"""A finding as a record for JSON."""

from __future__ import annotations

from converter.validation import Finding, Validation


def record(each: Finding) -> dict[str, object]:
    """The finding, without what it does not have."""
    found: dict[str, object] = {
        "file": each.file,
        "line": each.line,
        "column": each.column,
        "severity": each.severity.value,
        "code": each.code,
        "sentence": each.sentence,
        "layer": each.layer,
        "path": each.path,
        "excerpt": each.excerpt,
        "mend": each.mend,
        "detail": each.detail,
    }
    return {name: value for name, value in found.items() if value}


def record_file(each: Validation) -> dict[str, object]:
    """All about one file."""
    return {
        "file": each.file,
        "ok": each.ok,
        "grammar": each.grammar,
        "findings": [record(finding) for finding in each.findings],
        "waived": [record(finding) for finding in each.waived],
    }
