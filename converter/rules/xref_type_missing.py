"""A cross-reference says what it points to.

Good:

    <p><xref ref-type="fig" rid="f1">Fig. 1</xref></p><fig id="f1"/>

Bad:

    <p><xref rid="f1">Fig. 1</xref></p><fig id="f1"/>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, text_of


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("xref"):
        if not each.get("ref-type"):
            yield at(each, text=text_of(each))


RULE = Rule(
    code="xref-type-missing",
    severity=Severity.NOTE,
    source="PMC Tagging Guidelines: xref/@ref-type",
    en=Wording(
        "“{text}” does not say what it points to.",
        "Programs show citations, notes and figures in different ways.",
        "Add ref-type.",
    ),
    ru=Wording(
        "«{text}» не сообщает, на что указывает.",
        "Программы по-разному показывают ссылки на литературу, сноски и рисунки.",
        "Добавьте ref-type.",
    ),
    check=_check,
)
