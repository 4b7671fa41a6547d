"""The last character of an ISSN must follow from the others.

Good:

    <journal-meta><issn pub-type="epub">2049-3630</issn></journal-meta>

    <journal-meta><issn pub-type="ppub">2434-561X</issn></journal-meta>

    <ref><mixed-citation>Hill Studies. <issn>2049-3631</issn></mixed-citation></ref>

Bad:

    <journal-meta><issn pub-type="epub">2049-3631</issn></journal-meta>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, around, text_of


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("issn", "issn-l"):
        found = re.fullmatch(r"(\d{4})-?(\d{3})([\dXx])", text_of(each))
        if found and around(each, "ref", "product") is None and _digit(found[1] + found[2]) != found[3].upper():
            yield at(each, issn=text_of(each))


def _digit(digits: str) -> str:
    rest = -sum(weight * int(each) for weight, each in zip(range(8, 1, -1), digits, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


RULE = Rule(
    code="issn-check-digit",
    severity=Severity.ERROR,
    source="ISO 3297: check digit",
    en=Wording(
        "The ISSN {issn} has a wrong check digit.",
        "There is no journal of this ISSN: a digit was mistyped.",
        "Look the ISSN up at portal.issn.org.",
    ),
    ru=Wording(
        "У ISSN {issn} неверная контрольная цифра.",
        "Журнала с таким ISSN нет: одна из цифр набрана неверно.",
        "Проверьте ISSN на portal.issn.org.",
    ),
    check=_check,
)
