"""One of several authors is the one to write to.

Good:

    <article-meta><contrib-group><contrib contrib-type="author" corresp="yes"><name><surname>Holm</surname></name>
    </contrib><contrib contrib-type="author"><name><surname>Berg</surname></name></contrib></contrib-group>
    </article-meta>

Bad:

    <article-meta><contrib-group><contrib contrib-type="author"><name><surname>Holm</surname></name></contrib>
    <contrib contrib-type="author"><name><surname>Berg</surname></name></contrib></contrib-group></article-meta>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import authors
from converter.views import View


def _check(article: View) -> Iterator[Hit]:
    persons = authors(article)
    marked = any(each.get("corresp") == "yes" for each in persons) or article.first("corresp", "email") is not None
    if len(persons) > 1 and not marked:
        yield at(persons[0])


RULE = Rule(
    code="correspondence-missing",
    severity=Severity.NOTE,
    source="JATS4R Authors and Affiliations; RSCI: author/correspondent",
    en=Wording(
        "No author is marked as the one to write to.",
        "Readers, Scopus and RSCI look for the corresponding author.",
        'Add corresp="yes" to the author, and the e-mail address.',
    ),
    ru=Wording(
        "Ни один автор не отмечен как ответственный за переписку.",
        "Его ищут читатели, Scopus и РИНЦ.",
        'Добавьте автору corresp="yes" и адрес электронной почты.',
    ),
    check=_check,
)
