"""A formula is more than a picture.

Good:

    <disp-formula><alternatives><graphic xlink:href="e1.png"/><mml:math><mml:mi>x</mml:mi></mml:math>
    </alternatives></disp-formula>

Bad:

    <disp-formula><graphic xlink:href="e1.png"/></disp-formula>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View

_MOST_TOLD = 10


def _check(article: View) -> Iterator[Hit]:
    pictures = [
        each
        for each in article.all("disp-formula", "inline-formula")
        if next(each.iter("graphic", "inline-graphic"), None) is not None
        and next(each.iter("{*}math", "tex-math"), None) is None
    ]
    for each in pictures[:_MOST_TOLD]:
        yield at(each, id=each.get("id", ""))


RULE = Rule(
    code="formula-without-mathml",
    severity=Severity.NOTE,
    source="JATS4R Math; WCAG 2.2, 1.1.1",
    en=Wording(
        "The formula {id} is only a picture.",
        "It can be neither searched nor read aloud.",
        "Add <mml:math> or <tex-math> beside it in <alternatives>.",
    ),
    ru=Wording(
        "Формула {id} — только изображение.",
        "Её нельзя ни найти, ни прочесть вслух.",
        "Добавьте рядом <mml:math> или <tex-math> в <alternatives>.",
    ),
    check=_check,
)
