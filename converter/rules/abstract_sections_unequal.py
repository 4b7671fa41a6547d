"""A structured abstract has the same sections in every language.

Good:

    <abstract><sec><title>Aim</title></sec><sec><title>Results</title></sec></abstract>
    <trans-abstract xml:lang="ru"><sec><title>Цель</title></sec><sec><title>Результаты</title></sec>
    </trans-abstract>

Bad:

    <abstract><sec><title>Aim</title></sec><sec><title>Results</title></sec></abstract>
    <trans-abstract xml:lang="ru"><sec><title>Цель</title></sec></trans-abstract>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, children


def _check(article: View) -> Iterator[Hit]:
    main = next((each for each in article.main("abstract") if not each.get("abstract-type")), None)
    if main is None:
        return
    expected = len(children(main, "sec"))
    for each in article.main("trans-abstract"):
        number = len(children(each, "sec"))
        if number != expected and not each.get("abstract-type"):
            yield at(each, number=number, expected=expected)


RULE = Rule(
    code="abstract-sections-unequal",
    severity=Severity.NOTE,
    source="PMC Tagging Guidelines: Multi-Language Articles; ГОСТ Р 7.0.99",
    en=Wording(
        "This abstract has {number} sections, the main one {expected}.",
        "Part of the translation may be missing.",
        "Compare the two.",
    ),
    ru=Wording(
        "В этой аннотации разделов: {number}, в основной: {expected}.",
        "Часть перевода могла потеряться.",
        "Сравните их.",
    ),
    check=_check,
)
