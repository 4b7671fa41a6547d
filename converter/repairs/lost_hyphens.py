"""Hyphens lost with their font: shown as an unreadable character, as a digit, or not at all.

Within a line an unreadable character between two words was a hyphen, if no letter makes one word
of them ("M\ufffdxico"). At a line end it divided a word or was a true hyphen: evidence decides.
Where it stands alone it may have been a dash, a quotation mark or a letter: that is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from converter.compounds import Decision, decide
from converter.diagnostics import Kind, Log, Place, Severity
from converter.edits import Edit, edit_manuscript, place_at, stretches, wording
from converter.languages import detect
from converter.manuscript import Manuscript
from converter.repairs._joints import ENOUGH_TEXT, fold, in_one_line, left_of, main_language
from converter.repairs._shown_as_digits import has_digits_in_words, mend_digits
from converter.repairs._shown_as_nothing import mend_headings
from converter.words import HYPHENS, LOST, Vocabulary, commonness, folding, has_lost, vocabulary, with_accent

LOST_HYPHEN = Kind("lost-hyphen", Severity.NOTE, "A lost hyphen was put back.")
LOST_DIVISION = Kind("lost-division", Severity.NOTE, "A word divided at a line end, its hyphen lost, was made whole.")
DOUBTFUL_HYPHEN = Kind(
    "doubtful-hyphen",
    Severity.QUESTION,
    "An unreadable character was taken for a hyphen or a divided word; this is a guess.",
)
UNREADABLE = Kind(
    "unreadable-character",
    Severity.QUESTION,
    "An unreadable character stands where a letter, a dash or a quotation mark may have been.",
)

_ANY_LOST = re.compile(f"[{LOST}]")
_WITHIN_LINE = re.compile(rf"[{LOST}](?![ \t]*\n)")
_BETWEEN_WORDS = re.compile(rf"(?<=\w)[{LOST}](?=\w)")
_JOINT = rf"[{LOST}](?:[ \t]*\n\s*)?"
_CHAIN = re.compile(rf"{_JOINT}\w+(?:(?:[{HYPHENS}]|{_JOINT})\w+)*")
_JOINTS = re.compile(rf"({_JOINT})")
_WORD_LENGTH = 3


@dataclass(frozen=True, slots=True)
class _Evidence:
    language: str
    words: Vocabulary
    trusted: bool
    """Unreadable characters are mostly hyphens in this manuscript."""


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """`manuscript` with the hyphens put back that the reading of its fonts lost."""
    texts = [wording(runs) for _, runs in stretches(manuscript)]
    if not any(map(has_lost, texts)) and not any(map(has_digits_in_words, texts)):
        return manuscript
    words = vocabulary(manuscript)
    mended = _mend_unreadable(log, manuscript, words, trusted=_mostly_hyphens(texts))
    mended = mend_digits(log, mended, words)
    return mended if mended is manuscript else mend_headings(log, mended, words)


def _mend_unreadable(log: Log, manuscript: Manuscript, words: Vocabulary, *, trusted: bool) -> Manuscript:
    main = main_language(manuscript)

    def find(text: str, place: Place) -> Sequence[Edit]:
        if not has_lost(text):
            return ()
        language = detect(text[:ENOUGH_TEXT]) or main
        return list(_edits(log, text, place, _Evidence(language, words, trusted)))

    return edit_manuscript(manuscript, find)


def _mostly_hyphens(texts: Sequence[str]) -> bool:
    """Whether the unreadable characters within lines stand between words, as hyphens do."""
    damaged = [text for text in texts if has_lost(text)]
    within = sum(len(_WITHIN_LINE.findall(text)) for text in damaged)
    between = sum(len(_BETWEEN_WORDS.findall(text)) for text in damaged)
    return between * 2 >= within


def _edits(log: Log, text: str, place: Place, evidence: _Evidence) -> Iterator[Edit]:
    at = 0
    while found := _ANY_LOST.search(text, at):
        at = found.end()
        left = left_of(text, found.start())
        chain = _CHAIN.match(text, found.start()) if left else None
        decision = _whole(left, chain[0], evidence) if chain else None
        if not chain or not decision or not (decision.sure or evidence.trusted):
            here = place_at(place, text, found.start())
            log(UNREADABLE(here, excerpt=_around(text, found.start())))
            continue
        start, at = found.start() - len(left), chain.end()
        was = " ".join(text[start:at].split())
        log(_kind(decision, chain[0])(place_at(place, text, start), before=was, after=decision.text))
        yield in_one_line(text, start, at, decision.text)


def _kind(decision: Decision, chain: str) -> Kind:
    if not decision.sure:
        return DOUBTFUL_HYPHEN
    return LOST_DIVISION if "\n" in chain else LOST_HYPHEN


def _whole(left: str, chain: str, evidence: _Evidence) -> Decision | None:
    """The word of `left` and the joints and pieces of `chain`; None if it lacks a letter."""

    def read(before: str, joint: str, after: str) -> Decision | None:
        judge = decide if "\n" in joint else _within_line
        return judge(before, after, evidence.language, evidence.words)

    return fold(left, chain, _JOINTS, read)


def _within_line(left: str, right: str, language: str, words: Vocabulary) -> Decision | None:
    """`left` and `right` with a hyphen; None if a letter between them makes a word."""
    hyphenated = f"{left}-{right}"
    before, after = folding(left.rsplit("-", 1)[-1]), folding(right.split("-", 1)[0])
    if before[-1].isdigit() or after[0].isdigit() or right[0].isupper():
        return Decision(hyphenated)
    known = [
        half in words.parts or commonness(half, language, rare=False) > 0
        for half in (before, after)
        if len(half) >= _WORD_LENGTH
    ]
    if len(known) == 2 and all(known):
        return Decision(hyphenated)
    if with_accent(before, after, language, words):
        return None
    return Decision(hyphenated, sure=any(known))


def _around(text: str, at: int) -> str:
    """The words around the character at `at`."""
    return " ".join(text[max(0, at - 30) : at + 31].split())
