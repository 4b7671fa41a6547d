"""An article names its volume or issue.

Good:

    <article-meta><volume>4</volume></article-meta>

    <article-meta><issue>2</issue></article-meta>

Bad:

    <article-meta><pub-date><year>2020</year></pub-date></article-meta>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, child


def _check(article: View) -> Iterator[Hit]:
    meta = article.first("article-meta")
    if meta is not None and child(meta, "volume", "issue", "volume-id", "issue-id") is None:
        yield at(meta)


RULE = Rule(
    code="volume-missing",
    severity=Severity.NOTE,
    source="RSCI: volume, number; Crossref 5.3.1: journal_issue",
    en=Wording(
        "Neither volume nor issue is given.",
        "The article cannot be put into its place.",
        "Add <volume> and <issue>; an article ahead of its issue gets them later.",
    ),
    ru=Wording(
        "Не указаны ни том, ни номер.",
        "Статью не поставить на место.",
        "Добавьте <volume> и <issue>; у статьи, вышедшей до номера, они появятся позже.",
    ),
    check=_check,
)
