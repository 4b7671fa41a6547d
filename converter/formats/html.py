"""One HTML page to read and send on: a table for each file. It loads nothing and runs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from converter.formats import Format
from converter.remarks import Word
from converter.validation import Finding, Validation

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}th{text-align:left;font-weight:normal;color:#555}"
    "td{border-top:1px solid #ccc;vertical-align:top}th,td{padding:.4rem}"
    ".error{color:#a00}.warning{color:#850}.note{color:#555}code,small{color:#555}"
)
_WORDS = {
    "en": ("Validation", "Place", "Severity", "Finding", "Code"),
    "ru": ("Проверка", "Место", "Важность", "Замечание", "Код"),
}
"""The title of the page and the heads of its columns."""


def write(validations: Iterable[Validation], language: str) -> Iterator[str]:
    """The page, a file at a time."""
    title, *columns = _WORDS.get(language, _WORDS["en"])
    head = f'<!DOCTYPE html>\n<html lang="{escape(language)}"><head><meta charset="utf-8"><title>{title}</title>'
    yield f"{head}<style>{_STYLE}</style></head><body><h1>{title}</h1>\n"
    cells = "".join(f'<th scope="col">{each}</th>' for each in columns)
    for each in validations:
        yield f"<h2>{escape(each.file)}{'' if each.findings else ' ✓'}</h2>\n<p>{escape(each.grammar)}</p>\n"
        if each.findings:
            yield f"<table>\n<thead><tr>{cells}</tr></thead>\n<tbody>\n"
            yield from (_row(finding, language) for finding in each.findings)
            yield "</tbody></table>\n"
    yield "</body></html>\n"


def _row(each: Finding, language: str) -> str:
    place = f"{each.line}:{each.column}" if each.line else ""
    mend = f"<br><small>{escape(each.mend)}</small>" if each.mend else ""
    excerpt = f"<br><q>{escape(each.excerpt)}</q>" if each.excerpt else ""
    severity = Word(each.severity.value).translate_to(language)
    cells = f"<td>{place}</td><td class={each.severity.value}>{severity}</td>"
    return f"<tr>{cells}<td>{escape(each.sentence)}{excerpt}{mend}</td><td><code>{escape(each.code)}</code></td></tr>\n"


HTML = Format("one HTML page", write)
