"""How surely two references, printed in two languages or scripts, name one work.

What is not translated speaks: identifiers, years and every other number, names across scripts,
and the words of a transliterated title.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from converter.article import Reference
from converter.patterns import regex
from converter.styles.dates import printed_years
from converter.styles.spellings import skeleton

SURE = 5.0
"""The least likeness of two references that are taken for one."""

_SAME_NAME = 74.0
_SAME_WORD = 85.0
_MANY_WORDS, _SOME_WORDS = 0.55, 0.3
_LEAST_WORDS = 3
_MOST_FOR_NUMBERS = 4.5
_EVERY_NUMBER = 2.0
_OTHERWISE = -1.0
_NUMBER = regex(r"\d+")
_WORD = regex(r"[^\W\d_]{4,}")
_OPENING = 4
_IDENTIFIERS = frozenset(("doi", "url", "isbn", "pmid"))


class Traits(Struct, frozen=True):
    """What of a reference outlives translation; words and names as skeletons in Latin letters."""

    text: str
    identifiers: frozenset[str]
    years: frozenset[str]
    letter: int
    """Which letter of its alphabet follows the year, from 1; 0 for none."""
    numbers: frozenset[str]
    """Every number but years and those of one digit."""
    figures: tuple[str, ...]
    """Every number, sorted."""
    surname: str
    opening: frozenset[str]
    """The first words of the line, among which a name stands that was not parsed."""
    words: frozenset[str]


def traits(reference: Reference) -> Traits:
    """The traits of a reference as printed."""
    text = reference.text
    identifiers = frozenset(_values(reference, _IDENTIFIERS))
    printed = tuple(printed_years(reference))
    free = _without_addresses(reference)
    figures = tuple(sorted(number.lstrip("0") for number in _NUMBER.findall(free)))
    words = [skeleton(word) for word in _WORD.findall(free)]
    surname = _surname(reference)
    years = frozenset(digits[0] for year in printed if (digits := _NUMBER.search(year)))
    return Traits(
        text,
        identifiers,
        years,
        _letter(printed),
        frozenset(number for number in figures if len(number) > 1) - years,
        figures,
        surname,
        frozenset(words[:_OPENING]),
        frozenset(words) - {surname},
    )


def _letter(years: Iterable[str]) -> int:
    """The letter of `2003б` or `2003b` as its place in the alphabet: 2."""
    last = next((year[-1].lower() for year in years if year[-1:].isalpha()), "")
    return (ord(last) - ord("а" if last >= "а" else "a") + 1) if last else 0


def _values(reference: Reference, names: frozenset[str]) -> Iterator[str]:
    """The normal or printed forms of the fields called one of `names`."""
    for field in reference.fields:
        if field.name in names:
            yield (field.normal or reference.text[field.start : field.end]).rstrip("/")


def _without_addresses(reference: Reference) -> str:
    text = reference.text
    for field in reversed(reference.fields):
        if field.name in _IDENTIFIERS or field.name == "accessed":
            text = text[: field.start] + text[field.end :]
    return text


def _surname(reference: Reference) -> str:
    for field in reference.fields:
        if field.name == "author":
            part = next((part for part in field.parts if part.name == "surname"), field)
            return skeleton(reference.text[part.start : part.end])
    return ""


def likeness(one: Traits, other: Traits) -> float:
    """How surely two references name one work: `SURE` is enough, 10 is certain."""
    if one.text == other.text or one.identifiers & other.identifiers:
        return 10.0
    numbers = _same_years(one, other) + _same_numbers(one, other)
    if numbers < _OTHERWISE:
        return numbers
    return numbers + _same_authors(one, other) + _same_words(one, other)


def _same_years(one: Traits, other: Traits) -> float:
    if not one.years or not other.years:
        return 0.0
    if not one.years & other.years:
        return -1.0
    if one.letter and other.letter:
        return 4.0 if one.letter == other.letter else -1.0
    return 2.0


def _same_numbers(one: Traits, other: Traits) -> float:
    """Pages and volumes: long numbers speak louder than short ones."""
    common = one.numbers & other.numbers
    if common:
        every = _EVERY_NUMBER if one.figures == other.figures else 0.0
        return min(sum(min(len(number), 3) * 0.75 for number in common), _MOST_FOR_NUMBERS) + every
    return -2.0 if len(one.numbers) > 1 and len(other.numbers) > 1 else 0.0


def _same_authors(one: Traits, other: Traits) -> float:
    if not one.surname or not other.surname:
        return 0.0
    if _alike(one.surname, other.surname) >= _SAME_NAME:
        return 3.0
    named = one.surname in other.opening or other.surname in one.opening
    return 2.0 if named else -2.0


def _same_words(one: Traits, other: Traits) -> float:
    """The words of one that the other has too, in its script: a transliterated title, or none."""
    few, many = sorted((one.words, other.words), key=len)
    if len(few) < _LEAST_WORDS:
        return 0.0
    shared = len(few & many) + sum(_is_heard(word, many) for word in few - many)
    share = shared / len(few)
    return 3.0 if share >= _MANY_WORDS else 1.5 if share >= _SOME_WORDS else 0.0


def _is_heard(word: str, words: frozenset[str]) -> bool:
    return any(word[0] == other[0] and _alike(word, other) >= _SAME_WORD for other in words)


def _alike(one: str, other: str) -> float:
    """How alike two words are, from 0 to 100."""
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other)
