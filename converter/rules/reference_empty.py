"""A reference holds a work.

Good:

    <ref id="r1"><label>1</label><mixed-citation>Holm A. Nets. 2019.</mixed-citation></ref>

Bad:

    <ref id="r1"><label>1</label><mixed-citation/></ref>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, children, local, text_of


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("ref"):
        words = sum(len(text_of(part)) for part in children(each) if local(part) != "label")
        if not words and next(each.iter("{*}inline-graphic", "{*}graphic"), None) is None:
            yield at(each, id=each.get("id", ""))


RULE = Rule(
    code="reference-empty",
    severity=Severity.ERROR,
    source="JATS Tag Library: ref",
    en=Wording(
        "The reference {id} is empty.",
        "Its work was lost.",
        "Write it in, or take the element out.",
    ),
    ru=Wording(
        "Ссылка {id} пуста.",
        "Работа потеряна.",
        "Впишите её или удалите элемент.",
    ),
    check=_check,
)
