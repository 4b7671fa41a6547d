"""Author lists that are told by their own regularity, whatever the model said of single names."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from converter.patterns import regex
from converter.styles.tokens import Tokens
from converter.styles.words import roles

GLUED = regex(r"([^\W\d_].*[^\W\d_A-ZÀ-ÖØ-ÞА-ЯЁ])([A-ZÀ-ÖØ-ÞА-ЯЁ]{1,5})")
"""A surname and the initials that lost their blank: `TomlinsonLJ`."""

_STOPS = frozenset(".(")
_BETWEEN = frozenset(",;&/")
_BETWEEN_INVERTED = frozenset("/;")
_WITHIN_NAME = regex(r"\s|\.?[\s\-]?")
_YEAR = regex(r"(?:1[5-9]|20)\d\d[a-z]?")
_FEW = 2
_LONG_NAME = 7
_MOST_INITIALS = 3
_MANY_INITIALS = 5

Segment = tuple[int, int]
"""First word and the one behind the last."""


def regular(tokens: Tokens, labels: Sequence[str]) -> list[str]:
    """`labels` with the author list set right where it alternates surname and initials strictly."""
    labels = _without_gloss(tokens, _without_others(tokens, labels))
    row = list(labels)
    inverted = _inverted(tokens, labels) or _initialled(tokens, labels)
    for surname, given, stop in inverted:
        row[surname:stop] = ["au.bs", *["au.s"] * (given - surname - 1), *["au.g"] * (stop - given)]
    if inverted:
        return _closed(tokens, row, inverted[-1][2])
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


def _inverted(tokens: Tokens, labels: Sequence[str]) -> list[tuple[int, int, int]]:
    """Surname, given name and end of each name, where a line begins with names in inverted order alone.

    `Beck, Ulrich/Roth, Eva (1994)`, `Beck, Ulrich; Roth, Eva (1994)`, `LIMA, Ana Sá e; ROSA, P. Título`; and
    `Park, Ed (2015)`, who is no editor.
    """
    year = next((i for i, gap in enumerate(tokens.gaps) if "(" in gap), 0)
    dated = year < len(tokens) and _YEAR.fullmatch(tokens.words[year])
    end = year if dated else _end_of_capitals(tokens, labels)
    signs = {gap.strip(" .") for gap in tokens.gaps[1:end]} & _BETWEEN_INVERTED
    if len(signs) > 1 or (dated and not signs and labels[0] != "ed"):
        return []
    edges = [0, *(i for i in range(1, end) if tokens.gaps[i].strip(" .") in signs), end]
    names = [_inverted_name(tokens, start, stop) for start, stop in pairwise(edges)]
    return [name for name in names if name] if all(names) else []


def _initialled(tokens: Tokens, labels: Sequence[str]) -> list[tuple[int, int, int]]:
    """The names of `Clark CE, van MiddelaarCE, BoerI. Title`: surnames and bare initials, some without their blank.

    One name alone is told only without its blank, before a year: `HillKW (1995)`.
    """
    first = next((i for i, word in enumerate(tokens.words) if word[0].isalpha()), len(labels))
    signs = (i for i in range(first + 1, len(tokens)) if not _STOPS.isdisjoint(tokens.gaps[i]))
    end = next(signs, first)
    end = next((i for i in range(first, end) if _is_and_others(tokens, i)), end)
    if not first < end < len(tokens) or _has_initial(tokens, (end, end + 1)):
        return []
    edges = [first, *(i for i in range(first + 1, end) if tokens.gaps[i].strip() == ","), end]
    names = [_initialled_name(tokens, start, stop) for start, stop in pairwise(edges)]
    glued = end == first + 1 and "(" in tokens.gaps[end] and GLUED.fullmatch(tokens.words[first])
    return [name for name in names if name] if (glued or len(names) > 1) and all(names) else []


def _initialled_name(tokens: Tokens, start: int, stop: int) -> tuple[int, int, int] | None:
    """`Clark CE`, `Rosa R de CP`, or `van MiddelaarCE`, whose given name has no word of its own."""
    words = tokens.words[start:stop]
    if len(words) > _LONG_NAME or any(tokens.gaps[i].strip() for i in range(start + 1, stop)):
        return None
    capitals = len(words) - 1 if len(words) > 2 and _is_capital(words[0]) else 1
    given = next((i for i in range(capitals, len(words)) if words[i].isupper()), len(words))
    named = all(word.islower() or word[0].isupper() for word in words[:given])
    if not named or (given == len(words) and not GLUED.fullmatch(words[-1])):
        return None
    return (start, start + given, stop) if all(map(_may_follow_surname, words[given:])) else None


def _may_follow_surname(word: str) -> bool:
    """Whether a word is bare initials, a particle or `Jr`."""
    initials = word.isupper() and len(word) <= _MANY_INITIALS
    return initials or word in roles()["particle"] or word.lower() in roles()["suffix"]


def _without_gloss(tokens: Tokens, row: list[str]) -> list[str]:
    """`row` with nothing of a person's name or of the title in `BERG, V. (Circle of Ost). Title`."""
    first = next((i for i, gap in enumerate(tokens.gaps[: len(row)]) if "(" in gap), 0)
    stop = next((i for i in range(first + 1, len(row)) if ")" in tokens.gaps[i]), 0)
    behind = first > 0 and stop > 0 and row[first - 1] in ("au.g", "au.s") and tokens.gaps[stop].startswith(").")
    if behind and {label[:2] for label in row[first:stop]} <= {"au", "ti"}:
        row[first:stop] = ["o"] * (stop - first)
    return row


def _closed(tokens: Tokens, row: list[str], end: int) -> list[str]:
    """`row` with no name behind the list that ends at `end`, but `et al`; what looked like one begins the title."""
    if _is_and_others(tokens, end):
        return [*row[:end], "et", "et", *row[end + 2 :]]
    behind = next((i for i in range(end, len(row)) if not row[i].startswith("au.")), len(row))
    return [*row[:end], *["ti"] * (behind - end), *row[behind:]]


def _without_others(tokens: Tokens, labels: Sequence[str]) -> list[str]:
    """`labels` with no word of `et al` as a name."""
    others = {at for i in range(len(labels)) if _is_and_others(tokens, i) for at in (i, i + 1)}
    return ["et" if i in others and label.startswith("au.") else label for i, label in enumerate(labels)]


def _is_and_others(tokens: Tokens, i: int) -> bool:
    """Whether `et al` begins at word `i`."""
    return i + 1 < len(tokens) and tokens.words[i].islower() and tokens.words[i + 1].lower() in roles()["etal"]


def _end_of_capitals(tokens: Tokens, labels: Sequence[str]) -> int:
    """The word behind the last of the names whose surnames stand in capitals, or 0."""
    if labels[:1] != ["au.bs"] or not _is_capital(tokens.words[0]):
        return 0
    last = max((i for i, word in enumerate(tokens.words) if _is_capital(word) and "," in tokens.gaps[i + 1]), default=0)
    for i in range(last + 2, len(tokens)):
        if "(" in tokens.gaps[i]:
            return 0
        initials = len(tokens.words[i - 1]) == 1 and _has_initial(tokens, (i, i + 1))
        stops = "." in tokens.gaps[i] and not tokens.words[i].islower() and not initials
        if stops or _is_and_others(tokens, i):
            return i
    return 0


def _is_capital(word: str) -> bool:
    return word.isupper() and len(word) > 1


def _inverted_name(tokens: Tokens, start: int, stop: int) -> tuple[int, int, int] | None:
    """`Beck-Gernsheim, Elisabeth`: capitals at both ends and one comma."""
    commas = [i for i in range(start + 1, stop) if tokens.gaps[i] == ", "]
    others = (tokens.gaps[i] for i in range(start + 1, stop) if i not in commas)
    if len(commas) != 1 or stop - start > _LONG_NAME or not all(map(_WITHIN_NAME.fullmatch, others)):
        return None
    surname, given = tokens.words[commas[0] - 1 : commas[0] + 1]
    capital = surname[0].isupper() and given[0].isupper() and not _is_capital(given)
    return (start, commas[0], stop) if capital else None


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
