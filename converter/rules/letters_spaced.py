"""Words are not spaced out by blanks.

Good:

    <p>A b c d e</p><p>Nets and boats</p>

Bad:

    <p>The N E T S O F H E M P and boats</p>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.patterns import regex
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, local

_SPACED = regex(r"(?<!\w)(?:[A-ZÀ-ÞА-ЯЁ] ){5,}[A-ZÀ-ÞА-ЯЁ](?!\w)")


def _check(article: View) -> Iterator[Hit]:
    for holder, _, found in article.find(_SPACED):
        if local(holder) in ("p", "title", "article-title", "bold"):
            yield at(holder, text=found[0])


RULE = Rule(
    code="letters-spaced",
    severity=Severity.NOTE,
    source="PMC Tagging Guidelines: no layout by blanks",
    en=Wording(
        "“{text}” is spaced out by blanks.",
        "No search finds the word.",
        "Take the blanks out; the layout spaces letters.",
    ),
    ru=Wording(
        "«{text}» — разрядка пробелами.",
        "Поиск такого слова не найдёт.",
        "Уберите пробелы; разрядку сделает вёрстка.",
    ),
    check=_check,
)
