"""A translation within the article says its language.

Good:

    <sub-article article-type="translation" id="s1" xml:lang="en"><body/></sub-article>

Bad:

    <sub-article article-type="translation" id="s1"><body/></sub-article>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import LANG, View


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("sub-article"):
        if each.get("article-type") == "translation" and not each.get(LANG):
            yield at(each, id=each.get("id", ""))


RULE = Rule(
    code="sub-article-language-missing",
    severity=Severity.WARNING,
    source="SciELO Publishing Schema: sub-article of a translation; JATS Tag Library: sub-article",
    en=Wording(
        "The translation {id} does not say its language.",
        "It is taken for the language of the article.",
        "Add xml:lang.",
    ),
    ru=Wording(
        "У перевода {id} не указан язык.",
        "Его сочтут написанным на языке статьи.",
        "Добавьте xml:lang.",
    ),
    check=_check,
)
