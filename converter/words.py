"""Is this a word, and how common is it: evidence for repairs, offline.

The best witness is the manuscript itself (`vocabulary`). Where it is silent, the frequency lists
of the `wordfreq` package are asked (`commonness`). Importing that package costs a third of a
second and its Russian list, unpacked into a dictionary, 160 MB; so its data files are searched
as bytes instead. They are MessagePack: words as strings with their length before them, the
most common first.
"""

from __future__ import annotations

import gzip
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from functools import cache, cached_property
from importlib.util import find_spec
from math import log10
from pathlib import Path

from msgspec import Struct

from converter.edits import stretches, wording
from converter.manuscript import Manuscript
from converter.patterns import regex

LOST = "\ufffd\x02\uf02d\uf0ad"
"""Characters that stand where a font's hyphen could not be read."""
HYPHENS = "-\u2010\u2011"
_SOFT = "\u00ad"

_LISTED_AS = {"hr": "sh", "bs": "sh", "sr-Latn": "sh", "no": "nb", "nn": "nb"}
_RAREST = 9.0

# MessagePack's marks of a string's length, and UTF-8's first bytes of a letter of two.
_SHORT_STRING, _LONGEST_SHORT_STRING, _LONGER_STRING = 0xA0, 31, 0xD9
_FIRST_LEAD_BYTE, _LAST_LEAD_BYTE = 0xC2, 0xD8

_LETTERS_OF_A_STEM = 5
_LETTERS_OF_AN_ENDING = 3
_NEIGHBOURS = 50

_CUT = "\x1f"
"""Put where a line end divides a word, to tell its pieces from words."""
_DIVISION = regex(rf"[-{_SOFT}\u00ac][ \t]*\n\s*(?=\w)")
_WORD = regex(rf"[\w{_CUT}]+(?:-[\w{_CUT}]+)*")
_ACCENTED = "[\u00df-\u024f\u1e00-\u1eff]"
_ACCENTED_BYTES = rb"(?:[\xc3-\xc9][\x80-\xbf]|\xe1[\xb8-\xbb][\x80-\xbf])"
_NOT_PLAIN = (HYPHENS + LOST).replace("-", "")


class Vocabulary(Struct, frozen=True, dict=True):
    """How often each word stands in a manuscript, case folded; compounds with "-" are one word.

    Words divided at a line end are left out: they are what is asked about.
    """

    counts: Mapping[str, int]

    @cached_property
    def ordered(self) -> tuple[str, ...]:
        """The words, sorted."""
        return tuple(sorted(self.counts))


def vocabulary(manuscript: Manuscript) -> Vocabulary:
    """The words of `manuscript` outside code and formulas."""
    text = folding("\n\0\n".join(wording(runs) for _, runs in stretches(manuscript)))
    text = _DIVISION.sub(_CUT, text)
    counts = Counter(_WORD.findall(text))
    if _CUT in text:
        counts = Counter({word: count for word, count in counts.items() if _CUT not in word})
    return Vocabulary(counts)


def has_lost(text: str) -> bool:
    """Whether a character stands in `text` that may have been a hyphen."""
    return any(char in text for char in LOST)


def folding(word: str) -> str:
    """`word` as vocabularies hold it: case folded, any hyphen as "-"."""
    for char in _NOT_PLAIN:
        word = word.replace(char, "-")
    return word.casefold()


def has_kin(words: Vocabulary, word: str, longer_than: int) -> bool:
    """Whether a word of the manuscript begins as `word` does, up to an ending.

    The common beginning must be longer than `longer_than` letters: kin of the first half of a
    divided word proves nothing.
    """
    stem = word[: max(longer_than + 1, _LETTERS_OF_A_STEM, len(word) - _LETTERS_OF_AN_ENDING)]
    if len(stem) > len(word):
        return False
    return any(
        other.startswith(stem) and len(other) <= len(word) + _LETTERS_OF_AN_ENDING for other in _from(words, stem)
    )


def begins_compounds(words: Vocabulary, word: str) -> bool:
    """Whether compounds of the manuscript begin with `word` and a hyphen: "non-"."""
    return any(other.startswith(f"{word}-") for other in _from(words, f"{word}-"))


def _from(words: Vocabulary, beginning: str) -> tuple[str, ...]:
    """The next words of the vocabulary in the order of the alphabet."""
    at = bisect_left(words.ordered, beginning)
    return words.ordered[at : at + _NEIGHBOURS]


def with_accent(before: str, after: str, language: str, words: Vocabulary) -> bool:
    """Whether one Latin letter with an accent between the two makes a common word of them."""
    accented = re.compile(re.escape(before) + _ACCENTED + re.escape(after))
    own = any(accented.fullmatch(other) for other in _from(words, before))
    return own or _with_accent(before, after, language)


@cache
def _with_accent(before: str, after: str, language: str) -> bool:
    listed = _word_list(language, "small")
    pieces = (re.escape(before.encode()), _ACCENTED_BYTES, re.escape(after.encode()))
    return any(
        found[0][0] == _SHORT_STRING | len(found[0]) - 1
        for found in re.finditer(b"[\xa0-\xbf]" + b"".join(pieces) + b"(?=[\x80-\xdf])", listed)
    )


def commonness(word: str, language: str, *, rare: bool = True) -> float:
    """How common `word` is: near 7 for the commonest, under 3 for rare ones, 0 for no word.

    By Zipf's law a word's frequency is as one over its rank; its place in the list stands for
    the rank. 0 also where no list of `language` (BCP 47) is known. Without `rare` only the
    short list of common words is searched, which is ten times as quick.
    """
    return _commonness(folding(word), language, ("small", "large") if rare else ("small",))


@cache
def _commonness(word: str, language: str, sizes: tuple[str, ...]) -> float:
    for size in sizes:
        at = _find(_word_list(language, size), word.encode())
        if at > 0:
            return _RAREST - log10(at)
    return 0.0


def _find(listed: bytes, word: bytes) -> int:
    """Where `word` stands in a MessagePack list as a whole string; -1 where it does not."""
    short = len(word) <= _LONGEST_SHORT_STRING
    head = bytes([_SHORT_STRING | len(word)]) if short else bytes([_LONGER_STRING, min(len(word), 255)])
    at = listed.find(head + word)
    while at > 0 and _inside_a_letter(listed, at, at + len(head) + len(word)):
        at = listed.find(head + word, at + 1)
    return at


def _inside_a_letter(listed: bytes, start: int, end: int) -> bool:
    """Whether what was found is a part of another word, since its mark is a byte of a letter."""
    in_letter = _FIRST_LEAD_BYTE <= listed[start - 1] <= _LAST_LEAD_BYTE
    return in_letter or (listed[end : end + 1].isascii() and end < len(listed))


@cache
def _word_list(language: str, size: str) -> bytes:
    path = _folder() / f"{size}_{_LISTED_AS.get(language, language)}.msgpack.gz"
    if not path.is_file():
        return b""
    return gzip.decompress(path.read_bytes())


@cache
def _folder() -> Path:
    found = find_spec("wordfreq")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("the package wordfreq, which holds the word lists, is missing")
    return Path(found.origin).parent / "data"
