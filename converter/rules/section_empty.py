"""A section holds something.

Good:

    <body><sec><title>Nets</title><p>Of hemp.</p></sec></body>

Bad:

    <body><sec><title>Nets</title></sec></body>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, child, local, text_of


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("sec"):
        if not any(local(part) not in ("title", "label", "sec-meta") for part in each):
            yield at(each, title=text_of(child(each, "title")))


RULE = Rule(
    code="section-empty",
    severity=Severity.WARNING,
    source="PMC Tagging Guidelines: sec",
    en=Wording(
        "The section “{title}” is empty.",
        "Its text was lost, or its heading is that of the sections after it.",
        "Look into the manuscript.",
    ),
    ru=Wording(
        "Раздел «{title}» пуст.",
        "Текст потерян, или это заголовок следующих разделов.",
        "Посмотрите в рукопись.",
    ),
    check=_check,
)
