"""A translation is in another language than the article.

Good:

    <article xml:lang="en"><trans-abstract xml:lang="ru"><p>Сельдь</p></trans-abstract></article>

    <article xml:lang="en"><journal-title-group><trans-title-group xml:lang="en"><trans-title>Nets</trans-title>
    </trans-title-group></journal-title-group></article>

Bad:

    <article xml:lang="en"><trans-abstract xml:lang="en"><p>Herring</p></trans-abstract></article>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import LANG, View, around, local


def _check(article: View) -> Iterator[Hit]:
    for each in article.main("trans-title-group", "trans-abstract"):
        if around(each, "journal-title-group") is not None:
            continue
        if each.get(LANG) and each.get(LANG) == article.language and not each.get("abstract-type"):
            yield at(each, name=local(each), code=article.language)


RULE = Rule(
    code="translation-in-own-language",
    severity=Severity.WARNING,
    source="PMC Tagging Guidelines: Multi-Language Articles",
    en=Wording(
        "<{name}> is in {code}, the language of the article itself.",
        "It is no translation; the one in the other language may lack its place.",
        "Use <article-title> and <abstract> for the main language, or correct xml:lang.",
    ),
    ru=Wording(
        "<{name}> на языке самой статьи ({code}).",
        "Это не перевод; текст на другом языке, возможно, остался без места.",
        "Для основного языка служат <article-title> и <abstract>; либо исправьте xml:lang.",
    ),
    check=_check,
)
