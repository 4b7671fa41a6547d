"""Pages and other places in a work, as they follow a year or a number: `: 169`, `, p. 5-7`."""

from __future__ import annotations

import re

from converter.linking.names import fold
from converter.linking.words import page_words
from converter.patterns import regex

_NUMBER = r"(?:\d{1,5}|[ivxlcm]{1,8}(?![^\W_]))[a-z]?(?:[.:/]\d{1,4}){0,3}[′'″\"]{0,2}"
_SPAN = rf"{_NUMBER}(?:\s?[-–—]\s?{_NUMBER})?"
_NO_YEAR = r"(?!(?:1[4-9]|20)\d\d(?!\d))"
_WORD = r"(?:[^\W\d_]{1,12}\.?|[§№]{1,2})\s{0,2}"
_PLACE = regex(
    rf"\s{{0,2}}(?P<sign>[,:.]?)\s{{0,2}}(?P<words>(?:{_WORD}){{0,2}}?)(?P<span>{_SPAN})(?![^\W_])", re.IGNORECASE
)
_FURTHER = regex(rf"\s?(?:[,&]|\s[eyu]\s)\s?(?P<words>(?:{_WORD})?){_NO_YEAR}\d{{1,5}}(?:\s?[-–—]\s?\d{{1,5}})?(?!\w)")
_BARE = regex(rf"{_NO_YEAR}\d")


def end_of_locator(text: str, at: int, stop: int) -> int:
    """Where the pages that begin at `at` end, or `at` where none do.

    A colon or a word for pages leads to any number, a comma alone to none that may be a year.
    """
    place = _PLACE.match(text, at, stop)
    if not place or not _leads(place):
        return at
    end = place.end()
    while (further := _FURTHER.match(text, end, stop)) and _are_pages(further["words"]):
        end = further.end()
    return end


def _leads(place: re.Match[str]) -> bool:
    if place["words"]:
        return _are_pages(place["words"])
    return place["sign"] == ":" or (place["sign"] == "," and bool(_BARE.match(place["span"])))


def _are_pages(words: str) -> bool:
    return all(fold(word) in page_words() for word in words.replace(".", " ").split())
