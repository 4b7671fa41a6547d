"""A title does not end in a full stop.

Good:

    <article-meta><article-title>Nets, boats, etc...</article-title></article-meta>

Bad:

    <article-meta><article-title>Nets and boats.</article-title></article-meta>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, around, text_of


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("article-title", "trans-title"):
        text = text_of(each)
        if around(each, "article-meta") is not None and re.search(r"\w{4,}\.$", text) and text.count(".") == 1:
            yield at(each, text=text)


RULE = Rule(
    code="title-full-stop",
    severity=Severity.NOTE,
    source="PMC Tagging Guidelines: article-title",
    en=Wording(
        "The title “{text}” ends in a full stop.",
        "Citations made of it have two.",
        "Take it out.",
    ),
    ru=Wording(
        "Название «{text}» заканчивается точкой.",
        "В ссылках на статью окажутся две точки.",
        "Удалите её.",
    ),
    check=_check,
)
