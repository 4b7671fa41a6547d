"""SARIF 2.1.0 (OASIS): GitHub code scanning, GitLab and editors show it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from urllib.parse import quote

from converter.diagnostics import Severity
from converter.formats import Format
from converter.remarks import Remark
from converter.validation import Finding, Validation
from converter.validation.codes import remarks

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def write(validations: Iterable[Validation], language: str) -> Iterator[str]:
    """One run with every rule that was broken and every finding."""
    found = list(validations)
    results = [_result(finding) for each in found for finding in each.findings]
    results += [
        _result(finding) | {"suppressions": [{"kind": "external"}]} for each in found for finding in each.waived
    ]
    codes = dict.fromkeys(str(each["ruleId"]) for each in results)
    known = remarks()
    rules = [_rule(code, known.get(code), language) for code in codes]
    driver = {"name": "Galley", "semanticVersion": version("galley"), "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    yield json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(code: str, remark: Remark | None, language: str) -> dict[str, object]:
    if remark is None:
        return {"id": code}
    wording = remark.wording(language)
    return {
        "id": code,
        "shortDescription": {"text": wording.sentence},
        "fullDescription": {"text": f"{wording.why} ({remark.source})"},
        "help": {"text": wording.mend},
        "defaultConfiguration": {"level": _LEVELS.get(remark.severity, "note")},
    }


def _result(each: Finding) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": quote(each.file.replace("\\", "/"))}}
    if each.line:
        place["region"] = {"startLine": each.line} | ({"startColumn": each.column} if each.column else {})
    location: dict[str, object] = {"physicalLocation": place}
    if each.path:
        location["logicalLocations"] = [{"fullyQualifiedName": each.path, "kind": "element"}]
    words = f"{each.sentence} [{each.excerpt}]" if each.excerpt else each.sentence
    return {
        "ruleId": each.code,
        "level": _LEVELS.get(each.severity, "note"),
        "message": {"text": words},
        "locations": [location],
    }


SARIF = Format("SARIF 2.1.0", write)
