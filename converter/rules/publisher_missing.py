"""The publisher is named.

Good:

    <front><journal-meta><publisher><publisher-name>Hill Press</publisher-name></publisher></journal-meta></front>

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
    if meta is not None and not any(text_of(each) for each in meta.iter("publisher-name")):
        yield at(meta)


RULE = Rule(
    code="publisher-missing",
    severity=Severity.NOTE,
    source="PMC Tagging Guidelines: Journal Metadata; DOAJ XML: publisher",
    en=Wording(
        "The publisher is not named.",
        "PMC asks for it, and DOAJ shows it.",
        "Add <publisher> with <publisher-name> to <journal-meta>.",
    ),
    ru=Wording(
        "Не назван издатель.",
        "Его требует PMC и показывает DOAJ.",
        "Добавьте <publisher> с <publisher-name> в <journal-meta>.",
    ),
    check=_check,
)
