"""When affiliations are given in two languages, all are.

Good:

    <article-meta><aff-alternatives id="a1"><aff xml:lang="en">Hill University</aff><aff xml:lang="ru">Хилл</aff>
    </aff-alternatives></article-meta>

Bad:

    <article-meta><aff-alternatives id="a1"><aff xml:lang="en">Hill University</aff><aff xml:lang="ru">Хилл</aff>
    </aff-alternatives><aff-alternatives id="a2"><aff xml:lang="en">Sea University</aff></aff-alternatives>
    </article-meta>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import LANG, View, around


def _check(article: View) -> Iterator[Hit]:
    groups = article.main("aff-alternatives")
    single = [each for each in article.main("aff") if around(each, "aff-alternatives") is None]
    if not groups:
        return
    given = {each: {aff.get(LANG, "") for aff in each.iter("aff")} - {""} for each in groups}
    everything = set().union(*given.values())
    for each in [*groups, *single]:
        if missing := everything - given.get(each, set()):
            yield at(each, missing=", ".join(sorted(missing)))


RULE = Rule(
    code="affiliations-unequal",
    severity=Severity.WARNING,
    source="ГОСТ Р 7.0.7-2021; RSCI: orgName in each language",
    en=Wording(
        "The affiliation is not given in: {missing}.",
        "The others are, so indexes of that language show a gap.",
        "Add it to <aff-alternatives>.",
    ),
    ru=Wording(
        "Организация не приведена на языках: {missing}.",
        "Остальные приведены, и базы на этом языке покажут пробел.",
        "Добавьте её в <aff-alternatives>.",
    ),
    check=_check,
)
