"""All funding stands in one group.

Good:

    <article-meta><funding-group><award-group/></funding-group></article-meta>

Bad:

    <article-meta><funding-group><award-group/></funding-group><funding-group><award-group/></funding-group>
    </article-meta>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import LANG, View


def _check(article: View) -> Iterator[Hit]:
    groups = [each for each in article.main("funding-group") if not each.get(LANG)]
    for each in groups[1:]:
        yield at(each)


RULE = Rule(
    code="funding-groups-several",
    severity=Severity.NOTE,
    source="JATS4R Funding",
    en=Wording(
        "There is a second <funding-group>.",
        "Programs read the first.",
        "Put all awards into one group.",
    ),
    ru=Wording(
        "Есть второй <funding-group>.",
        "Программы прочтут первый.",
        "Поместите все гранты в одну группу.",
    ),
    check=_check,
)
