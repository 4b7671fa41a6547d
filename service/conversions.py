"""What a process of its own does for a job: the only place of the service that converts."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import converter
from service.apart import Order, Tell


def carry_out(order: Order, tell: Tell) -> None:
    """Convert `source` into `out/`, and tell in `outcome.json` what became of it."""
    data = order.folder.joinpath("source").read_bytes()
    order.folder.joinpath("out").mkdir()
    try:
        told = _WORK[order.kind](order, data, tell)
    except converter.Unreadable as trouble:
        told = {"error": {"code": "unreadable-manuscript", "reason": str(trouble)}}
    order.folder.joinpath("outcome.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def _convert(order: Order, data: bytes, tell: Tell) -> Mapping[str, object]:
    options = order.options
    done = converter.convert(
        data,
        name=order.name,
        journal=options.get("journal") or None,
        jats=options.get("jats", "1.3"),
        tag_set=options.get("tag_set", "publishing"),
        progress=tell,
    )
    report = converter.report_conversion(order.name, done)
    _write(order, "report.json", converter.view(converter.Report((report,))))
    images = {Path(name).name: content for name, content in done.manuscript.media.items()}
    for name, content in {**images, "article.xml": done.xml}.items():
        order.folder.joinpath("out", name).write_bytes(content)
    return {"ok": done.ok, "counts": dict(report.counts)}


def _validate(order: Order, data: bytes, tell: Tell) -> Mapping[str, object]:
    """Validate an XML file, or every XML file of a zip."""
    tell("checking")
    found = [_validate_one(order, name, xml) for name, xml in _list_files(order, data)]
    if not data.startswith(b"PK") and (obstacle := found[0].obstacle):
        place = f" (line {obstacle.line})" if obstacle.line else ""
        return {"error": {"code": "xml-refused", "reason": f"{obstacle.sentence}{place}"}}
    errors = sum(finding.severity == "error" for each in found for finding in each.findings)
    told = {"valid": not errors, "files": [converter.view(each) for each in found]}
    _write(order, "validation.json", told)
    return {"ok": not errors, "counts": {"error": errors}}


def _validate_one(order: Order, name: str, xml: bytes) -> converter.Validation:
    options = order.options
    return converter.validate(
        xml,
        name=name,
        language=options.get("language", "en"),
        journal=options.get("journal", ""),
        jats=options.get("jats", ""),
        tag_set=options.get("tag_set", ""),
    )


def _list_files(order: Order, data: bytes) -> Iterator[tuple[str, bytes]]:
    if not data.startswith(b"PK"):
        yield order.name, data
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist():
            if member.filename.lower().endswith(".xml") and not member.is_dir():
                yield member.filename, archive.read(member)


def _read_references(order: Order, data: bytes, tell: Tell) -> Mapping[str, object]:
    """The references of a list."""
    tell("understanding")
    doubts: list[object] = []
    found = converter.references(data.decode("utf-8-sig", errors="replace"), log=doubts.append)
    _write(order, "references.json", {"references": converter.view(found), "diagnostics": converter.view(doubts)})
    return {"ok": True, "counts": {"question": len(doubts)}}


def _write(order: Order, name: str, told: object) -> None:
    order.folder.joinpath("out", name).write_text(
        json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


_WORK: Mapping[str, Callable[[Order, bytes, Tell], Mapping[str, object]]] = {
    "conversion": _convert,
    "validation": _validate,
    "references": _read_references,
}
