"""MathML has TeX or a picture beside it.

Good:

    <disp-formula><alternatives><mml:math><mml:mi>x</mml:mi></mml:math><tex-math>x</tex-math></alternatives>
    </disp-formula>

Bad:

    <disp-formula id="e1"><mml:math><mml:mi>x</mml:mi></mml:math></disp-formula>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View

_MOST_TOLD = 5


def _check(article: View) -> Iterator[Hit]:
    lonely = [
        each
        for each in article.all("disp-formula")
        if next(each.iter("{*}math"), None) is not None and next(each.iter("tex-math", "graphic"), None) is None
    ]
    for each in lonely[:_MOST_TOLD]:
        yield at(each, id=each.get("id", ""))


RULE = Rule(
    code="mathml-without-alternative",
    severity=Severity.NOTE,
    source="JATS4R Math: alternatives",
    en=Wording(
        "The formula {id} has MathML and no alternative.",
        "Programs that do not show MathML show nothing.",
        "Add <tex-math> or <graphic> beside it in <alternatives>.",
    ),
    ru=Wording(
        "У формулы {id} есть MathML, но нет замены.",
        "Программы, не показывающие MathML, не покажут ничего.",
        "Добавьте рядом <tex-math> или <graphic> в <alternatives>.",
    ),
    check=_check,
)
