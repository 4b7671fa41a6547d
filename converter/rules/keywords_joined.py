"""A keyword is one, not a list.

Good:

    <kwd-group><kwd>nets</kwd><kwd>Nets, fishing, history of</kwd></kwd-group>

Bad:

    <kwd-group><kwd>nets; boats; herring</kwd></kwd-group>

    <kwd-group><kwd>nets, boats, herring, sea, coast, sail, wind</kwd></kwd-group>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, text_of

_MOST_COMMAS = 4


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("kwd"):
        text = text_of(each)
        if ";" in text.rstrip("; ") or text.count(",") > _MOST_COMMAS:
            yield at(each, text=text)


RULE = Rule(
    code="keywords-joined",
    severity=Severity.WARNING,
    source="PMC Tagging Guidelines: kwd; JATS4R",
    en=Wording(
        "“{text}” is several keywords in one.",
        "Nobody who looks for one of them finds the article.",
        "Give each keyword a <kwd> of its own.",
    ),
    ru=Wording(
        "«{text}» — несколько ключевых слов в одном.",
        "Тот, кто ищет одно из них, статью не найдёт.",
        "Каждому ключевому слову — свой <kwd>.",
    ),
    check=_check,
)
