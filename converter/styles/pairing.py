"""Two lists of one article that name the same works, in two scripts or languages, made one.

A journal in Russian prints «Литература» and below it "References", transliterated or
translated. What does not change between them tells which item is which: DOI, year, pages,
volume, and the first author's name across scripts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import combinations

from converter.article import Reference, ReferenceList
from converter.diagnostics import Kind, Log, Severity
from converter.styles.spellings import skeleton

UNPAIRED = Kind(
    "reference-unpaired",
    Severity.QUESTION,
    "Reference {id} has no counterpart in the list in the other language.",
)
CONTRADICTION = Kind(
    "reference-contradiction",
    Severity.WARNING,
    "Reference {id}: the {field} is {first} in one list and {second} in the other.",
)

_COMPARED = ("year", "volume", "issue", "fpage", "lpage")
_WEIGHTS = {"year": 2.0, "fpage": 3.0, "lpage": 2.0, "volume": 1.0, "issue": 1.0, "url": 4.0}
_SURE = 5.0
_SHARE = 0.5
_ALIKE = 0.72


def pair_lists(log: Log, lists: Sequence[ReferenceList]) -> tuple[ReferenceList, ...]:
    """`lists` with those that repeat one another in another language made one.

    The items of the later list become `alternatives` of those of the earlier; items without a
    counterpart stay, and are asked about.
    """
    kept = list(lists)
    for first, second in combinations(lists, 2):
        if first not in kept or second not in kept:
            continue
        pairs = _pairs(first.references, second.references)
        if len(pairs) >= _SHARE * min(len(first.references), len(second.references)) and pairs:
            kept[kept.index(first)] = _merge(log, first, second, pairs)
            kept.remove(second)
    return tuple(kept)


def _pairs(first: Sequence[Reference], second: Sequence[Reference]) -> dict[int, int]:
    """From an item of the first list to its counterpart in the second, the surest first."""
    scored = [
        (score + 0.5 * (i == j), -abs(i - j), i, j)
        for i, one in enumerate(first)
        for j, other in enumerate(second)
        if (score := _likeness(one, other)) >= _SURE
    ]
    found: dict[int, int] = {}
    for _, _, i, j in sorted(scored, reverse=True):
        if i not in found and j not in found.values():
            found[i] = j
    return found


def _likeness(one: Reference, other: Reference) -> float:
    """How surely two references name one work: 5 is enough."""
    if one.text == other.text or _dois(one) & _dois(other):
        return 10.0
    score = 0.0
    for name, weight in _WEIGHTS.items():
        mine, theirs = _first(one, name), _first(other, name)
        if mine and theirs:
            score += weight if mine == theirs else -0.5 * weight
    return score + _same_authors(one, other) + _same_title(one, other)


def _same_authors(one: Reference, other: Reference) -> float:
    mine, theirs = _surname(one), _surname(other)
    if not mine or not theirs:
        return 0.0
    return 3.0 if SequenceMatcher(None, mine, theirs).ratio() >= _ALIKE else -2.0


def _same_title(one: Reference, other: Reference) -> float:
    mine, theirs = (skeleton(_first(each, "title")) for each in (one, other))
    if min(len(mine), len(theirs)) < 8:
        return 0.0
    return 3.0 if SequenceMatcher(None, mine, theirs).ratio() >= _ALIKE else 0.0


def _dois(reference: Reference) -> frozenset[str]:
    return frozenset(field.normal for field in reference.fields if field.name == "doi")


def _first(reference: Reference, name: str) -> str:
    """The normal or printed form of the first field called `name`."""
    for field in reference.fields:
        if field.name == name:
            return field.normal or reference.text[field.start : field.end]
    return ""


def _surname(reference: Reference) -> str:
    for field in reference.fields:
        if field.name == "author":
            part = next((part for part in field.parts if part.name == "surname"), field)
            return skeleton(reference.text[part.start : part.end])
    return ""


def _merge(log: Log, first: ReferenceList, second: ReferenceList, pairs: dict[int, int]) -> ReferenceList:
    """The first list with the second's items as alternatives, what is alone after them."""
    row = []
    for i, reference in enumerate(first.references):
        if i not in pairs:
            log(UNPAIRED(reference.place, excerpt=reference.text[:80], id=reference.id))
            row.append(reference)
            continue
        other = second.references[pairs[i]]
        _compare(log, reference, other)
        row.append(replace(reference, alternatives=(*reference.alternatives, other)))
    for reference in _alone(second, pairs):
        log(UNPAIRED(reference.place, excerpt=reference.text[:80], id=reference.id))
        row.append(reference)
    return replace(first, references=tuple(row))


def _alone(listed: ReferenceList, pairs: dict[int, int]) -> Iterator[Reference]:
    taken = set(pairs.values())
    return (each for j, each in enumerate(listed.references) if j not in taken)


def _compare(log: Log, one: Reference, other: Reference) -> None:
    for name in _COMPARED:
        mine, theirs = _first(one, name), _first(other, name)
        if mine and theirs and mine != theirs:
            log(CONTRADICTION(other.place, excerpt=other.text[:80], id=one.id, field=name, first=mine, second=theirs))
