"""An element that holds text is not empty.

Good:

    <p>Nets</p><td/><p><inline-graphic xlink:href="a.png"/></p>

Bad:

    <p/>

    <sec><title> </title><p>Nets</p></sec>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import HREF, View, local

_HOLDING_TEXT = (
    "p title subject kwd surname given-names year volume issue fpage lpage source publisher-name publisher-loc label "
    "article-id journal-id license-p copyright-holder email country institution trans-title ext-link "
    "bold italic sup sub"
)
_MOST_TOLD = 20


def _check(article: View) -> Iterator[Hit]:
    empty = [
        each
        for each in article.all(*_HOLDING_TEXT.split())
        if not len(each) and not (each.text or "").strip() and not (each.get(HREF) or each.get("content-type"))
    ]
    for each in empty[:_MOST_TOLD]:
        if local(each) not in ("sup", "sub", "bold", "italic") or not each.text:
            yield at(each, name=local(each))


RULE = Rule(
    code="element-empty",
    severity=Severity.WARNING,
    source="PMC Tagging Guidelines: no empty elements; Crossref 5.3.1: no empty elements",
    en=Wording(
        "<{name}> is empty.",
        "Its text was lost, or the element is left over; Crossref refuses empty elements.",
        "Fill it or take it out.",
    ),
    ru=Wording(
        "Элемент <{name}> пуст.",
        "Текст потерян или элемент лишний; Crossref не принимает пустых элементов.",
        "Заполните его или удалите.",
    ),
    check=_check,
)
