"""Two articles of an issue have one DOI."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from converter.diagnostics import Severity
from converter.issue_rules import Card, IssueHit, IssueRule, Wording, on


def _check(cards: Sequence[Card]) -> Iterator[IssueHit]:
    seen: dict[str, Card] = {}
    for card in cards:
        doi = card.doi.lower()
        if doi and seen.setdefault(doi, card) is not card:
            yield on(card, doi=card.doi, file=seen[doi].file)


RULE = IssueRule(
    code="issue-doi-repeated",
    severity=Severity.ERROR,
    source="ISO 26324 (DOI): one object, one name",
    en=Wording(
        "The DOI {doi} is also that of {file}.",
        "A DOI names one article; Crossref overwrites the one by the other.",
        "Find out whose it is.",
    ),
    ru=Wording(
        "DOI {doi} стоит и в {file}.",
        "DOI обозначает одну статью; Crossref заменит одну другой.",
        "Выясните, чей он.",
    ),
    check=_check,
)
