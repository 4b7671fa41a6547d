"""Hyphens that a font showed as a digit: "People5to5People"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from converter.diagnostics import Kind, Log, Place, Severity
from converter.edits import Edit, edit_manuscript, place_at, stretches, wording
from converter.languages import detect
from converter.manuscript import Manuscript
from converter.patterns import regex
from converter.words import Vocabulary, commonness, folding

DIGIT_FOR_HYPHEN = Kind(
    "digit-for-hyphen",
    Severity.NOTE,
    "A digit stood for a hyphen: the words are hyphenated elsewhere.",
)
DOUBTFUL_DIGIT = Kind("doubtful-digit", Severity.QUESTION, "A digit between two words was taken for a hyphen.")

_SUSPICIOUS = regex(r"[0-9](?<=[^\W\d_]{3}[0-9])(?=[^\W\d_]{2})")
_TOKEN = regex(r"(?<![\w./@:#-])[^\W\d_]{3,40}([0-9])(?:[^\W\d_]{2,40}\1){0,3}[^\W\d_]{3,40}(?![\w/@-]|\.\w)")
_READ_AS_WORDS = "24"
"""Digits that writers put for "to" and "for": peer2peer."""
_COMMON = 4.0
_ENOUGH = 2


def has_digits_in_words(text: str) -> bool:
    """Whether a digit stands between the letters of two words."""
    return _SUSPICIOUS.search(text) is not None and _TOKEN.search(text) is not None


def mend_digits(log: Log, manuscript: Manuscript, words: Vocabulary) -> Manuscript:
    """`manuscript` with hyphens for digits that stand between words, where evidence is strong.

    Strong is: the words are hyphenated elsewhere, or the same digit stands so several times.
    """
    texts = [wording(runs) for _, runs in stretches(manuscript)]
    tokens = {(t[0], t[1]) for text in texts if _SUSPICIOUS.search(text) for t in _TOKEN.finditer(text)}
    often = Counter(digit for _, digit in tokens)

    def find(text: str, place: Place) -> Sequence[Edit]:
        return _edits(log, text, place, words, often) if has_digits_in_words(text) else ()

    return edit_manuscript(manuscript, find) if tokens else manuscript


def _edits(log: Log, text: str, place: Place, words: Vocabulary, often: Counter[str]) -> list[Edit]:
    edits: list[Edit] = []
    for token in _TOKEN.finditer(text):
        digit = token[1]
        compound = token[0].replace(digit, "-")
        elsewhere = words.counts.get(folding(compound), 0) > 0
        repeated = often[digit] >= _ENOUGH and digit not in _READ_AS_WORDS
        if not (elsewhere or repeated) or not _all_words(compound, detect(text), words):
            continue
        kind = DIGIT_FOR_HYPHEN if elsewhere else DOUBTFUL_DIGIT
        log(kind(place_at(place, text, token.start()), before=token[0], after=compound))
        edits.append(Edit(token.start(), token.end(), compound))
    return edits


def _all_words(compound: str, language: str, words: Vocabulary) -> bool:
    return all(
        part in words.counts or commonness(part, language, rare=False) >= _COMMON
        for part in folding(compound).split("-")
    )
