"""A date stands in the calendar.

Good:

    <history><date date-type="received"><day>29</day><month>02</month><year>2024</year></date></history>

Bad:

    <history><date date-type="received"><day>30</day><month>02</month><year>2024</year></date></history>

    <history><date date-type="received"><month>13</month><year>2024</year></date></history>
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import date_of
from converter.views import View


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("date", "pub-date"):
        read = date_of(each)
        if read and not _exists(*read):
            yield at(each, date="-".join(f"{number:02}" for number in read if number))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(min(year, 9999), month or 1, day or 1)
    except ValueError:
        return False
    return True


RULE = Rule(
    code="date-impossible",
    severity=Severity.ERROR,
    source="ISO 8601; JATS Tag Library: date",
    en=Wording(
        "There is no day {date}.",
        "Indexes refuse the article or take a wrong date.",
        "Look it up in the manuscript; day and month may be swapped.",
    ),
    ru=Wording(
        "Дня {date} не существует.",
        "Базы отклонят статью или возьмут неверную дату.",
        "Сверьте с рукописью; возможно, переставлены день и месяц.",
    ),
    check=_check,
)
