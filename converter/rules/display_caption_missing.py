"""A figure or table has a label or a caption.

Good:

    <fig id="f1"><label>Fig. 1</label><graphic xlink:href="a.png"/></fig>

Bad:

    <fig id="f1"><graphic xlink:href="a.png"/></fig>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import is_display
from converter.views import View, around, child, local, text_of


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("fig", "table-wrap"):
        named = text_of(child(each, "label")) or text_of(child(each, "caption"))
        if not named and is_display(each) and around(each, "abstract", "trans-abstract", "floats-group") is None:
            yield at(each, name=local(each), id=each.get("id", ""))


RULE = Rule(
    code="display-caption-missing",
    severity=Severity.WARNING,
    source="JATS4R Display Objects; PMC Tagging Guidelines: fig, table-wrap",
    en=Wording(
        "<{name}> {id} has neither label nor caption.",
        "Nobody knows what it shows.",
        "Add <label> and <caption>.",
    ),
    ru=Wording(
        "У <{name}> {id} нет ни номера, ни подписи.",
        "Неизвестно, что там показано.",
        "Добавьте <label> и <caption>.",
    ),
    check=_check,
)
