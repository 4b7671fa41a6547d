"""The last character of an ISNI must follow from the others.

Good:

    <institution-id institution-id-type="ISNI">0000 0001 2146 438X</institution-id>

Bad:

    <institution-id institution-id-type="ISNI">0000 0001 2146 4381</institution-id>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import check_digit_11_2
from converter.views import View, text_of


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("institution-id", "contrib-id"):
        kind = each.get("institution-id-type") or each.get("contrib-id-type") or ""
        digits = re.sub(r"[\s\-]", "", text_of(each))[-16:].upper()
        if kind.lower() == "isni" and not _is_sound(digits):
            yield at(each, isni=text_of(each))


def _is_sound(digits: str) -> bool:
    return bool(re.fullmatch(r"\d{15}[\dX]", digits)) and check_digit_11_2(digits[:15]) == digits[15]


RULE = Rule(
    code="isni-check-digit",
    severity=Severity.WARNING,
    source="ISO 27729 (ISNI); ISO/IEC 7064, MOD 11-2",
    en=Wording(
        "The ISNI {isni} is not one: its form or its check digit is wrong.",
        "It leads to nobody or to somebody else.",
        "Look it up at isni.org.",
    ),
    ru=Wording(
        "ISNI {isni} неверен: неправильна форма или контрольная цифра.",
        "Он ведёт в никуда или к другому лицу.",
        "Проверьте его на isni.org.",
    ),
    check=_check,
)
