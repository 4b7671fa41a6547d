"""An article is accepted before it is published.

Good:

    <article-meta><pub-date><day>1</day><month>5</month><year>2024</year></pub-date><history>
    <date date-type="accepted"><day>1</day><month>3</month><year>2024</year></date></history></article-meta>

    <article-meta><pub-date><year>2024</year></pub-date><history><date date-type="accepted"><day>1</day>
    <month>3</month><year>2024</year></date></history></article-meta>

Bad:

    <article-meta><pub-date><year>2023</year></pub-date><history><date date-type="accepted"><day>1</day>
    <month>3</month><year>2024</year></date></history></article-meta>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import date_of, published
from converter.views import View, children


def _check(article: View) -> Iterator[Hit]:
    last = max((read for _, read in published(article)), default=None)
    history = article.first("history")
    if last is None or history is None:
        return
    for each in children(history, "date"):
        read = date_of(each) if each.get("date-type") in ("accepted", "received") else None
        if read and read > (last[0], last[1] or 12, last[2] or 31):
            yield at(each, what=each.get("date-type"))


RULE = Rule(
    code="accepted-after-publication",
    severity=Severity.WARNING,
    source="JATS Tag Library: history, pub-date",
    en=Wording(
        "The date “{what}” lies after the publication.",
        "One of the two is wrong.",
        "Look both up in the journal.",
    ),
    ru=Wording(
        "Дата «{what}» позже даты публикации.",
        "Одна из них неверна.",
        "Проверьте обе по журналу.",
    ),
    check=_check,
)
