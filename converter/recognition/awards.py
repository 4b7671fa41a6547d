"""Who paid for what: the funders and the numbers of their grants in a funding statement.

https://jats4r.niso.org/funding/
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from msgspec import Struct

from converter.article import Award
from converter.languages import LANGUAGES
from converter.patterns import regex
from converter.recognition.funders import Span, award_words, find_names, without_short_forms

_ID = r"(?:[A-Z]{1,4}\d{0,3}\s)?(?=[\w/.–-]*\d{2})[A-ZА-Я0-9][\w]*(?:[-–/.][\w]+)*"
_YEAR = regex(r"(?:19|20)\d\d")
_MORE = regex(rf"\s?(?:,|;|&|[^\W\d_]{{1,3}})\s(?:№\s?)?(?P<id>{_ID})")
_ENDS = regex(r"[.!?]\s+(?=[A-ZА-ЯЀ-Џ])|;\s")
_NEAR = 160
_LINKING = 24
"""So many letters at most stand between a number and the funder named behind it."""


class _Number(Struct, frozen=True):
    start: int
    end: int
    text: str


def find_awards(text: str) -> tuple[Award, ...]:
    """The funders that `text` names, in order, each with the numbers of what it gave.

    One that gave no number counts where the words before it say that it gave.
    """
    names = find_names(text)
    funders = without_short_forms(text, names)
    given: dict[Span, list[str]] = {span: [] for span in funders}
    for number in _numbers(text, names):
        owner = _owner(text, number, funders)
        if owner and number.text not in given[owner]:
            given[owner].append(number.text)
    merged: dict[str, tuple[str, ...]] = {}
    for (start, end), numbers in given.items():
        if not numbers and not _is_giver(text[:start], merged):
            continue
        name = text[start:end]
        merged[name] = tuple(dict.fromkeys((*merged.get(name, ()), *numbers)))
    return tuple(Award(funder, numbers) for funder, numbers in merged.items())


def _is_giver(before: str, known: Collection[str]) -> bool:
    """Whether the words before a name say that it gave: "supported by the", or a funder and "and the"."""
    said = [word for word in re.findall(r"[^\W\d_]+|,", before[-_LINKING:].casefold()) if word not in _small()]
    if not said:
        return False
    if said[-1] in _giving():
        return True
    joined = said[-1] == "," or _joining(said[-1])
    return joined and any(name in before[-_NEAR:] for name in known)


def _numbers(text: str, names: Sequence[Span]) -> Iterator[_Number]:
    """Numbers behind a word for a grant or for its number, or in brackets behind a funder; and those joined to them."""
    at = 0
    behind = {end for _, end in names}
    for match in _marked().finditer(text):
        if match.start() < at or (match["word"] is None and match.start() not in behind):
            continue
        end = match.end()
        first = _number(match)
        if first is None:
            continue
        yield first
        while more := _MORE.match(text, end):
            end = more.end()
            if number := _number(more):
                yield number
        at = end


def _number(match: re.Match[str]) -> _Number | None:
    text = match["id"].rstrip(".-–/")
    digits = sum(map(str.isdigit, text))
    if digits < 3 or (len(text) < 4 and text[0] != "0") or _YEAR.fullmatch(text):
        return None
    return _Number(match.start("id"), match.start("id") + len(text), text)


def _owner(text: str, number: _Number, funders: Sequence[Span]) -> Span | None:
    """The funder of a number: the one named right behind it, else the last before it in its sentence."""
    before = [span for span in funders if span[1] <= number.start]
    after = [span for span in funders if span[0] >= number.end]
    if after and _is_linked(text[number.end : after[0][0]]):
        return after[0]
    if before and not _ENDS.search(text, before[-1][1], number.start):
        return before[-1]
    return None


def _is_linked(between: str) -> bool:
    """Whether nothing but a small word stands between a number and a funder: "12345 from the"."""
    return len(between) <= _LINKING and not re.search(r"[^\w\s)]", between.strip()) and not _joining(between)


def _joining(between: str) -> bool:
    words = between.casefold().split()
    return any(word in language.words.get("and", ()) for word in words for language in LANGUAGES.values())


@cache
def _giving() -> frozenset[str]:
    return frozenset(word for each in LANGUAGES.values() for word in each.words.get("award-agent", ()))


@cache
def _small() -> frozenset[str]:
    """Articles and the like, which say nothing."""
    words = {word for each in LANGUAGES.values() for word in each.words.get("name-link", ())}
    return frozenset(word for word in words if not _joining(word)) - _giving()


@cache
def _marked() -> re.Pattern[str]:
    """A number behind its mark, or right behind a name."""
    awards = "|".join(sorted(map(re.escape, award_words()), key=len, reverse=True))
    counted = {word for each in LANGUAGES.values() for word in each.words.get("award-number", ())}
    marks = "|".join(sorted(map(re.escape, counted), key=len, reverse=True))
    word = rf"(?<![^\W_])(?:(?:{awards})\w{{0,3}}(?!\w)\.?|(?:{marks})(?!\w))"
    opening = r"(?:(?<=[№#.º°])|[\s:(\[])[\s:(\[]{0,2}"
    behind = rf"(?i:(?P<word>{word})(?:[\s:(\[]{{0,3}}(?:{marks})(?!\w))?){opening}"
    return re.compile(rf"(?:{behind}|\s?[(\[,]\s?)(?P<id>{_ID})")
