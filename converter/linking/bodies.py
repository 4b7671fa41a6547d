"""Names of corporate authors as the text prints them: `United Nations Convention to Combat Desertification`.

Words in lower case part such a name in two for who looks for the names of persons.
"""

from __future__ import annotations

from itertools import islice

from converter.linking.names import WORD, fold, is_cyrillic, stem
from converter.linking.works import Words
from converter.patterns import regex

_LONGEST = 160
_ELIDED = regex(r"[^\W\d_]{1,2}['’]")
"""The article of `l’Institut`."""
_LEAST_WORDS = 2


def beginning_of_body(text: str, start: int, body: Words) -> int:
    """Where the whole name begins of which the text at `start` shows the end, or `start`."""
    shown = [fold(word[0]) for word in islice(WORD.finditer(text, start, start + _LONGEST), len(body))]
    for skipped in range(1, len(body)):
        rest = body[skipped:]
        if tuple(shown[: len(rest)]) == rest:
            before = list(WORD.finditer(text, max(0, start - _LONGEST), start))[-skipped:]
            return before[0].start() if tuple(fold(word[0]) for word in before) == body[:skipped] else start
    return start


def start_of_body(before: str, body: Words) -> int | None:
    """Where the name begins with which the text ends, in whatever grammatical case, or None."""
    shown = list(WORD.finditer(before, max(0, len(before) - _LONGEST)))[-len(body) :]
    if len(body) < _LEAST_WORDS or len(shown) < len(body) or before[shown[-1].end() :].strip():
        return None
    elided = _ELIDED.match(shown[0][0])
    begin = shown[0].start() + (elided.end() if elided else 0)
    cited = [fold(before[begin : shown[0].end()]), *(fold(word[0]) for word in shown[1:])]
    return begin if all(map(_alike, cited, body)) else None


def _alike(cited: str, printed: str) -> bool:
    return cited == printed or (is_cyrillic(cited) and stem(cited) == stem(printed))
