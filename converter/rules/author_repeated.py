"""An author is named once.

Good:

    <article-meta><contrib-group><contrib contrib-type="author"><name><surname>Holm</surname>
    <given-names>Anna</given-names></name></contrib><contrib contrib-type="author"><name><surname>Holm</surname>
    <given-names>Erik</given-names></name></contrib></contrib-group></article-meta>

Bad:

    <article-meta><contrib-group><contrib contrib-type="author"><name><surname>Holm</surname>
    <given-names>Anna</given-names></name></contrib><contrib contrib-type="author"><name><surname>Holm</surname>
    <given-names>Anna</given-names></name></contrib></contrib-group></article-meta>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import authors
from converter.views import View, text_of


def _check(article: View) -> Iterator[Hit]:
    seen = set()
    for person in authors(article):
        name = next(person.iter("name", "string-name"), None)
        text = text_of(name).casefold()
        if name is not None and text in seen and name.find("given-names") is not None:
            yield at(person, name=text_of(name))
        seen.add(text)


RULE = Rule(
    code="author-repeated",
    severity=Severity.WARNING,
    source="Crossref 5.3.1: contributors",
    en=Wording(
        "{name} is named as an author twice.",
        "The work is credited twice, or a second author got the name of the first.",
        "Look at the list of authors.",
    ),
    ru=Wording(
        "Автор {name} назван дважды.",
        "Работа засчитается дважды, или второму автору дано имя первого.",
        "Сверьте список авторов.",
    ),
    check=_check,
)
