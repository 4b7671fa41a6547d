"""A cited work is not of the future.

Good:

    <ref id="r1"><mixed-citation>Plato. Laws. <year>1901</year>.</mixed-citation></ref>

Bad:

    <ref id="r1"><mixed-citation>Holm A. Nets. <year>9109</year>.</mixed-citation></ref>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import is_past
from converter.views import View, text_of


def _check(article: View) -> Iterator[Hit]:
    for reference in article.all("ref"):
        for each in reference.iter("year"):
            digits = re.fullmatch(r"(\d{4})[a-zа-я]?", text_of(each))
            if digits and not is_past(int(digits[1])):
                yield at(each, year=digits[1])


RULE = Rule(
    code="reference-year-implausible",
    severity=Severity.WARNING,
    source="Crossref 5.3.1: citation/cYear",
    en=Wording(
        "The cited work is of the year {year}, which is yet to come.",
        "A digit was mistyped.",
        "Look the work up.",
    ),
    ru=Wording(
        "Цитируемая работа {year} года, который ещё не наступил.",
        "В годе ошибка.",
        "Проверьте работу.",
    ),
    check=_check,
)
