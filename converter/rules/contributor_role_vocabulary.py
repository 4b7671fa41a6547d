"""A role of CRediT names the vocabulary.

Good:

    <contrib>
    <role vocab="credit" vocab-identifier="https://credit.niso.org/" vocab-term="Software">Software</role>
    </contrib>

Bad:

    <contrib><role vocab="credit" vocab-term="Software">Software</role></contrib>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, text_of


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("role"):
        address = each.get("vocab-identifier", "")
        if each.get("vocab", "").lower() == "credit" and not re.match(r"https?://(credit|casrai)\.", address):
            yield at(each, role=text_of(each))


RULE = Rule(
    code="contributor-role-vocabulary",
    severity=Severity.NOTE,
    source="JATS4R CRediT Taxonomy; ANSI/NISO Z39.104",
    en=Wording(
        "The role “{role}” is of CRediT, but does not give its address.",
        "Programs go by the address.",
        'Add vocab-identifier="https://credit.niso.org/".',
    ),
    ru=Wording(
        "Роль «{role}» взята из CRediT, но адрес словаря не указан.",
        "Программы опираются на адрес.",
        'Добавьте vocab-identifier="https://credit.niso.org/".',
    ),
    check=_check,
)
