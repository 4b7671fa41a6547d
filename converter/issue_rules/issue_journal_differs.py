"""An article of an issue is of another journal than the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from converter.diagnostics import Severity
from converter.issue_rules import Card, IssueHit, IssueRule, Wording, on


def _check(cards: Sequence[Card]) -> Iterator[IssueHit]:
    named = Counter(issn for card in cards for issn in card.issns)
    if not named:
        return
    usual, number = named.most_common(1)[0]
    if number * 2 <= len(cards):
        return
    for card in cards:
        if card.issns and usual not in card.issns:
            yield on(card, own=", ".join(card.issns), usual=usual)


RULE = IssueRule(
    code="issue-journal-differs",
    severity=Severity.WARNING,
    source="ISO 3297; Crossref 5.3.1: journal_metadata",
    en=Wording(
        "The article has the ISSN {own}, the others have {usual}.",
        "It is filed in another journal.",
        "Correct <issn>.",
    ),
    ru=Wording(
        "У статьи ISSN {own}, а у остальных {usual}.",
        "Она попадёт в другой журнал.",
        "Исправьте <issn>.",
    ),
    check=_check,
)
