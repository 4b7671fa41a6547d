"""Names are not in capitals.

Good:

    <article-meta><contrib-group><contrib contrib-type="author"><name><surname>Holm</surname>
    <given-names>AB</given-names></name></contrib></contrib-group></article-meta>

Bad:

    <article-meta><contrib-group><contrib contrib-type="author"><name><surname>HOLM</surname>
    <given-names>ANNA</given-names></name></contrib></contrib-group></article-meta>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import authors
from converter.views import View, text_of

_LEAST = 4


def _check(article: View) -> Iterator[Hit]:
    for person in authors(article):
        for each in person.iter("surname"):
            text = text_of(each)
            if len(text) >= _LEAST and text.isupper() and text.isalpha():
                yield at(each, name=text)


RULE = Rule(
    code="author-name-capitals",
    severity=Severity.WARNING,
    source="PMC Tagging Guidelines: name",
    en=Wording(
        "The name {name} is in capitals.",
        "Indexes print it so, and it does not match the author's other works.",
        "Write only the first letter as a capital.",
    ),
    ru=Wording(
        "Имя {name} набрано прописными.",
        "Базы так его и напечатают, и оно не совпадёт с другими работами автора.",
        "Оставьте прописной только первую букву.",
    ),
    check=_check,
)
