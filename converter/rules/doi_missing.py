"""The article has a DOI.

Good:

    <article-meta><article-id pub-id-type="doi">10.5555/12345678</article-id></article-meta>

Bad:

    <article-meta><article-id pub-id-type="publisher-id">77</article-id></article-meta>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, children


def _check(article: View) -> Iterator[Hit]:
    meta = article.first("article-meta")
    if meta is not None and not any(each.get("pub-id-type") == "doi" for each in children(meta, "article-id")):
        yield at(meta)


RULE = Rule(
    code="doi-missing",
    severity=Severity.WARNING,
    source="Crossref: doi_data is required; DOAJ XML: doi; RSCI: codes/doi",
    en=Wording(
        "The article has no DOI.",
        "Without it citations of the article are not counted.",
        'Add <article-id pub-id-type="doi"> once it is assigned.',
    ),
    ru=Wording(
        "У статьи нет DOI.",
        "Без него цитирования статьи не учитываются.",
        'Когда он присвоен, добавьте <article-id pub-id-type="doi">.',
    ),
    check=_check,
)
