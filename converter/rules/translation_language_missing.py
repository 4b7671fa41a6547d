"""A translated title or abstract says its language.

Good:

    <trans-title-group xml:lang="ru"><trans-title>Сельдь</trans-title></trans-title-group>

    <trans-abstract xml:lang="ru"><p>Сельдь</p></trans-abstract>

Bad:

    <trans-title-group><trans-title>Сельдь</trans-title></trans-title-group>

    <trans-abstract><p>Сельдь</p></trans-abstract>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import LANG, View, child, local


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("trans-title-group", "trans-abstract"):
        title = child(each, "trans-title")
        if not each.get(LANG) and (title is None or not title.get(LANG)):
            yield at(each, name=local(each))


RULE = Rule(
    code="translation-language-missing",
    severity=Severity.ERROR,
    source="JATS4R; PMC Tagging Guidelines: trans-abstract, trans-title-group",
    en=Wording(
        "<{name}> does not say its language.",
        "Nobody knows which language it is a translation into.",
        "Add xml:lang.",
    ),
    ru=Wording(
        "В <{name}> не указан язык.",
        "Неизвестно, на какой язык это перевод.",
        "Добавьте xml:lang.",
    ),
    check=_check,
)
