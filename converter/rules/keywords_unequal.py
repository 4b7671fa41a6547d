"""All languages have the same number of keywords.

Good:

    <kwd-group xml:lang="en"><kwd>nets</kwd><kwd>boats</kwd></kwd-group><kwd-group xml:lang="ru"><kwd>сети</kwd>
    <kwd>лодки</kwd></kwd-group>

Bad:

    <kwd-group xml:lang="en"><kwd>nets</kwd><kwd>boats</kwd></kwd-group><kwd-group xml:lang="ru"><kwd>сети</kwd>
    </kwd-group>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import prefix
from converter.views import Element, View


def _check(article: View) -> Iterator[Hit]:
    counts: dict[tuple[str, str], tuple[Element, int]] = {}
    for each in article.main("kwd-group"):
        number = len(list(each.iter("kwd", "compound-kwd")))
        code = prefix(article.language_of(each))
        counts.setdefault((each.get("kwd-group-type", ""), code), (each, number))
    for kind in {kind for kind, _ in counts}:
        group = [(code, *found) for (other, code), found in counts.items() if other == kind]
        for code, element, number in group[1:]:
            if number != group[0][2]:
                yield at(element, code=code, number=number, main=group[0][0], expected=group[0][2])


RULE = Rule(
    code="keywords-unequal",
    severity=Severity.WARNING,
    source="ГОСТ Р 7.0.7-2021; RSCI: keywords/kwdGroup in each language",
    en=Wording(
        "{number} keywords in {code}, but {expected} in {main}.",
        "One of them is missing a translation, or two were written as one.",
        "Compare the lists; each keyword stands in an element of its own.",
    ),
    ru=Wording(
        "Ключевых слов на языке {code} — {number}, а на языке {main} — {expected}.",
        "Какое-то осталось без перевода, или два записаны как одно.",
        "Сравните списки; каждое ключевое слово — в своём элементе.",
    ),
    check=_check,
)
