"""A further abstract says what sort it is.

Good:

    <abstract><p>Nets.</p></abstract><abstract abstract-type="graphical"><p>Nets.</p></abstract>

Bad:

    <abstract><p>Nets.</p></abstract><abstract><p>Boats.</p></abstract>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import LANG, View


def _check(article: View) -> Iterator[Hit]:
    plain = [
        each
        for each in article.main("abstract")
        if not (each.get("abstract-type") or each.get(LANG) or each.get("specific-use"))
    ]
    for each in plain[1:]:
        yield at(each)


RULE = Rule(
    code="abstract-repeated",
    severity=Severity.WARNING,
    source="JATS4R Abstracts",
    en=Wording(
        "A further abstract has neither type nor language.",
        "Indexes cannot tell which of the two is the abstract.",
        "Add abstract-type, or use <trans-abstract> with xml:lang for a translation.",
    ),
    ru=Wording(
        "У ещё одной аннотации нет ни типа, ни языка.",
        "Базы не поймут, какая из двух основная.",
        "Добавьте abstract-type; для перевода служит <trans-abstract> с xml:lang.",
    ),
    check=_check,
)
