"""The last character of an ISBN must follow from the others.

Good:

    <ref><mixed-citation><isbn>978-3-16-148410-0</isbn></mixed-citation></ref>

    <ref><mixed-citation><isbn>0-306-40615-2</isbn></mixed-citation></ref>

Bad:

    <ref><mixed-citation><isbn>978-3-16-148410-1</isbn></mixed-citation></ref>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, text_of


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("isbn"):
        digits = re.sub(r"[^\dXx]", "", text_of(each)).upper()
        if not _is_sound(digits):
            yield at(each, isbn=text_of(each))


def _is_sound(digits: str) -> bool:
    if re.fullmatch(r"\d{13}", digits):
        return sum(int(each) * (3 if rank % 2 else 1) for rank, each in enumerate(digits)) % 10 == 0
    if re.fullmatch(r"\d{9}[\dX]", digits):
        values = [10 if each == "X" else int(each) for each in digits]
        return sum(weight * each for weight, each in zip(range(10, 0, -1), values, strict=True)) % 11 == 0
    return False


RULE = Rule(
    code="isbn-check-digit",
    severity=Severity.WARNING,
    source="ISO 2108: check digit",
    en=Wording(
        "The ISBN {isbn} is not one: its length or its check digit is wrong.",
        "The book is not found by it.",
        "Look it up in the book or in a catalogue.",
    ),
    ru=Wording(
        "ISBN {isbn} неверен: неправильна длина или контрольная цифра.",
        "Книга по нему не найдётся.",
        "Сверьте его с книгой или каталогом.",
    ),
    check=_check,
)
