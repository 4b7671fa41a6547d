"""Letters are read in the encoding they were written in.

Good:

    <p>São Paulo, Ångström, Müller</p>

Bad:

    <p>SÃ£o Paulo</p>

    <p>donâ€™t</p>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.patterns import regex
from converter.rules import Hit, Rule, Wording, at
from converter.views import View

_GARBLED = regex("[ÃÂ][\u0080-\u00bf]|â€[\u0080-\u00bf™œ\u201c\u201d\u0153\u02dc]|Ð[\u0080-\u00bf]Ñ|вЂ[™”“]")


def _check(article: View) -> Iterator[Hit]:
    for holder, text, found in article.find(_GARBLED):
        yield at(holder, text=text[max(0, found.start() - 20) : found.end() + 20].strip())


RULE = Rule(
    code="text-garbled",
    severity=Severity.WARNING,
    source="Unicode FAQ: UTF-8 read as a code page",
    en=Wording(
        "“{text}” was read in the wrong encoding.",
        "The words cannot be read or found.",
        "Convert the file again from its UTF-8.",
    ),
    ru=Wording(
        "«{text}» прочитано в неверной кодировке.",
        "Слова нельзя ни прочесть, ни найти.",
        "Преобразуйте файл заново из UTF-8.",
    ),
    check=_check,
)
