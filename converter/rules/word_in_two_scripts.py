"""A word is written in one script.

Good:

    <p>ДНК-polymerase, α-helix, IgG-антитела</p>

Bad:

    <p>Тоннель в Mоскве</p>
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from converter.diagnostics import Severity
from converter.patterns import regex
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import SCRIPTS
from converter.views import View

_WORD = regex(r"[^\W\d_]{3,60}")
_LATIN, _CYRILLIC = (f"[{SCRIPTS[name].pattern[1:-1]}]" for name in ("Latin", "Cyrillic"))
_SEAM = regex(f"{_LATIN}{_CYRILLIC}|{_CYRILLIC}{_LATIN}")
_LATIN_ALIKE = frozenset("ABCEHIJKMOPSTXYaceijopsxy")
_CYRILLIC_ALIKE = frozenset("АВСЕНІЈКМОРЅТХУасеіјорѕху")
_MOST_TOLD = 20


def _check(article: View) -> Iterator[Hit]:
    if not SCRIPTS["Cyrillic"].search(article.whole_text):
        return
    words = ((holder, found[0]) for holder, text, _ in article.find(_SEAM) for found in _WORD.finditer(text))
    for holder, word in islice((each for each in words if _is_mixed(each[1])), _MOST_TOLD):
        yield at(holder, word=word)


def _is_mixed(word: str) -> bool:
    """Whether a word of one script holds letters of another that look like its own."""
    latin, cyrillic = ({each for each in word if SCRIPTS[name].match(each)} for name in ("Latin", "Cyrillic"))
    return bool(latin and cyrillic) and (latin <= _LATIN_ALIKE or cyrillic <= _CYRILLIC_ALIKE)


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
