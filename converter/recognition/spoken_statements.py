"""Statements that say without a label what they are: "The authors declare no conflict of interest"."""

from __future__ import annotations

import re
from functools import cache

from converter.recognition.names import words_of

_SPOKEN = {"conflict": "conflict-of-interest", "contributions": "equal-contribution"}
"""Statements that are known by what they say, and the role of the words that say it."""
_LONGEST_SPOKEN = 300
_OPENING = 4
"""The authors are among so many words at the start."""


def spoken_kind(text: str) -> str:
    """The kind of statement that a short paragraph is: it opens with the authors and has words of that kind."""
    plain = " ".join(text.split())
    if len(plain) > _LONGEST_SPOKEN:
        return ""
    low = plain.casefold()
    kind = next((kind for kind, role in _SPOKEN.items() if any(word in low for word in words_of(role))), "")
    opening = " ".join(re.findall(r"[^\W\d_]+", low)[:_OPENING])
    return kind if kind and _authors().search(opening) else ""


@cache
def _authors() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words_of('author')))})\b")
