"""With several affiliations, each is an author's.

Good:

    <article-meta><contrib-group><contrib contrib-type="author"><xref ref-type="aff" rid="a1"/>
    <xref ref-type="aff" rid="a2"/></contrib></contrib-group><aff id="a1"/><aff id="a2"/></article-meta>

Bad:

    <article-meta><contrib-group><contrib contrib-type="author"><xref ref-type="aff" rid="a1"/></contrib>
    </contrib-group><aff id="a1"/><aff id="a2"/></article-meta>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, around, text_of


def _check(article: View) -> Iterator[Hit]:
    free = [
        each
        for each in article.main("aff", "aff-alternatives")
        if around(each, "contrib", "aff-alternatives", "collab") is None and around(each, "article-meta") is not None
    ]
    if len(free) < 2:
        return
    for each in free:
        inner = [each, *each.iter("aff", "institution")]
        if each.get("id") and not any(article.pointers.get(part.get("id", "")) for part in inner):
            yield at(each, text=text_of(each))


RULE = Rule(
    code="affiliation-unused",
    severity=Severity.WARNING,
    source="JATS4R Authors and Affiliations (NISO RP-48-2024)",
    en=Wording(
        "The affiliation “{text}” is nobody's.",
        "A marker was lost, or the affiliation is left over.",
        'Link it from its author with <xref ref-type="aff">.',
    ),
    ru=Wording(
        "Организация «{text}» ни с кем не связана.",
        "Потеряна метка или организация лишняя.",
        'Свяжите её с автором с помощью <xref ref-type="aff">.',
    ),
    check=_check,
)
