"""An affiliation names its country.

Good:

    <article-meta><aff>Hill University, <country country="GB">United Kingdom</country></aff></article-meta>

Bad:

    <article-meta><aff>Hill University</aff></article-meta>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, around, text_of


def _check(article: View) -> Iterator[Hit]:
    for each in article.main("aff"):
        if around(each, "article-meta") is not None and text_of(each) and next(each.iter("country"), None) is None:
            yield at(each, text=text_of(each))


RULE = Rule(
    code="affiliation-country-missing",
    severity=Severity.NOTE,
    source="JATS4R Authors and Affiliations; ГОСТ Р 7.0.7-2021: city and country",
    en=Wording(
        "The country of “{text}” is not tagged.",
        "Indexes count articles by country.",
        'Put the country into <country country="XX">.',
    ),
    ru=Wording(
        "Не размечена страна организации «{text}».",
        "Базы считают статьи по странам.",
        'Поместите страну в <country country="XX">.',
    ),
    check=_check,
)
