"""Pages of two articles of an issue overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from converter.diagnostics import Severity
from converter.issue_rules import Card, IssueHit, IssueRule, Wording, by_issue, in_pages, on


def _check(cards: Sequence[Card]) -> Iterator[IssueHit]:
    for group in by_issue(cards):
        for (_, before, earlier), (after, _, later) in pairwise(in_pages(group)):
            if after < before:
                pages, other = (f"{each.fpage}–{each.lpage or each.fpage}" for each in (later, earlier))
                yield on(later, pages=pages, other=other, file=earlier.file)


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
