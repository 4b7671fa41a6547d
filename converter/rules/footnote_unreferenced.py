"""A footnote of the text has a marker.

Good:

    <p>Nets<xref ref-type="fn" rid="fn1">1</xref></p><fn-group><fn id="fn1"><p>Of hemp.</p></fn></fn-group>

Bad:

    <p>Nets<xref ref-type="fn" rid="fn1">1</xref></p><fn-group><fn id="fn1"><p>Of hemp.</p></fn><fn id="fn2">
    <p>Of flax.</p></fn></fn-group>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, around, text_of


def _check(article: View) -> Iterator[Hit]:
    if not any(each.get("ref-type") == "fn" for each in article.main("xref")):
        return
    for each in article.main("fn"):
        plain = not each.get("fn-type") and around(each, "fn-group") is not None
        if plain and each.get("id") and each.get("id") not in article.pointers:
            yield at(each, text=text_of(each))


RULE = Rule(
    code="footnote-unreferenced",
    severity=Severity.NOTE,
    source="JATS Tag Library: fn, xref",
    en=Wording(
        "Nothing points to the note “{text}”.",
        "Its marker was lost.",
        'Find its place in the text and add <xref ref-type="fn">.',
    ),
    ru=Wording(
        "На примечание «{text}» ничто не указывает.",
        "Потерян его знак.",
        'Найдите его место в тексте и добавьте <xref ref-type="fn">.',
    ),
    check=_check,
)
