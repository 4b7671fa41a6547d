"""A link leads to a page and runs nothing.

Good:

    <p><ext-link xlink:href="https://example.org/">page</ext-link></p>

    <p><inline-graphic xlink:href="data:image/png;base64,iVBORw0KGgo="/></p>

Bad:

    <p><ext-link xlink:href="javascript:alert(1)">page</ext-link></p>

    <p><ext-link xlink:href="data:text/html,%3Cscript%3E">page</ext-link></p>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.patterns import regex
from converter.rules import Hit, Rule, Wording, at
from converter.views import HREF, View

_SCHEMES = regex(r"\s*(javascript|vbscript|data(?!:image/(png|jpeg|gif|webp)[;,])|file)\s*:", re.IGNORECASE)


def _check(article: View) -> Iterator[Hit]:
    for each in article.elements:
        href = each.get(HREF)
        if href and _SCHEMES.match(href):
            yield at(each, href=href)


RULE = Rule(
    code="link-dangerous",
    severity=Severity.ERROR,
    source="OWASP Cross Site Scripting Prevention: URLs",
    en=Wording(
        "The link “{href}” runs a program or opens a local file.",
        "A site that shows the article would attack its readers.",
        "Take it out, or write a web address.",
    ),
    ru=Wording(
        "Ссылка «{href}» запускает программу или открывает локальный файл.",
        "Сайт, показывающий статью, нападёт на своих читателей.",
        "Удалите её или впишите веб-адрес.",
    ),
    check=_check,
)
