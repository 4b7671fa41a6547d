"""A text holds no control characters.

Good:

    <p>Nets and boats</p>

Bad:

    <p>Nets&#x85;and boats</p>

    <p>Nets &#xFDD0; boats</p>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.patterns import regex
from converter.rules import Hit, Rule, Wording, at
from converter.views import View

_CONTROL = regex("[\x80-\x9f\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff]")


def _check(article: View) -> Iterator[Hit]:
    for holder, text, found in article.find(_CONTROL):
        yield at(holder, character=f"U+{ord(found[0]):04X}", text=text.strip()[:40])


RULE = Rule(
    code="character-control",
    severity=Severity.WARNING,
    source="XML 1.0, 2.2: characters to avoid; Unicode 15, 23.7: noncharacters",
    en=Wording(
        "{character} is a control character: “{text}”.",
        "It is a quotation mark or dash of Windows read wrongly.",
        "Replace it by what it was meant to be.",
    ),
    ru=Wording(
        "{character} — управляющий знак: «{text}».",
        "Это кавычка или тире Windows, прочитанные неверно.",
        "Замените тем, что имелось в виду.",
    ),
    check=_check,
)
