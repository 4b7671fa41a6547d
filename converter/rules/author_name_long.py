"""A surname has at most 60 characters.

Good:

    <article-meta><contrib-group><contrib contrib-type="author"><name><surname>Holm</surname></name></contrib>
    </contrib-group></article-meta>

Bad:

    <article-meta><contrib-group><contrib contrib-type="author"><name>
    <surname>Holm, Department of Nets and Boats, Hill University, Hill upon Sea</surname></name></contrib>
    </contrib-group></article-meta>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import authors
from converter.views import View, text_of

_MOST = 60


def _check(article: View) -> Iterator[Hit]:
    for person in authors(article):
        for each in person.iter("surname", "given-names"):
            if len(text_of(each)) > _MOST:
                yield at(each, name=text_of(each))


RULE = Rule(
    code="author-name-long",
    severity=Severity.WARNING,
    source="Crossref 5.3.1: surname and given_name of at most 60 characters",
    en=Wording(
        "The name “{name}” is longer than 60 characters.",
        "Crossref refuses it; likely more than a name stands there.",
        "Leave only the name.",
    ),
    ru=Wording(
        "Имя «{name}» длиннее 60 знаков.",
        "Crossref его не примет; вероятно, там не только имя.",
        "Оставьте только имя.",
    ),
    check=_check,
)
