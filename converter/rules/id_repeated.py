"""An id is given once.

Good:

    <p id="p1"/><p id="p2"/>

Bad:

    <p id="p1"/><p id="p1"/>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View


def _check(article: View) -> Iterator[Hit]:
    for own, holders in article.ids.items():
        for each in holders[1:]:
            yield at(each, id=own)


RULE = Rule(
    code="id-repeated",
    severity=Severity.ERROR,
    source="XML 1.0, 3.3.1: ID; JATS Tag Library: id",
    en=Wording(
        "The id “{id}” is given twice.",
        "Links lead to the first of the two.",
        "Give the second another id, and correct what points to it.",
    ),
    ru=Wording(
        "Идентификатор «{id}» задан дважды.",
        "Ссылки поведут к первому из двух.",
        "Дайте второму другой и поправьте ссылки на него.",
    ),
    check=_check,
)
