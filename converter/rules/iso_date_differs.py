"""A date in the form of ISO 8601 says what its parts say.

Good:

    <article-meta><pub-date iso-8601-date="2024-03-01"><day>1</day><month>3</month><year>2024</year></pub-date>
    </article-meta>

Bad:

    <article-meta><pub-date iso-8601-date="2024-01-03"><day>1</day><month>3</month><year>2024</year></pub-date>
    </article-meta>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import date_of
from converter.views import View


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("date", "pub-date"):
        iso, read = each.get("iso-8601-date", ""), date_of(each)
        said = [int(part) for part in re.findall(r"\d+", iso.split("T")[0])]
        if iso and read and any(one != other for one, other in zip(said, read, strict=False) if other):
            yield at(each, iso=iso)


RULE = Rule(
    code="iso-date-differs",
    severity=Severity.WARNING,
    source="JATS Tag Library: iso-8601-date",
    en=Wording(
        "iso-8601-date says {iso}, the elements say another day.",
        "Programs take either, so they disagree.",
        "Make both the true date.",
    ),
    ru=Wording(
        "В iso-8601-date указано {iso}, а в элементах другой день.",
        "Программы берут то одно, то другое и расходятся.",
        "Укажите в обоих местах верную дату.",
    ),
    check=_check,
)
