"""The DOI of the article is a DOI.

Good:

    <article-meta><article-id pub-id-type="doi">10.5555/12345678</article-id></article-meta>

Bad:

    <article-meta><article-id pub-id-type="doi">10.5555.12345678</article-id></article-meta>

    <article-meta><article-id pub-id-type="doi">https://doi.org/10.5555/12345678</article-id></article-meta>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, text_of


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("article-id"):
        if each.get("pub-id-type") == "doi" and not re.fullmatch(r"10\.\d{4,9}(\.\d+)*/\S+", text_of(each)):
            yield at(each, doi=text_of(each))


RULE = Rule(
    code="doi-syntax",
    severity=Severity.ERROR,
    source="ISO 26324 (DOI); PMC Tagging Guidelines: article-id",
    en=Wording(
        "“{doi}” is not written as a DOI.",
        "It cannot be registered, and links to the article fail.",
        "Write the DOI alone, without https://doi.org/: 10.5555/12345678.",
    ),
    ru=Wording(
        "«{doi}» записан не как DOI.",
        "Его нельзя зарегистрировать, и ссылки на статью не сработают.",
        "Запишите сам DOI без https://doi.org/: 10.5555/12345678.",
    ),
    check=_check,
)
