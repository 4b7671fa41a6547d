"""An award names who gave it.

Good:

    <award-group><funding-source>Hill Fund</funding-source><award-id>77</award-id></award-group>

Bad:

    <award-group><award-id>77</award-id></award-group>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, text_of


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("award-group"):
        if not any(text_of(part) for part in each.iter("funding-source", "support-source")):
            yield at(each)


RULE = Rule(
    code="funding-source-missing",
    severity=Severity.NOTE,
    source="JATS4R Funding; Crossref fundref: funder_name",
    en=Wording(
        "An award has no funder.",
        "Funders look for the articles they paid for.",
        "Add <funding-source>.",
    ),
    ru=Wording(
        "У гранта не назван фонд.",
        "Фонды ищут статьи, которые оплатили.",
        "Добавьте <funding-source>.",
    ),
    check=_check,
)
