"""Pages between two articles of an issue belong to none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from converter.diagnostics import Severity
from converter.issue_rules import Card, IssueHit, IssueRule, Wording, by_issue, in_pages, on

_MOST_BETWEEN = 2


def _check(cards: Sequence[Card]) -> Iterator[IssueHit]:
    for group in by_issue(cards):
        for (_, before, _), (after, _, later) in pairwise(in_pages(group)):
            if after - before - 1 > _MOST_BETWEEN:
                yield on(later, first=before + 1, last=after - 1)


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
