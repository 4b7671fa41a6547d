"""Letters with marks are single characters.

Good:

    <p>Müller</p>

Bad:

    <p>Mu&#x308;ller</p>
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import islice

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View

_MOST_TOLD = 10


def _check(article: View) -> Iterator[Hit]:
    if unicodedata.is_normalized("NFC", article.whole_text):
        return
    loose = (each for each in article.stretches if not unicodedata.is_normalized("NFC", each[1]))
    for holder, text in islice(loose, _MOST_TOLD):
        yield at(holder, word=next((word for word in text.split() if not unicodedata.is_normalized("NFC", word)), text))


RULE = Rule(
    code="character-not-composed",
    severity=Severity.NOTE,
    source="Unicode Standard Annex 15: Normalization Form C; W3C Character Model",
    en=Wording(
        "“{word}” is written with letters and marks apart.",
        "It looks the same and is not found by a search.",
        "Normalise the file to Unicode NFC.",
    ),
    ru=Wording(
        "В «{word}» буквы и знаки над ними записаны отдельно.",
        "Выглядит так же, но поиск не находит.",
        "Приведите файл к форме Unicode NFC.",
    ),
    check=_check,
)
