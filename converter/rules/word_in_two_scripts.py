"""A word is written in one script.

Good:

    <p>ДНК-polymerase, α-helix, IgG-антитела</p>

Bad:

    <p>Тоннель в Mоскве</p>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import SCRIPTS
from converter.views import View

_WORD = re.compile(r"[^\W\d_]{3,60}")
_LATIN = frozenset("ABCEHIJKMOPSTXYaceijopsxy")
_CYRILLIC = frozenset("АВСЕНІЈКМОРЅТХУасеіјорѕху")
_MOST_TOLD = 20


def _check(article: View) -> Iterator[Hit]:
    told = 0
    for holder, text in article.strings():
        if (
            text.isascii()
            or told >= _MOST_TOLD
            or not (SCRIPTS["Latin"].search(text) and SCRIPTS["Cyrillic"].search(text))
        ):
            continue
        for found in _WORD.finditer(text):
            if _is_mixed(found[0]):
                told += 1
                yield at(holder, word=found[0])


def _is_mixed(word: str) -> bool:
    """Whether a word of one script holds letters of another that look like its own."""
    latin = {each for each in word if SCRIPTS["Latin"].match(each)}
    cyrillic = {each for each in word if SCRIPTS["Cyrillic"].match(each)}
    return bool(latin and cyrillic) and (latin <= _LATIN or cyrillic <= _CYRILLIC)


RULE = Rule(
    code="word-in-two-scripts",
    severity=Severity.WARNING,
    source="Unicode Technical Standard 39: mixed-script detection",
    en=Wording(
        "“{word}” is written in two scripts.",
        "Letters that look alike hide it from every search.",
        "Type the word anew in one script.",
    ),
    ru=Wording(
        "Слово «{word}» набрано в двух алфавитах.",
        "Похожие буквы прячут его от любого поиска.",
        "Наберите слово заново в одном алфавите.",
    ),
    check=_check,
)
