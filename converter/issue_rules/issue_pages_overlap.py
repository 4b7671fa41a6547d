"""Pages of two articles of an issue overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from converter.diagnostics import Severity
from converter.issue_rules import Card, IssueHit, IssueRule, Wording, on


def _check(cards: Sequence[Card]) -> Iterator[IssueHit]:
    for group in _by_issue(cards):
        paged = sorted((_pages(card), card.file, card) for card in group if _pages(card)[0])
        for (before, _, earlier), (after, _, later) in pairwise(paged):
            if after[0] < before[1]:
                yield on(
                    later,
                    pages=f"{later.fpage}–{later.lpage}",
                    other=f"{earlier.fpage}–{earlier.lpage}",
                    file=earlier.file,
                )


def _by_issue(cards: Sequence[Card]) -> list[list[Card]]:
    issues: dict[tuple[str, str], list[Card]] = {}
    for card in cards:
        issues.setdefault((card.volume, card.issue), []).append(card)
    return list(issues.values())


def _pages(card: Card) -> tuple[int, int]:
    first, last = card.fpage, card.lpage or card.fpage
    return (int(first), int(last)) if first.isdecimal() and last.isdecimal() and len(first + last) < 15 else (0, 0)


RULE = IssueRule(
    code="issue-pages-overlap",
    severity=Severity.ERROR,
    source="RSCI: pages; journals' practice",
    en=Wording(
        "The pages {pages} overlap with {other} in {file}.",
        "One of the two has wrong pages, and both are cited by them.",
        "Look both up in the issue.",
    ),
    ru=Wording(
        "Страницы {pages} пересекаются с {other} в {file}.",
        "У одной из статей страницы неверны, а по ним ссылаются на обе.",
        "Сверьте обе с номером.",
    ),
    check=_check,
)
