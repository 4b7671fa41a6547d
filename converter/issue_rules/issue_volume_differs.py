"""An article of an issue names another volume or number than the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from converter.diagnostics import Severity
from converter.issue_rules import Card, IssueHit, IssueRule, Wording, on


def _check(cards: Sequence[Card]) -> Iterator[IssueHit]:
    named = Counter((card.volume, card.issue) for card in cards if card.volume or card.issue)
    if len(named) < 2 or named.most_common(1)[0][1] * 2 <= named.total():
        return
    usual = named.most_common(1)[0][0]
    for card in cards:
        if (card.volume or card.issue) and (card.volume, card.issue) != usual:
            yield on(card, own=_name(card.volume, card.issue), usual=_name(*usual))


def _name(volume: str, issue: str) -> str:
    return f"{volume or '—'} ({issue or '—'})"


RULE = IssueRule(
    code="issue-volume-differs",
    severity=Severity.WARNING,
    source="RSCI: one issue, one file; Crossref 5.3.1: journal_issue",
    en=Wording(
        "The article is of volume and issue {own}, the others of {usual}.",
        "It is filed in the wrong issue.",
        "Correct <volume> and <issue>, or take the article out.",
    ),
    ru=Wording(
        "Статья из тома и номера {own}, а остальные из {usual}.",
        "Она попадёт не в свой номер.",
        "Исправьте <volume> и <issue> или уберите статью.",
    ),
    check=_check,
)
