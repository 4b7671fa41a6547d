"""Characters are escaped once.

Good:

    <p>Nets &amp; boats</p>

Bad:

    <p>Nets &amp;amp; boats</p>

    <p>Nets&amp;nbsp;and boats</p>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.patterns import regex
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, local

_ESCAPED = regex(r"&(amp|lt|gt|quot|nbsp|#\d{2,5}|#x[0-9A-Fa-f]{2,5});")


def _check(article: View) -> Iterator[Hit]:
    for holder, text, found in article.find(_ESCAPED):
        if local(holder) not in ("code", "preformat", "tex-math", "monospace"):
            yield at(holder, text=found[0], around=text[max(0, found.start() - 20) : found.end() + 20].strip())


RULE = Rule(
    code="text-escaped-twice",
    severity=Severity.WARNING,
    source="XML 1.0, 2.4: character data",
    en=Wording(
        "“{text}” is escaped twice: “{around}”.",
        "Readers see the code instead of the character.",
        "Write the character itself.",
    ),
    ru=Wording(
        "«{text}» экранировано дважды: «{around}».",
        "Читатели увидят код вместо знака.",
        "Напишите сам знак.",
    ),
    check=_check,
)
