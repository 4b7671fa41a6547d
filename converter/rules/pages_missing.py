"""An article in an issue has pages or an article number.

Good:

    <article-meta><volume>4</volume><fpage>12</fpage><lpage>19</lpage></article-meta>

Bad:

    <article-meta><volume>4</volume><issue>2</issue></article-meta>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, child


def _check(article: View) -> Iterator[Hit]:
    meta = article.first("article-meta")
    if meta is None or child(meta, "volume", "issue") is None:
        return
    if child(meta, "fpage", "elocation-id", "page-range") is None:
        yield at(meta)


RULE = Rule(
    code="pages-missing",
    severity=Severity.WARNING,
    source="RSCI: pages is required; PMC Tagging Guidelines: fpage, elocation-id",
    en=Wording(
        "There are neither pages nor an article number.",
        "It cannot be cited, and RSCI refuses it.",
        "Add <fpage> and <lpage>, or <elocation-id>.",
    ),
    ru=Wording(
        "Нет ни страниц, ни номера статьи.",
        "На неё не сослаться, и РИНЦ её не примет.",
        "Добавьте <fpage> и <lpage> или <elocation-id>.",
    ),
    check=_check,
)
