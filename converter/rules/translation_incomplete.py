"""A language that has a title also has an abstract and keywords, as far as the article has them.

Good:

    <article xml:lang="en"><article-meta><title-group><article-title>Nets</article-title>
    <trans-title-group xml:lang="ru"><trans-title>Сети</trans-title></trans-title-group></title-group><abstract>
    <p>Nets.</p></abstract><trans-abstract xml:lang="ru"><p>Сети.</p></trans-abstract></article-meta></article>

Bad:

    <article xml:lang="en"><article-meta><title-group><article-title>Nets</article-title>
    <trans-title-group xml:lang="ru"><trans-title>Сети</trans-title></trans-title-group></title-group><abstract>
    <p>Nets.</p></abstract></article-meta></article>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Word, Wording, at
from converter.rules._reading import prefix
from converter.views import View, around


def _check(article: View) -> Iterator[Hit]:
    meta = article.first("article-meta")
    if meta is None:
        return
    given: dict[str, set[str]] = {
        "title": _languages(article, "article-title", "trans-title")
        if article.first("article-title") is not None
        else set(),
        "abstract": _languages(article, "abstract", "trans-abstract"),
        "keywords": _languages(article, "kwd-group"),
    }
    everything = set().union(*given.values())
    for part, languages in given.items():
        for code in sorted(everything - languages) if languages else ():
            if len(everything) > 1:
                yield at(meta, part=Word(part), code=code)


def _languages(article: View, *names: str) -> set[str]:
    found = [each for each in article.main(*names) if around(each, "article-meta") is not None]
    return {prefix(article.language_of(each)) for each in found if around(each, "product", "related-object") is None}


RULE = Rule(
    code="translation-incomplete",
    severity=Severity.WARNING,
    source=("ГОСТ Р 7.0.7-2021; RSCI: artTitles, abstracts, keywords in each language; PMC: Multi-Language Articles"),
    en=Wording(
        "The article has no {part} in {code}, a language it has otherwise.",
        "Indexes in that language show the article with a gap.",
        "Add it, or take the language out everywhere.",
    ),
    ru=Wording(
        "На языке {code} в статье нет части: {part}; другие на нём есть.",
        "Базы на этом языке покажут статью с пробелом.",
        "Добавьте недостающее или уберите этот язык везде.",
    ),
    check=_check,
)
