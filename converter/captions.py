"""Captions: the words that name a table, a figure or a box and its number, in every language.

"Table 1. ", "Таблица 2 – ", "Figuras 7 e 8", "Рис. 1", "Bảng 3:", "Figure 1—figure supplement 2."
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from converter.languages import LANGUAGES
from converter.patterns import regex

CAPTIONED = ("table", "figure", "box")
"""What has captions: names of roles in the languages' words, and JATS ref-types but for fig and boxed-text."""

_WORDS = regex(r"\s*[*_«“\"]{0,3}\s?(?P<word>(?P<first>[^\W\d_]{1,20})(?:\s[^\W\d_]{1,12})?)")
_GAP = regex(r"\.?\s{0,3}")
_NUMBER = regex(
    r"""(?P<first>[A-ZА-Я]{0,2}[.-]?\d{1,3}(?:[.–-]\d{1,3}){0,2}[^\W\d_]?(?!\w) | [IVXLC]{1,6}(?!\w) | [A-ZА-Я](?!\w))
    (?:[–,-][A-Z](?!\w))*
    (?:\s?(?:[,–—&-]|[^\W\d_]{1,3}(?=\s))\s?\d{1,3}[^\W\d_]?(?!\w)){0,3}
    (?:\s?[–—]\s?[^\W\d_]{3,12}\s[^\W\d_]{3,12}\s\d{1,2})?""",
    re.VERBOSE,
)
_LEAST_WORD = 5
_CLOSING = regex(r"\s{0,3}(?:[.:—–|]|-\s|\)(?=\s|$))[.\s—–|]{0,4}|\s{0,3}$")


class Caption(Struct, frozen=True):
    """The label of a caption: what it names, which number, where it and its delimiter end."""

    role: str
    number: str
    end: int
    """Offset behind the label's number."""
    start: int
    """Offset of the caption's own text, behind the delimiter."""
    closed: bool
    """A delimiter follows, or nothing."""
    word: str = ""
    """What the label calls it, in small letters; another language calls it otherwise."""


def find_caption(text: str) -> Caption | None:
    """The label with which `text` begins, delimited or not, or None."""
    role, at = _word(text)
    numbers = _NUMBER.match(text, _gap_end(text, at)) if role else None
    if numbers is None:
        return None
    closing = _CLOSING.match(text, numbers.end())
    start = closing.end() if closing else numbers.end()
    return Caption(role, number_key(numbers["first"]), numbers.end(), start, closing is not None, text[:at].casefold())


def is_caption(text: str) -> bool:
    """Whether `text` begins as captions do, delimiter and words included: "Figure 3. A map"."""
    found = find_caption(text)
    return found is not None and found.closed and found.start > found.end and found.start <= len(text)


def number_key(number: str) -> str:
    """What two spellings of one number share: "S.1", "s1"; "1 A", "1a"."""
    return "".join(each for each in number.casefold() if each.isalnum() or each in ".-–").strip(".-–")


def _word(text: str) -> tuple[str, int]:
    """What the first words of `text` name, and where they end."""
    match = _WORDS.match(text)
    if match is None or match["first"].casefold() not in _first_words():
        return "", 0
    for group in ("word", "first"):
        role = caption_words().get(" ".join(match[group].casefold().split()))
        if role:
            return role, match.end(group)
    return "", 0


@cache
def _first_words() -> frozenset[str]:
    """With which those of captions begin: most texts begin with another."""
    return frozenset(word.split()[0] for word in caption_words())


def _gap_end(text: str, at: int) -> int:
    match = _GAP.match(text, at)
    return match.end() if match else at


@cache
def caption_words() -> Mapping[str, str]:
    """From a word of any language, case folded, no stop behind it, to what it names."""
    return MappingProxyType(
        {
            word.casefold().rstrip("."): role
            for role in CAPTIONED[::-1]
            for language in LANGUAGES.values()
            for word in language.words.get(role, ())
        }
    )


def is_supplementary(word: str) -> bool:
    """Whether the word, in whatever form, is one by which languages name what comes with an article."""
    folded = word.casefold()
    return len(folded) >= _LEAST_WORD and folded[: max(_LEAST_WORD, len(folded) - 3)] in _beginnings()


@cache
def _beginnings() -> frozenset[str]:
    """The first letters, of every length, of the words of the labels of such sections."""
    labels = (label for language in LANGUAGES.values() for label in language.labels.get("supplementary", ()))
    said = {word.casefold() for label in labels for word in label.split()}
    return frozenset(word[:length] for word in said for length in range(_LEAST_WORD, len(word) + 1))
