"""An article is received, then revised, then accepted.

Good:

    <history><date date-type="received"><day>1</day><month>2</month><year>2024</year></date>
    <date date-type="accepted"><day>1</day><month>3</month><year>2024</year></date></history>

Bad:

    <history><date date-type="received"><day>1</day><month>4</month><year>2024</year></date>
    <date date-type="accepted"><day>1</day><month>3</month><year>2024</year></date></history>
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import date_of
from converter.views import View

_ORDER = ("received", "rev-request", "rev-recd", "accepted")


def _check(article: View) -> Iterator[Hit]:
    for history in article.all("history"):
        dated = [(each, date_of(each)) for name in _ORDER for each in history if each.get("date-type") == name]
        known = [(each, read) for each, read in dated if read and read[2]]
        for (earlier, first), (later, second) in pairwise(known):
            if second < first and later.get("date-type") != earlier.get("date-type"):
                yield at(later, later=later.get("date-type"), earlier=earlier.get("date-type"))


RULE = Rule(
    code="dates-order",
    severity=Severity.WARNING,
    source="JATS Tag Library: history, date-type",
    en=Wording(
        "The date “{later}” lies before the date “{earlier}”.",
        "Readers and indexes judge a journal's honesty by these dates.",
        "Look both up; a year or month was likely mistyped.",
    ),
    ru=Wording(
        "Дата «{later}» раньше даты «{earlier}».",
        "По этим датам читатели и базы судят о добросовестности журнала.",
        "Проверьте обе; скорее всего, ошибка в годе или месяце.",
    ),
    check=_check,
)
