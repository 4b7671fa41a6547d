"""The type of the article is one that programs know.

Good:

    <article article-type="research-article"/>

    <article/>

Bad:

    <article article-type="paper"/>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View

_KNOWN = """
    abstract addendum announcement article-commentary book-received book-review books-received brief-report
    calendar case-report case-study clinical-instruction clinical-trial collection community-comment correction
    data-paper dissertation discussion editorial editorial-report expression-of-concern guidelines in-brief index
    interview introduction letter letter-to-the-editor meeting-report methods-article news obituary
    oration other partial-retraction poster preprint product-review protocol rapid-communication registered-report
    reply report research-article response resource retraction review review-article reviewer-report
    scientific-commentary software systematic-review technical-note technical-report translation version-of-record
    author-comment aggregated-review-documents decision-letter essay
"""


def _check(article: View) -> Iterator[Hit]:
    kind = article.root.get("article-type")
    if kind and kind not in _KNOWN.split():
        yield at(article.root, kind=kind)


RULE = Rule(
    code="article-type-unknown",
    severity=Severity.NOTE,
    source="JATS Tag Library: suggested values of article-type; PMC Tagging Guidelines: article-type",
    en=Wording(
        "“{kind}” is no usual type of an article.",
        "Indexes decide by it whether the article counts as research.",
        "Use one of the usual values, such as research-article or editorial.",
    ),
    ru=Wording(
        "«{kind}» — необычный тип статьи.",
        "По типу базы решают, научная ли это статья.",
        "Возьмите одно из принятых значений, например research-article или editorial.",
    ),
    check=_check,
)
