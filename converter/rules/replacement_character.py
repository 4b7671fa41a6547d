"""No letter was lost.

Good:

    <p>Hồ Chí Minh</p>

Bad:

    <p>H� Chí Minh</p>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.patterns import regex
from converter.rules import Hit, Rule, Wording, at
from converter.views import View

_LOST = regex("\ufffd+")


def _check(article: View) -> Iterator[Hit]:
    for holder, text, found in article.find(_LOST):
        yield at(holder, text=text[max(0, found.start() - 20) : found.end() + 20].strip())


RULE = Rule(
    code="replacement-character",
    severity=Severity.ERROR,
    source="Unicode 15, 23.8: U+FFFD",
    en=Wording(
        "A letter was lost in “{text}”.",
        "U+FFFD stands for what a program could not read; the word cannot be found.",
        "Look the word up in the manuscript.",
    ),
    ru=Wording(
        "В «{text}» потеряна буква.",
        "U+FFFD стоит на месте того, что программа не прочла; слово не найти.",
        "Сверьте слово с рукописью.",
    ),
    check=_check,
)
