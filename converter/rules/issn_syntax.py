"""An ISSN is four digits, a hyphen, three digits and a digit or X.

Good:

    <journal-meta><issn pub-type="epub">2049-3630</issn></journal-meta>

Bad:

    <journal-meta><issn pub-type="epub">20493630</issn></journal-meta>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, around, text_of


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("issn", "issn-l"):
        issn = text_of(each)
        if issn and around(each, "ref") is None and not re.fullmatch(r"\d{4}-\d{3}[\dX]", issn):
            yield at(each, issn=issn)


RULE = Rule(
    code="issn-syntax",
    severity=Severity.WARNING,
    source="ISO 3297",
    en=Wording(
        "“{issn}” is not written as an ISSN.",
        "Every index finds the journal by its ISSN.",
        "Write four digits, a hyphen, and four characters: 2049-3630.",
    ),
    ru=Wording(
        "«{issn}» записан не как ISSN.",
        "Все базы находят журнал по ISSN.",
        "Напишите четыре цифры, дефис и четыре знака: 2049-3630.",
    ),
    check=_check,
)
