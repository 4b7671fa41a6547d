"""A reference as words and the gaps between them.

Punctuation is no word: it is the gap, and the gap tells most about where a field ends. An
address (URL or DOI) is one word, whatever signs it holds.
"""

from __future__ import annotations

import re

from msgspec import Struct

from converter.patterns import regex

_ADDRESS_SIGN = r"""[^\s<>()\[\]"“”«»]"""
_ADDRESS_END = r"""[^\s<>()\[\]"“”«».,;:'’]"""
_GROUP = r"\([^\s()]*\)"
_ADDRESS = (
    r"(?:[hH][tT]{2}[pP][sS]?:/{1,2}|[fF][tT][pP]://|[wW]{3}\.|10\.\d{4,9}/)"
    rf"(?:{_ADDRESS_SIGN}|{_GROUP})*(?:{_ADDRESS_END}|{_GROUP})"
)
WORD = regex(
    rf"(?P<address>(?=[hHfFwW1]){_ADDRESS})|[^\W_]+(?:(?:[\u0300-\u036f]|['’ʼ`\-\u2010\u2011](?=[^\W\d_]))[^\W_]*)*"
)
_GLUED = regex(r"[^\W\d_]{4,40}[a-zà-ÿа-я](?=\d{1,4}(?:[^\w]|$))", re.IGNORECASE)
"""A word that lost the blank before a number: `Warszawa1991`."""


class Tokens(Struct, frozen=True):
    """The words of a text with their offsets; `gaps[i]` stands before word i, one more at the end."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    gaps: tuple[str, ...]
    addresses: frozenset[int]
    """Indices of the words that are addresses."""

    def __len__(self) -> int:
        return len(self.words)


def tokenize(text: str) -> Tokens:
    """Words and gaps of a text, in one pass."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    gaps: list[str] = []
    addresses: set[int] = set()
    last = 0
    for match in WORD.finditer(text):
        start, end = match.span()
        if match.lastgroup:
            addresses.add(len(words))
        word = match[0]
        gaps.append(text[last:start])
        last = end
        glued = _GLUED.match(text, start, end) if word[0].isalpha() and not word.isalpha() else None
        if glued and glued.end() < end:
            words.append(glued[0])
            starts.append(start)
            ends.append(glued.end())
            gaps.append("")
            start, word = glued.end(), text[glued.end() : end]
        words.append(word)
        starts.append(start)
        ends.append(end)
    gaps.append(text[last:])
    return Tokens(tuple(words), tuple(starts), tuple(ends), tuple(gaps), frozenset(addresses))
