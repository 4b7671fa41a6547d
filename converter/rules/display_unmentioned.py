"""A figure or table is mentioned in the text.

Good:

    <body><p><xref ref-type="fig" rid="f1">Fig. 1</xref></p><fig id="f1"><label>Fig. 1</label></fig></body>

Bad:

    <body><p>Nets.</p><fig id="f1"><label>Fig. 1</label></fig></body>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import is_display
from converter.views import View, child, text_of


def _check(article: View) -> Iterator[Hit]:
    for each in article.main("fig", "table-wrap"):
        inner = [each.get("id", ""), *(part.get("id", "") for part in each.iter("graphic", "table"))]
        label = text_of(child(each, "label"))
        if label and each.get("id") and is_display(each) and not any(article.pointers.get(own) for own in inner if own):
            yield at(each, label=label)


RULE = Rule(
    code="display-unmentioned",
    severity=Severity.NOTE,
    source="Journals' instructions: every figure and table is mentioned in the text",
    en=Wording(
        "Nothing in the text points to “{label}”.",
        "Its mention was lost or is not linked.",
        "Put the mention into <xref>.",
    ),
    ru=Wording(
        "На «{label}» в тексте нет ссылки.",
        "Упоминание потеряно или не размечено.",
        "Поместите упоминание в <xref>.",
    ),
    check=_check,
)
