"""A figure or table has an id.

Good:

    <fig id="f1"><label>Fig. 1</label></fig>

Bad:

    <fig><label>Fig. 1</label></fig>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import is_display
from converter.views import View, child, text_of


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("fig", "table-wrap"):
        if not each.get("id") and is_display(each):
            yield at(each, label=text_of(child(each, "label")))


RULE = Rule(
    code="display-id-missing",
    severity=Severity.WARNING,
    source="JATS4R Display Objects: every display object has an id",
    en=Wording(
        "“{label}” has no id.",
        "No cross-reference can point to it.",
        "Give it an id.",
    ),
    ru=Wording(
        "У «{label}» нет id.",
        "На него нельзя сослаться.",
        "Дайте ему id.",
    ),
    check=_check,
)
