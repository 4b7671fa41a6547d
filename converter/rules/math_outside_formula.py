"""Mathematics stands in a formula.

Good:

    <p><inline-formula><mml:math><mml:mi>x</mml:mi></mml:math></inline-formula></p>

Bad:

    <p><mml:math><mml:mi>x</mml:mi></mml:math></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, around


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("math", "tex-math"):
        if around(each, "disp-formula", "inline-formula") is None:
            yield at(each)


RULE = Rule(
    code="math-outside-formula",
    severity=Severity.WARNING,
    source="JATS4R Math",
    en=Wording(
        "Mathematics stands outside of a formula.",
        "Programs look for it in formulas and lose it elsewhere.",
        "Put it into <inline-formula> or <disp-formula>.",
    ),
    ru=Wording(
        "Математическая запись стоит вне формулы.",
        "Программы ищут её в формулах, в другом месте она пропадёт.",
        "Поместите её в <inline-formula> или <disp-formula>.",
    ),
    check=_check,
)
