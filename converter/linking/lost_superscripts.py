"""Numeric marks whose superscript was lost on the way to plain text: `equality, 3 with`, `them.1 The`.

Bare numbers are everywhere in prose. They are taken for citations only where they count up through
the numbered list, each new one following the highest before, and reach the greater part of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from converter.linking.enclosures import Setting
from converter.linking.names import fold
from converter.linking.numbers import Numbering, NumberMark
from converter.linking.passages import Passage
from converter.linking.words import label_words, months, units
from converter.patterns import regex

_BARE = regex(
    r"(?P<before>[^\W\d_]{2}[)\"”’»]?[.,;:?!]?[)\"”’»]?)(?P<gap>\s?)"
    r"(?P<marks>\d{1,3}(?:\s?[,–—-]\s?\d{1,3})*)(?P<after>[.,;:]?(?:\s+[^\W\d_]|\s*$))"
)
_ALONE = (
    r"(?P<before>[^\W\d_]{{1,20}}[.,;:)\"”’»]{{0,2}}|\d%?[.,;:)])\s(?P<number>{number})"
    r"(?:[.,;:](?=\s|$)|(?=\s(?P<after>[^\W\d_]{{1,30}})))"
)
"""A number between words, with what stands on either side of it."""
_FUNCTION_WORD = 4
_PART = regex(r"(\d{1,3})(?:\s?[–—-]\s?(\d{1,3}))?")
_STOPS = '.?!"”’»'
_PAUSES = ",;:)"
_MISSED = 3
_MISSED_GLUED = 10
"""Behind a number that is glued to a word so many may have been missed."""
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
    if len(numbering.reached) <= _LEAST_SHARE * len(known):
        return None
    for number in sorted(known - numbering.reached):
        _find(number, passages, numbering, known)
    numbering.marks.sort(key=lambda each: (each[0], each[1].start))
    return numbering


def _find(number: int, passages: Sequence[Passage], numbering: Numbering, known: frozenset[int]) -> None:
    """Take the only place between its neighbours in the count where a number that was missed may stand."""
    places = [(i, mark.start, mark.numbers) for i, mark in sorted(numbering.marks, key=_place)]
    begin = max((place[:2] for place in _firsts(places) if place[2][-1] < number), default=(0, 0))
    end = min((place[:2] for place in _firsts(places) if place[2][0] > number), default=(len(passages), 0))
    alone = re.compile(_ALONE.format(number=number))
    found = [
        (i, match)
        for i in range(begin[0], min(end[0] + 1, len(passages)))
        for match in alone.finditer(passages[i].text)
        if begin < (i, match.start("number")) < end and _may_cite(match)
    ]
    if len(found) == 1:
        i, match = found[0]
        numbering.take(i, NumberMark((number,), *match.span("number")), known)


def _place(each: tuple[int, NumberMark]) -> tuple[int, int]:
    return each[0], each[1].start


def _firsts(places: Sequence[tuple[int, int, tuple[int, ...]]]) -> list[tuple[int, int, tuple[int, ...]]]:
    """The places where the count reaches a higher number than ever before."""
    firsts: list[tuple[int, int, tuple[int, ...]]] = []
    for place in places:
        if not firsts or place[2][-1] > firsts[-1][2][-1]:
            firsts.append(place)
    return firsts


def _may_cite(match: re.Match[str]) -> bool:
    """Whether no thing seems to be counted or named: not `of 8`, `Table 8`, `showed 8 cases`."""
    before, after = match["before"], match["after"] or ""
    if before[-1].isalnum() and (fold(before) in label_words() or len(before) <= _FUNCTION_WORD - 1):
        return False
    lowers = before.isalpha() and before.islower() and after.isalpha()
    return fold(after) not in months() | units() and not (lowers and len(after) > _FUNCTION_WORD)


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
    if not match["gap"]:
        return first <= highest + _MISSED_GLUED
    if between_sentences:
        return first <= highest + _MISSED
    return match["before"][-1] in _PAUSES and highest < first <= highest + _MISSED
