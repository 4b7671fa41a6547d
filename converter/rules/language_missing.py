"""The article says which language it is in.

Good:

    <article xml:lang="en"><front/></article>

Bad:

    <article article-type="research-article"><front/></article>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import LANG, View


def _check(article: View) -> Iterator[Hit]:
    if not article.root.get(LANG):
        yield at(article.root)


RULE = Rule(
    code="language-missing",
    severity=Severity.WARNING,
    source="PMC Tagging Guidelines: article/@xml:lang; JATS4R",
    en=Wording(
        "The article does not say its language.",
        "Programs take it for English.",
        "Add xml:lang to <article>.",
    ),
    ru=Wording(
        "Не указан язык статьи.",
        "Программы сочтут её английской.",
        "Добавьте xml:lang в <article>.",
    ),
    check=_check,
)
