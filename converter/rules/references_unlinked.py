"""Where there are references, the text cites them.

Good:

    <body><p><xref ref-type="bibr" rid="r1">1</xref></p></body><ref-list><ref id="r1"/></ref-list>

Bad:

    <body><p>As told before.</p></body><ref-list><ref id="r1"/></ref-list>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, text_of


def _check(article: View) -> Iterator[Hit]:
    linked = any(each.get("ref-type") == "bibr" for each in article.main("xref"))
    lists = article.main("ref-list")
    if lists and article.references and not linked and text_of(article.first("body")):
        yield at(lists[0], number=len(article.references))


RULE = Rule(
    code="references-unlinked",
    severity=Severity.WARNING,
    source="PMC Tagging Guidelines: xref; Crossref: cited-by",
    en=Wording(
        "{number} references, and the text is linked to none.",
        "Readers cannot go from a citation to its work.",
        'Put every citation into <xref ref-type="bibr">.',
    ),
    ru=Wording(
        "В списке {number} работ, а в тексте нет ни одной ссылки на них.",
        "Читатель не перейдёт от ссылки к работе.",
        'Поместите каждую ссылку в <xref ref-type="bibr">.',
    ),
    check=_check,
)
