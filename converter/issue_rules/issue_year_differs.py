"""An article of an issue is of another year than the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from converter.diagnostics import Severity
from converter.issue_rules import Card, IssueHit, IssueRule, Wording, by_issue, on


def _check(cards: Sequence[Card]) -> Iterator[IssueHit]:
    for group in by_issue(cards):
        named = Counter(card.year for card in group if card.year)
        if len(named) > 1 and named.most_common(1)[0][1] * 2 > named.total():
            usual = named.most_common(1)[0][0]
            for card in group:
                if card.year and card.year != usual:
                    yield on(card, own=card.year, usual=usual)


RULE = IssueRule(
    code="issue-year-differs",
    severity=Severity.WARNING,
    source="RSCI: dateUni, year; Crossref 5.3.1: journal_issue/publication_date",
    en=Wording(
        "The article is of {own}, the others of its issue of {usual}.",
        "Citations of it get two years.",
        "Correct the date of publication.",
    ),
    ru=Wording(
        "Статья {own} года, а остальные в её номере {usual} года.",
        "В ссылках на неё окажутся два года.",
        "Исправьте дату публикации.",
    ),
    check=_check,
)
