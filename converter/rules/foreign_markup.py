"""No Markdown or HTML is left in the text.

Good:

    <body><p>Nets of hemp</p></body>

Bad:

    <body><p># Nets of hemp</p></body>

    <body><p>It is **strong** and good.</p></body>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.patterns import regex
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, local

_MARKUP = regex(
    r"^#{1,6} \w|(?<!\*)\*\*\w[^*\n]{1,80}\w\*\*(?!\*)|</?(?:b|i|p|br|em|strong|span|div)\s*/?>", re.MULTILINE
)


def _check(article: View) -> Iterator[Hit]:
    if not any(mark in article.whole_text for mark in ("**", "#", "<")):
        return
    for holder, _, found in article.find(_MARKUP):
        if local(holder) not in ("code", "preformat", "tex-math", "monospace", "annotation"):
            yield at(holder, text=found[0])


RULE = Rule(
    code="foreign-markup",
    severity=Severity.WARNING,
    source="Common sense: markup of another format is not text",
    en=Wording(
        "“{text}” is markup of another format left in the text.",
        "Readers see it as it stands.",
        "Replace it by the element it means.",
    ),
    ru=Wording(
        "«{text}» — разметка другого формата, оставшаяся в тексте.",
        "Читатели увидят её как есть.",
        "Замените её подходящим элементом.",
    ),
    check=_check,
)
