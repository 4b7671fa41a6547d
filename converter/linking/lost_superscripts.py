"""Numeric marks whose superscript was lost on the way to plain text: `equality, 3 with`, `them.1 The`.

Bare numbers are everywhere in prose. They are taken for citations only where they count up through
the numbered list, each new one following the highest before, and reach the greater part of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from converter.linking.numbers import Numbering, NumberMark, Setting
from converter.linking.passages import Passage

_BARE = re.compile(
    r"(?P<before>[^\W\d_]{2}[)\"”’»]?[.,;:?!]?[)\"”’»]?)(?P<gap>\s?)"
    r"(?P<marks>\d{1,3}(?:\s?[,–—-]\s?\d{1,3})*)(?P<after>[.,;:]?(?:\s+[^\W\d_]|\s*$))"
)
_PART = re.compile(r"(\d{1,3})(?:\s?[–—-]\s?(\d{1,3}))?")
_STOPS = '.?!"”’»'
_PAUSES = ",;:)"
_MISSED = 3
_LEAST_SHARE = 0.5
_WIDEST_RANGE = 30


def lost_superscripts(passages: Sequence[Passage], known: frozenset[int]) -> Numbering | None:
    """The bare numbers that are most likely citations, if they reach enough of the `known`."""
    numbering = Numbering(Setting.RAISED)
    for i, passage in enumerate(passages):
        for match in _BARE.finditer(passage.text):
            marks = _marks(match)
            if marks and _continues(match, marks, numbering.highest):
                for mark in marks:
                    numbering.take(i, mark, known)
    return numbering if len(numbering.reached) > _LEAST_SHARE * len(known) else None


def _marks(match: re.Match[str]) -> list[NumberMark]:
    start = match.start("marks")
    marks = []
    for part in _PART.finditer(match["marks"]):
        first, last = int(part[1]), int(part[2] or part[1])
        if not 0 < first <= last <= first + _WIDEST_RANGE:
            return []
        marks.append(NumberMark(tuple(range(first, last + 1)), start + part.start(), start + part.end()))
    return marks


def _continues(match: re.Match[str], marks: Sequence[NumberMark], highest: int) -> bool:
    """Whether the numbers fit the count, of which a few may have been missed.

    A number that was there already is taken only where no number of things can stand: glued to a
    word or between two sentences. After a bare word none is.
    """
    first, following = marks[0].numbers[0], match["after"].strip()
    between_sentences = match["before"][-1] in _STOPS and (not following or following[-1].isupper())
    if not match["gap"] or between_sentences:
        return first <= highest + _MISSED
    return match["before"][-1] in _PAUSES and highest < first <= highest + _MISSED
