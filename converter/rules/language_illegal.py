"""A language is named by a tag of RFC 5646.

Good:

    <article xml:lang="pt-BR"><trans-abstract xml:lang="sr-Latn"/></article>

    <article xml:lang="zh-cmn-Hans-CN"><p xml:lang="de-DE-u-co-phonebk"/><p xml:lang=""/></article>

Bad:

    <article xml:lang="english"/>

    <article xml:lang="pt_BR"/>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.patterns import regex
from converter.rules import Hit, Rule, Wording, at
from converter.views import LANG, View

_TAG = regex(
    r"[A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-[A-Za-z0-9]{4,8})*"
    r"(-[A-WY-Za-wy-z0-9](-[A-Za-z0-9]{2,8})+)*(-x(-[A-Za-z0-9]{1,8})+)?|x(-\w{1,8})+"
)


def _check(article: View) -> Iterator[Hit]:
    for each in article.elements:
        code = each.get(LANG)
        if code and not _TAG.fullmatch(code):
            yield at(each, code=code)


RULE = Rule(
    code="language-illegal",
    severity=Severity.ERROR,
    source="RFC 5646 (BCP 47); JATS4R",
    en=Wording(
        "“{code}” is no language tag.",
        "No program knows the language.",
        "Write the code of two letters: en, ru, vi; with a country after a hyphen: pt-BR.",
    ),
    ru=Wording(
        "«{code}» — не код языка.",
        "Ни одна программа не узнает язык.",
        "Напишите код из двух букв: en, ru, vi; страну добавьте через дефис: pt-BR.",
    ),
    check=_check,
)
