"""When names are given in two scripts, they are for every author.

Good:

    <article-meta><contrib-group><contrib contrib-type="author"><name-alternatives><name xml:lang="en">
    <surname>Holm</surname></name><name xml:lang="ru"><surname>Хольм</surname></name></name-alternatives>
    </contrib></contrib-group></article-meta>

Bad:

    <article-meta><contrib-group><contrib contrib-type="author"><name-alternatives><name xml:lang="en">
    <surname>Holm</surname></name><name xml:lang="ru"><surname>Хольм</surname></name></name-alternatives>
    </contrib><contrib contrib-type="author"><name><surname>Berg</surname></name></contrib></contrib-group>
    </article-meta>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import authors
from converter.views import LANG, Element, View, text_of


def _check(article: View) -> Iterator[Hit]:
    persons = {each: _languages(each) for each in authors(article)}
    everything = set().union(*persons.values())
    for each, languages in persons.items():
        missing = everything - languages
        if missing and len(everything) > 1 and next(each.iter("name", "string-name"), None) is not None:
            yield at(each, missing=", ".join(sorted(missing)), name=text_of(next(each.iter("name", "string-name"))))


def _languages(person: Element) -> set[str]:
    names = person.iterfind("name-alternatives/*")
    return {each.get(LANG, "") for each in names} - {""}


RULE = Rule(
    code="names-unequal",
    severity=Severity.WARNING,
    source="ГОСТ Р 7.0.7-2021; Crossref 5.3.1: alt-name; RSCI: individInfo in each language",
    en=Wording(
        "The name of {name} is not given in: {missing}.",
        "RSCI asks for every author in both languages, Crossref matches by either.",
        "Add the name to <name-alternatives>.",
    ),
    ru=Wording(
        "Имя {name} не приведено на языках: {missing}.",
        "РИНЦ требует каждого автора на обоих языках, Crossref сопоставляет по любому.",
        "Добавьте имя в <name-alternatives>.",
    ),
    check=_check,
)
