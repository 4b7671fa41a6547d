"""Every author has a name.

Good:

    <article-meta><contrib-group><contrib contrib-type="author"><name><surname>Holm</surname></name></contrib>
    <contrib contrib-type="author"><anonymous/></contrib></contrib-group></article-meta>

Bad:

    <article-meta><contrib-group><contrib contrib-type="author"><name><surname/></name></contrib></contrib-group>
    </article-meta>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import authors
from converter.views import View, text_of

_NAMES = (
    "name",
    "string-name",
    "collab",
    "collab-name",
    "collab-alternatives",
    "collab-name-alternatives",
    "on-behalf-of",
)


def _check(article: View) -> Iterator[Hit]:
    for each in authors(article):
        named = any(text_of(name) for name in each.iter(*_NAMES))
        if not named and next(each.iter("anonymous", "collab-wrap"), None) is None:
            yield at(each)


RULE = Rule(
    code="author-nameless",
    severity=Severity.ERROR,
    source="Crossref 5.3.1: person_name, organization; JATS4R Authors and Affiliations",
    en=Wording(
        "An author has no name.",
        "The work is credited to nobody.",
        "Add the name, or <anonymous/>.",
    ),
    ru=Wording(
        "У автора нет имени.",
        "Работа никому не приписана.",
        "Добавьте имя или <anonymous/>.",
    ),
    check=_check,
)
