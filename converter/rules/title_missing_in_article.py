"""The article has a title.

Good:

    <article-meta><title-group><article-title>Nets</article-title></title-group></article-meta>

Bad:

    <article-meta><title-group><article-title/></title-group></article-meta>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, text_of


def _check(article: View) -> Iterator[Hit]:
    meta = article.first("article-meta")
    title = meta.find("title-group/article-title") if meta is not None else None
    if meta is None or text_of(title) or (title is not None and len(title)):
        return
    if article.root.get("article-type") not in ("book-review", "product-review") and meta.find("product") is None:
        yield at(meta if title is None else title)


RULE = Rule(
    code="title-missing-in-article",
    severity=Severity.ERROR,
    source="Crossref 5.3.1: titles is required; PMC Tagging Guidelines: article-title",
    en=Wording(
        "The article has no title.",
        "It cannot be registered or found.",
        "Write the title into <article-title>.",
    ),
    ru=Wording(
        "У статьи нет названия.",
        "Её нельзя зарегистрировать и найти.",
        "Впишите название в <article-title>.",
    ),
    check=_check,
)
