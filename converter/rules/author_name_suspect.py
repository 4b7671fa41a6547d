"""A name holds no digits, marks or addresses.

Good:

    <article-meta><contrib-group><contrib contrib-type="author"><name><surname>O’Neill-Holm</surname>
    <given-names>A. B.</given-names></name></contrib></contrib-group></article-meta>

Bad:

    <article-meta><contrib-group><contrib contrib-type="author"><name><surname>Holm1</surname>
    <given-names>A.</given-names></name></contrib></contrib-group></article-meta>

    <article-meta><contrib-group><contrib contrib-type="author"><name><surname>Holm*</surname></name></contrib>
    </contrib-group></article-meta>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import authors
from converter.views import View, text_of


def _check(article: View) -> Iterator[Hit]:
    for person in authors(article):
        for each in person.iter("surname", "given-names"):
            if re.search(r"[\d*?@†‡§¶;:/\\|<>]", text_of(each)):
                yield at(each, name=text_of(each))


RULE = Rule(
    code="author-name-suspect",
    severity=Severity.WARNING,
    source='Crossref 5.3.1: surname and given_name without digits or "?"',
    en=Wording(
        "“{name}” holds what belongs to no name.",
        "A marker of an affiliation or a note was left in it, and the name is deposited with it.",
        "Take it out; markers are <xref>.",
    ),
    ru=Wording(
        "В «{name}» есть то, чего в имени не бывает.",
        "Осталась метка организации или сноски, и имя попадёт в базы вместе с ней.",
        "Удалите её; для меток служит <xref>.",
    ),
    check=_check,
)
