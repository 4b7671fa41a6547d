"""Two articles of an issue have one title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from converter.diagnostics import Severity
from converter.issue_rules import Card, IssueHit, IssueRule, Wording, on

_LEAST = 20


def _check(cards: Sequence[Card]) -> Iterator[IssueHit]:
    seen: dict[str, Card] = {}
    for card in cards:
        title = card.title.casefold()
        if len(title) >= _LEAST and seen.setdefault(title, card) is not card:
            yield on(card, title=card.title, file=seen[title].file)


RULE = IssueRule(
    code="issue-title-repeated",
    severity=Severity.WARNING,
    source="RSCI: one article, one record",
    en=Wording(
        "The title “{title}” is also that of {file}.",
        "One article was delivered twice, or a title was not changed.",
        "Compare the two files.",
    ),
    ru=Wording(
        "Название «{title}» стоит и в {file}.",
        "Одна статья сдана дважды, или название не исправлено.",
        "Сравните оба файла.",
    ),
    check=_check,
)
