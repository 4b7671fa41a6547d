"""What a process of its own does for a job: the only place of the service that converts."""

from __future__ import annotations

import json
from collections.abc import Mapping

import converter
from service.apart import Order


def carry_out(order: Order) -> None:
    """Convert `source` into `out/`, and tell in `outcome.json` what became of it."""
    if order.test_inputs:
        from service.mock_inputs import obey

        obey(order)
    data = order.folder.joinpath("source").read_bytes()
    try:
        told = _convert(order, data)
    except converter.Unreadable as trouble:
        told = {"error": {"code": "unreadable-manuscript", "reason": str(trouble)}}
    order.folder.joinpath("outcome.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def _convert(order: Order, data: bytes) -> Mapping[str, object]:
    options = order.options
    done = converter.convert(
        data,
        name=order.name,
        journal=options.get("journal") or None,
        jats=options.get("jats", "1.3"),
        tag_set=options.get("tag_set", "publishing"),
    )
    report = converter.report_conversion(order.name, done)
    shown = json.dumps(converter.view(converter.Report((report,))), ensure_ascii=False, indent=1)
    out = order.folder / "out"
    out.mkdir()
    out.joinpath("article.xml").write_bytes(done.xml)
    out.joinpath("report.json").write_text(f"{shown}\n", encoding="utf-8")
    return {"ok": done.ok, "counts": dict(report.counts)}
