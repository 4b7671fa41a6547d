"""A date lies between the first journals and next year.

Good:

    <article-meta><pub-date><year>1865</year></pub-date></article-meta>

Bad:

    <article-meta><pub-date><year>1024</year></pub-date></article-meta>

    <article-meta><pub-date><year>9024</year></pub-date></article-meta>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import date_of, is_past
from converter.views import View, around

_FIRST_JOURNAL = 1665


def _check(article: View) -> Iterator[Hit]:
    for each in article.main("pub-date", "date"):
        read = date_of(each)
        if read and around(each, "ref", "product") is None and not (read[0] >= _FIRST_JOURNAL and is_past(read[0])):
            yield at(each, year=read[0])


RULE = Rule(
    code="date-implausible",
    severity=Severity.WARNING,
    source="Common sense: the first journals appeared in 1665",
    en=Wording(
        "The year {year} is not plausible.",
        "The article is sorted where nobody looks.",
        "Look the year up.",
    ),
    ru=Wording(
        "Год {year} неправдоподобен.",
        "Статья окажется там, где её не ищут.",
        "Проверьте год.",
    ),
    check=_check,
)
