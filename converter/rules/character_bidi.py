"""No invisible mark turns the direction of the text.

Good:

    <p>עברית and English</p>

Bad:

    <p>Nets &#x202E;staob</p>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.patterns import regex
from converter.rules import Hit, Rule, Wording, at
from converter.views import View

_BIDI = regex("[\u202a-\u202e\u2066-\u2069]")


def _check(article: View) -> Iterator[Hit]:
    for holder, text, found in article.find(_BIDI):
        yield at(holder, character=f"U+{ord(found[0]):04X}", text=text.strip()[:40])


RULE = Rule(
    code="character-bidi",
    severity=Severity.WARNING,
    source="Unicode Technical Report 36; W3C: inline markup instead of bidi controls",
    en=Wording(
        "{character} turns the direction of the text: “{text}”.",
        "What is read is not what is stored.",
        "Take it out.",
    ),
    ru=Wording(
        "{character} меняет направление текста: «{text}».",
        "Читается не то, что записано.",
        "Удалите его.",
    ),
    check=_check,
)
