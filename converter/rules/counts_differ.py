"""The counts are those of the article.

Good:

    <article-meta><counts><fig-count count="1"/></counts></article-meta><fig id="f1"/>

Bad:

    <article-meta><counts><ref-count count="3"/></counts></article-meta><ref-list><ref id="r1"/><ref id="r2"/>
    </ref-list>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View

_COUNTED = {"ref-count": "ref", "table-count": "table-wrap", "fig-count": "fig"}


def _check(article: View) -> Iterator[Hit]:
    for name, counted in _COUNTED.items():
        for each in article.main(name):
            number = len(article.main(counted))
            said = each.get("count", "")
            if said.isdigit() and number and int(said) != number and int(said) != len(article.all(counted)):
                yield at(each, name=name, said=said, number=number)


RULE = Rule(
    code="counts-differ",
    severity=Severity.WARNING,
    source="JATS Tag Library: counts",
    en=Wording(
        "<{name}> says {said}, but there are {number}.",
        "Something was lost on the way, or the count is of an older state.",
        "Compare with the manuscript.",
    ),
    ru=Wording(
        "<{name}> сообщает {said}, а в статье {number}.",
        "Что-то потерялось, или число осталось от прежней версии.",
        "Сравните с рукописью.",
    ),
    check=_check,
)
