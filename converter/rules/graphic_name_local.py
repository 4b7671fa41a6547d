"""A picture is named by its file, not by a place on somebody's disk.

Good:

    <graphic xlink:href="fig1.png"/>

Bad:

    <graphic xlink:href="C:\\Users\\anna\\fig1.png"/>

    <graphic xlink:href="../../fig1.png"/>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import HREF, View


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("graphic", "inline-graphic", "media", "supplementary-material"):
        href = each.get(HREF, "")
        if re.match(r"[A-Za-z]:\\|/|\\\\|~/", href) or ".." in re.split(r"[/\\]", href):
            yield at(each, href=href)


RULE = Rule(
    code="graphic-name-local",
    severity=Severity.WARNING,
    source="PMC Tagging Guidelines: graphic",
    en=Wording(
        "“{href}” is a place on one computer.",
        "Elsewhere the picture is missing.",
        "Give only the name of the file, and send it with the article.",
    ),
    ru=Wording(
        "«{href}» — место на одном компьютере.",
        "В другом месте изображения не будет.",
        "Укажите только имя файла и приложите его к статье.",
    ),
    check=_check,
)
