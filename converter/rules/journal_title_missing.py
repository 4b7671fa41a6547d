"""The journal has a title.

Good:

    <front><journal-meta><journal-title-group><journal-title>Hill Studies</journal-title></journal-title-group>
    </journal-meta></front>

Bad:

    <front><journal-meta><journal-id>hb</journal-id></journal-meta></front>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, text_of


def _check(article: View) -> Iterator[Hit]:
    meta = article.first("journal-meta")
    if meta is not None and not any(text_of(each) for each in meta.iter("journal-title", "abbrev-journal-title")):
        yield at(meta)


RULE = Rule(
    code="journal-title-missing",
    severity=Severity.WARNING,
    source="Crossref 5.3.1: full_title; DOAJ XML: journalTitle; PMC Tagging Guidelines: Journal Metadata",
    en=Wording(
        "The journal has no title.",
        "No index takes an article without it.",
        "Add <journal-title-group> with <journal-title> to <journal-meta>.",
    ),
    ru=Wording(
        "У журнала нет названия.",
        "Без него статью не примет ни одна база.",
        "Добавьте <journal-title-group> с <journal-title> в <journal-meta>.",
    ),
    check=_check,
)
