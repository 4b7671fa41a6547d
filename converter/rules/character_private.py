"""Every character has a meaning of its own.

Good:

    <p>α and β</p>

Bad:

    <p>&#xE061; and β</p>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.patterns import regex
from converter.rules import Hit, Rule, Wording, at
from converter.views import View

_PRIVATE = regex("[\ue000-\uf8ff\U000f0000-\U0010fffd]")


def _check(article: View) -> Iterator[Hit]:
    for holder, text, found in article.find(_PRIVATE):
        yield at(holder, character=f"U+{ord(found[0]):04X}", text=text.strip()[:40])


RULE = Rule(
    code="character-private",
    severity=Severity.WARNING,
    source="Unicode 15, 23.5: private-use characters",
    en=Wording(
        "{character} has no meaning without its font: “{text}”.",
        "It is another sign, or a box, on every machine.",
        "Replace it by the character it was meant to be.",
    ),
    ru=Wording(
        "{character} без своего шрифта ничего не значит: «{text}».",
        "На каждой машине это другой знак или рамка.",
        "Замените его тем знаком, который имелся в виду.",
    ),
    check=_check,
)
