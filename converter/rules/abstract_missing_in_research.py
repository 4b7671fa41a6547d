"""A research article has an abstract.

Good:

    <article article-type="research-article"><front><article-meta><abstract><p>Nets.</p></abstract></article-meta>
    </front></article>

    <article article-type="editorial"><front><article-meta/></front></article>

Bad:

    <article article-type="research-article"><front><article-meta/></front></article>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, text_of

_WITH_ABSTRACT = ("research-article", "review-article", "case-report", "systematic-review")


def _check(article: View) -> Iterator[Hit]:
    meta = article.first("article-meta")
    if meta is None or article.root.get("article-type") not in _WITH_ABSTRACT:
        return
    if not any(text_of(each) for each in meta.iter("abstract")):
        yield at(meta)


RULE = Rule(
    code="abstract-missing-in-research",
    severity=Severity.WARNING,
    source="DOAJ XML: abstract; RSCI: abstracts; Scopus content policy",
    en=Wording(
        "The article has no abstract.",
        "It is what readers and indexes see of it first.",
        "Add <abstract>.",
    ),
    ru=Wording(
        "У статьи нет аннотации.",
        "Читатели и базы прежде всего видят её.",
        "Добавьте <abstract>.",
    ),
    check=_check,
)
