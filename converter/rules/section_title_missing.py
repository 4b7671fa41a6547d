"""A section has a title.

Good:

    <body><sec><title>Nets</title><p>Of hemp.</p></sec></body>

Bad:

    <body><sec><p>Of hemp.</p></sec></body>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, around, child, text_of


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("sec"):
        if (
            not text_of(child(each, "title"))
            and around(each, "boxed-text") is None
            and each.get("sec-type") != "display-objects"
        ):
            yield at(each)


RULE = Rule(
    code="section-title-missing",
    severity=Severity.WARNING,
    source="JATS4R Accessibility: every section has a title; PMC Tagging Guidelines: sec",
    en=Wording(
        "A section has no title.",
        "Screen readers and tables of contents go by titles.",
        "Add the title, or take the <sec> away and keep its paragraphs.",
    ),
    ru=Wording(
        "У раздела нет заголовка.",
        "Экранный диктор и содержание опираются на заголовки.",
        "Добавьте заголовок или уберите <sec>, оставив абзацы.",
    ),
    check=_check,
)
