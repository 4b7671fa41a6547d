"""No invisible characters divide words.

Good:

    <p>international</p>

Bad:

    <p>inter&#xAD;national</p>

    <p>inter&#x200B;national</p>
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from converter.diagnostics import Severity
from converter.patterns import regex
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, local

_INVISIBLE = regex(r"[\u00ad\u200b\u2060\ufeff](?<=\w.)")
_MOST_TOLD = 10


def _check(article: View) -> Iterator[Hit]:
    spots = (each for each in article.find(_INVISIBLE) if local(each[0]) not in ("ext-link", "uri"))
    for holder, text, found in islice(spots, _MOST_TOLD):
        word = text[max(0, found.start() - 15) : found.end() + 15]
        yield at(holder, character=f"U+{ord(found[0]):04X}", word=word)


RULE = Rule(
    code="character-invisible",
    severity=Severity.NOTE,
    source="W3C: Unicode in XML and other Markup Languages",
    en=Wording(
        "An invisible {character} stands in “{word}”.",
        "The word is not found by a search.",
        "Take it out.",
    ),
    ru=Wording(
        "В «{word}» стоит невидимый {character}.",
        "Поиск такого слова не найдёт.",
        "Удалите его.",
    ),
    check=_check,
)
