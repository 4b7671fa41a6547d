"""One word, or two with a hyphen: what stood where a line ended or a hyphen was lost.

Evidence is heard in the order of its worth: the same word elsewhere in the manuscript, digits and
capitals, the word lists of the language, the word's kin in the manuscript. Where all are
silent the commoner case is taken and said to be doubtful.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from converter.compiled import toml
from converter.words import Vocabulary, begins_compounds, commonness, folding, has_kin

_ODDS_OF_DIVISION = 1.6
"""How many powers of ten the joined word may be rarer than the rarer of its halves.

Measured on set text in seven languages: one line end in twenty holds a true hyphen.
"""
_COMMON = 3.2
"""Commonness from which a half is taken for a word of its own and not a syllable."""
_SYLLABLE = 2


class Decision(Struct, frozen=True):
    """The word as it should read, and whether the evidence was enough."""

    text: str
    sure: bool = True


def decide(left: str, right: str, language: str, words: Vocabulary) -> Decision:
    """What `left`, a mark of division and `right` were before the line ended between them.

    `left` and `right` are the pieces without the mark: "bakh", "tiniano" gives "bakhtiniano",
    "long", "term" gives "long-term", "short", "and" gives "short- and".
    """
    before, after = left.rsplit("-", 1)[-1], right.split("-", 1)[0]
    hyphenated = f"{left}-{right}"
    elsewhere = _in_manuscript(left, right, words)
    if elsewhere:
        return Decision(left + right if elsewhere > 0 else hyphenated)
    if not before or not after or _by_shape(before, after):
        return Decision(hyphenated)
    before, after = folding(before), folding(after)
    joined = commonness(before + after, language)
    if not joined and is_conjunction(after, language):
        return Decision(f"{left}- {right}")
    if not joined and is_enclitic(after, language):
        return Decision(hyphenated)
    if joined:
        return Decision(left + right if joined >= _bar(before, after, language) else hyphenated)
    if has_kin(words, before + after, len(before)):
        return Decision(left + right)
    two_words = _both_words(before, after, language, words)
    return Decision(hyphenated if two_words else left + right, sure=False)


def _by_shape(before: str, after: str) -> bool:
    """Whether digits, capitals or a single letter alone tell that the hyphen is a true one."""
    if before[-1].isdigit() or after[0].isdigit() or len(before) == 1:
        return True
    if before.isupper() and after.isupper():
        return False
    return after[0].isupper() or before.isupper()


def _in_manuscript(left: str, right: str, words: Vocabulary) -> int:
    """How much oftener the joined word stands elsewhere than the hyphenated one."""
    outer = (folding(left), folding(right))
    inner = (outer[0].rsplit("-", 1)[-1], outer[1].split("-", 1)[0])
    return sum(
        words.counts.get(before + after, 0) - words.counts.get(f"{before}-{after}", 0)
        for before, after in {outer, inner}
    )


def _bar(before: str, after: str, language: str) -> float:
    """How common the joined word must be to win over its halves."""
    if language in _listed("closed", "languages"):
        return 0.0
    return _rarer(before, after, language) - _ODDS_OF_DIVISION


def _rarer(before: str, after: str, language: str) -> float:
    return min(commonness(half, language, rare=False) for half in (before, after))


def _both_words(before: str, after: str, language: str, words: Vocabulary) -> bool:
    if language in _listed("closed", "languages") or len(after) <= _SYLLABLE:
        return False
    if begins_compounds(words, before) or (before in words.counts and after in words.counts):
        return True
    return len(before) > _SYLLABLE and _rarer(before, after, language) >= _COMMON


def is_enclitic(word: str, language: str) -> bool:
    """Whether `word`, case folded, hangs on the word before it by a hyphen: "tornou-se"."""
    return word in _listed("enclitics", language)


def is_conjunction(word: str, language: str) -> bool:
    """Whether `word`, case folded, may follow a suspended compound: "short- and long-term"."""
    return word in _listed("conjunctions", language)


def _listed(table: str, key: str) -> frozenset[str]:
    return _tables()[table].get(key, frozenset())


@cache
def _tables() -> Mapping[str, Mapping[str, frozenset[str]]]:
    tables = toml(Path(__file__).with_suffix(".toml"))
    return {table: {key: frozenset(words) for key, words in rows.items()} for table, rows in tables.items()}
