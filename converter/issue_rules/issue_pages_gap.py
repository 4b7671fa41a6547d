"""Pages between two articles of an issue belong to none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from converter.diagnostics import Severity
from converter.issue_rules import Card, IssueHit, IssueRule, Wording, on

_MOST_BETWEEN = 2


def _check(cards: Sequence[Card]) -> Iterator[IssueHit]:
    issues: dict[tuple[str, str], list[tuple[int, int, str, Card]]] = {}
    for card in cards:
        last = card.lpage or card.fpage
        if card.fpage.isdecimal() and last.isdecimal() and len(card.fpage + last) < 15:
            issues.setdefault((card.volume, card.issue), []).append((int(card.fpage), int(last), card.file, card))
    for paged in issues.values():
        for before, after in pairwise(sorted(paged)):
            if after[0] - before[1] - 1 > _MOST_BETWEEN:
                yield on(after[3], first=before[1] + 1, last=after[0] - 1)


RULE = IssueRule(
    code="issue-pages-gap",
    severity=Severity.NOTE,
    source="RSCI: pages; journals' practice",
    en=Wording(
        "The pages {first} to {last} before this article are nobody's.",
        "An article is missing, or pages are wrong.",
        "Compare with the table of contents.",
    ),
    ru=Wording(
        "Страницы с {first} по {last} перед этой статьёй никому не принадлежат.",
        "Не хватает статьи, или неверны страницы.",
        "Сверьте с содержанием номера.",
    ),
    check=_check,
)
