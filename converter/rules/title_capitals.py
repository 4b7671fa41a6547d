"""A title is not in capitals.

Good:

    <article-title>Nets of the NATO countries</article-title>

Bad:

    <article-title>NETS AND BOATS OF THE NORTH</article-title>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import cased
from converter.views import View, around, text_of


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("article-title", "trans-title"):
        if around(each, "ref", "product") is None and cased(text_of(each)):
            yield at(each, text=text_of(each))


RULE = Rule(
    code="title-capitals",
    severity=Severity.WARNING,
    source="PMC Tagging Guidelines: title case, not capitals",
    en=Wording(
        "The title “{text}” is in capitals.",
        "Indexes print it as it is, and nobody can tell names from words any more.",
        "Write it in sentence or title case; the layout makes capitals.",
    ),
    ru=Wording(
        "Название «{text}» набрано прописными.",
        "Базы напечатают его так, и имена не отличить от слов.",
        "Наберите строчными; прописными его сделает вёрстка.",
    ),
    check=_check,
)
