"""Author lists that are told by their own regularity, whatever the model said of single names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from converter.styles.tokens import Tokens
from converter.styles.words import roles

GLUED = re.compile(r"([^\W\d_].*[^\W\d_A-ZА-ЯЁ])([A-ZА-ЯЁ]{1,3})")
"""A surname and the initials that lost their blank: `TomlinsonLJ`."""

_BETWEEN = frozenset(",;&/")
_FEW = 2
_MOST_INITIALS = 3

Segment = tuple[int, int]
"""First word and the one behind the last."""


def regular(tokens: Tokens, labels: Sequence[str]) -> list[str]:
    """`labels` with the author list set right where it alternates surname and initials strictly."""
    row = list(labels)
    first, end = _zone(labels)
    if end - first < _FEW:
        return _without_letter(tokens, row, first)
    segments = _segments(tokens, labels, first, end)
    if _is_body(tokens, first, end):
        return [*row[:first], "au.bl", *(["au.l"] * (end - first - 1)), *row[end:]]
    if _alternates(tokens, segments):
        for number, (start, stop) in enumerate(segments):
            part = "au.g" if number % 2 else "au.s"
            row[start:stop] = [part] * (stop - start)
            if not number % 2:
                row[start] = "au.bs"
    elif all(stop - start == 1 and GLUED.fullmatch(tokens.words[start]) for start, stop in segments):
        for start, _ in segments:
            row[start] = "au.bs"
    return row


def _without_letter(tokens: Tokens, row: list[str], i: int) -> list[str]:
    """`row` with a one-letter word that begins a title, `О чём`, `A study`, not read as an author."""
    if i < len(row) and len(tokens.words[i]) == 1 and tokens.gaps[i + 1] == " ":
        row[i] = "ti"
    return row


def _is_body(tokens: Tokens, first: int, end: int) -> bool:
    """Whether the whole zone is the name of a body: a word like `Organization`, no initials, no commas."""
    words = {word.lower() for word in tokens.words[first:end]}
    gaps = tokens.gaps[first + 1 : end]
    return not words.isdisjoint(roles()["body"]) and not any("," in gap or "." in gap or ";" in gap for gap in gaps)


def _zone(labels: Sequence[str]) -> tuple[int, int]:
    """The first unbroken run of words in names and between them."""
    first = next((i for i, label in enumerate(labels) if label.startswith("au.")), len(labels))
    end = first
    while end < len(labels) and (labels[end].startswith("au.") or labels[end] == "an"):
        end += 1
    return first, end


def _segments(tokens: Tokens, labels: Sequence[str], first: int, end: int) -> list[Segment]:
    """The parts of the zone between commas, slashes and words like `and`."""
    found: list[Segment] = []
    start = first
    for i in range(first, end + 1):
        joint = i < end and labels[i] == "an" and tokens.words[i].islower() and _stands_alone(tokens, i)
        if i == end or joint or not _BETWEEN.isdisjoint(tokens.gaps[i]):
            if start < i:
                found.append((start, i))
            start = i + joint
    return found


def _stands_alone(tokens: Tokens, i: int) -> bool:
    """Whether nothing but blanks, commas or `&` surround word `i`, so that it joins two names."""
    return len(tokens.words[i]) < 4 and "." not in tokens.gaps[i + 1]


def _alternates(tokens: Tokens, segments: Sequence[Segment]) -> bool:
    """Whether the segments go surname, initials, surname, initials … to the end."""
    if len(segments) % 2 or not segments:
        return False
    return all(
        (_has_initial(tokens, segment) if number % 2 else _may_be_surname(tokens, segment))
        for number, segment in enumerate(segments)
    )


def _may_be_surname(tokens: Tokens, segment: Segment) -> bool:
    """Whether neither initials nor a number stand in a segment: `Sherlock IA` is a whole name."""
    start, stop = segment
    last = tokens.words[stop - 1]
    whole = stop - start > 1 and last.isupper() and len(last) <= _MOST_INITIALS
    return tokens.words[start][0].isalpha() and not whole and not _has_initial(tokens, segment)


def _has_initial(tokens: Tokens, segment: Segment) -> bool:
    return any(
        len(tokens.words[i].rpartition("-")[2]) == 1 and tokens.gaps[i + 1].startswith((".", "-"))
        for i in range(*segment)
    )
