"""A reference has an id.

Good:

    <ref-list><ref id="r1"><mixed-citation>Holm A. Nets. 2019.</mixed-citation></ref></ref-list>

Bad:

    <ref-list><ref><mixed-citation>Holm A. Nets. 2019.</mixed-citation></ref></ref-list>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("ref"):
        if not each.get("id") and not any(part.get("id") for part in each):
            yield at(each, text=article.texts[each])


RULE = Rule(
    code="reference-without-id",
    severity=Severity.WARNING,
    source="JATS4R Citations: every ref has an id",
    en=Wording(
        "The reference “{text}” has no id.",
        "No citation can point to it.",
        "Give it an id.",
    ),
    ru=Wording(
        "У работы «{text}» нет id.",
        "На неё нельзя сослаться.",
        "Дайте ей id.",
    ),
    check=_check,
)
