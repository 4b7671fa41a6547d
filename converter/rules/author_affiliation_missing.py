"""With several affiliations, each author is linked to one.

Good:

    <article-meta><contrib-group><contrib contrib-type="author"><name><surname>Holm</surname></name>
    <xref ref-type="aff" rid="a1"/></contrib><contrib contrib-type="author"><name><surname>Berg</surname></name>
    <xref ref-type="aff" rid="a2"/></contrib></contrib-group><aff id="a1"/><aff id="a2"/></article-meta>

Bad:

    <article-meta><contrib-group><contrib contrib-type="author"><name><surname>Holm</surname></name>
    <xref ref-type="aff" rid="a1"/></contrib><contrib contrib-type="author"><name><surname>Berg</surname></name>
    </contrib></contrib-group><aff id="a1"/><aff id="a2"/></article-meta>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import authors
from converter.views import View, around, children, text_of


def _check(article: View) -> Iterator[Hit]:
    affiliations = [each for each in article.main("aff") if around(each, "article-meta") is not None]
    persons = [each for each in authors(article) if next(each.iter("name", "string-name"), None) is not None]
    if len(affiliations) < 2 or len(persons) < 2:
        return
    for each in persons:
        nested = next(each.iter("aff", "aff-alternatives"), None) is not None
        group = around(each, "contrib-group")
        within = group is not None and bool(children(group, "aff", "aff-alternatives"))
        if not nested and not within and not any(x.get("ref-type") == "aff" for x in each.iter("xref")):
            yield at(each, name=text_of(next(each.iter("name", "string-name"))))


RULE = Rule(
    code="author-affiliation-missing",
    severity=Severity.WARNING,
    source="JATS4R Authors and Affiliations (NISO RP-48-2024)",
    en=Wording(
        "{name} is linked to none of the affiliations.",
        "Nobody can tell where the author works.",
        'Add <xref ref-type="aff"> to the author.',
    ),
    ru=Wording(
        "Автор {name} не связан ни с одной из организаций.",
        "Неизвестно, где работает автор.",
        'Добавьте автору <xref ref-type="aff">.',
    ),
    check=_check,
)
