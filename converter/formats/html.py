"""One HTML page to read and send on: a table for each file. It loads nothing and runs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from converter.formats import Format
from converter.validation import Finding, Validation

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}td{border-top:1px solid #ccc;padding:.4rem;vertical-align:top}"
    ".error{color:#a00}.warning{color:#850}.note{color:#555}code,small{color:#555}"
)
_TITLES = {"en": "Validation", "ru": "Проверка"}


def write(validations: Iterable[Validation], language: str) -> Iterator[str]:
    """The page, a file at a time."""
    title = _TITLES.get(language, _TITLES["en"])
    head = f'<!DOCTYPE html><html lang="{escape(language)}"><head><meta charset="utf-8"><title>{title}</title>'
    yield f"{head}<style>{_STYLE}</style></head><body><h1>{title}</h1>\n"
    for each in validations:
        yield f"<h2>{escape(each.file)} {'' if each.findings else '✓'}</h2><p>{escape(each.grammar)}</p>\n<table>\n"
        yield from map(_row, each.findings)
        yield "</table>\n"
    yield "</body></html>\n"


def _row(each: Finding) -> str:
    mend = f"<br><small>{escape(each.mend)}</small>" if each.mend else ""
    excerpt = f"<br><q>{escape(each.excerpt)}</q>" if each.excerpt else ""
    place = f"<td>{each.line}:{each.column}</td><td class={each.severity.value}>{each.severity.value}</td>"
    return f"<tr>{place}<td>{escape(each.sentence)}{excerpt}{mend}</td><td><code>{escape(each.code)}</code></td></tr>\n"


HTML = Format("one HTML page", write)
