"""A country code is one of ISO 3166-1.

Good:

    <aff><country country="GB">United Kingdom</country></aff>

Bad:

    <aff><country country="UK">United Kingdom</country></aff>

    <aff><country country="Russia">Russia</country></aff>
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("country"):
        code = each.get("country")
        if code is not None and code not in _codes():
            yield at(each, code=code)


@cache
def _codes() -> frozenset[str]:
    from babel import Locale

    known = frozenset(str(code) for code in Locale("en").territories if re.fullmatch("[A-Z]{2}", str(code)))
    return known - {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ", "UK"}


RULE = Rule(
    code="country-code",
    severity=Severity.WARNING,
    source="ISO 3166-1 alpha-2; JATS4R Authors and Affiliations",
    en=Wording(
        "“{code}” is no country code of ISO 3166-1.",
        "Programs do not know the country.",
        "Write the code of two capitals: GB, RU, VN.",
    ),
    ru=Wording(
        "«{code}» — не код страны по ISO 3166-1.",
        "Программы не узнают страну.",
        "Напишите код из двух прописных букв: GB, RU, VN.",
    ),
    check=_check,
)
