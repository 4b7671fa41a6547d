"""A figure shows something and a table has cells.

Good:

    <fig id="f1"><label>Fig. 1</label><graphic xlink:href="a.png"/></fig>

Bad:

    <fig id="f1"><label>Fig. 1</label><caption><p>Nets</p></caption></fig>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, child, local, text_of

_NAMES = {"label", "caption", "object-id", "attrib", "permissions", "alt-text", "long-desc", "kwd-group", "abstract"}


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("fig", "table-wrap"):
        if not any(local(part) not in _NAMES for part in each):
            yield at(each, label=text_of(child(each, "label")))


RULE = Rule(
    code="display-empty",
    severity=Severity.WARNING,
    source="JATS Tag Library: fig, table-wrap",
    en=Wording(
        "“{label}” has a caption and nothing else.",
        "The picture or the table itself was lost.",
        "Add <graphic> or <table>.",
    ),
    ru=Wording(
        "У «{label}» есть подпись и больше ничего.",
        "Само изображение или таблица потеряны.",
        "Добавьте <graphic> или <table>.",
    ),
    check=_check,
)
