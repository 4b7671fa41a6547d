"""A citation says what sort of work it is.

Good:

    <ref id="r1"><element-citation publication-type="book"><source>Nets</source></element-citation></ref>

Bad:

    <ref id="r1"><element-citation><source>Nets</source></element-citation></ref>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, around, text_of

_MOST_TOLD = 10


def _check(article: View) -> Iterator[Hit]:
    silent = [
        each
        for each in article.all("element-citation", "mixed-citation")
        if not each.get("publication-type") and len(each) and around(each, "ref") is not None
    ]
    for each in silent[:_MOST_TOLD]:
        yield at(each, text=text_of(each))


RULE = Rule(
    code="reference-type-missing",
    severity=Severity.NOTE,
    source="JATS4R Citations: publication-type",
    en=Wording(
        "The citation “{text}” does not say what sort of work it is.",
        "Programs treat a book as an article then.",
        "Add publication-type, such as journal or book.",
    ),
    ru=Wording(
        "В описании «{text}» не указан вид работы.",
        "Программы примут книгу за статью.",
        "Добавьте publication-type, например journal или book.",
    ),
    check=_check,
)
