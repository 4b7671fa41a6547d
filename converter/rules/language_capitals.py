"""Language codes are written in small letters.

Good:

    <article xml:lang="en"/>

Bad:

    <article xml:lang="EN"/>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import LANG, View


def _check(article: View) -> Iterator[Hit]:
    for each in article.elements:
        code = each.get(LANG, "")
        if code.split("-")[0].isupper():
            yield at(each, code=code)


RULE = Rule(
    code="language-capitals",
    severity=Severity.NOTE,
    source="PMC Tagging Guidelines: two-letter lower-case xml:lang; RFC 5646, 2.1.1",
    en=Wording(
        "The language code “{code}” is in capitals.",
        "PMC asks for small letters, and simple programs compare letter by letter.",
        "Write it in small letters.",
    ),
    ru=Wording(
        "Код языка «{code}» записан прописными.",
        "PMC требует строчных, а простые программы сравнивают буква в букву.",
        "Запишите его строчными.",
    ),
    check=_check,
)
