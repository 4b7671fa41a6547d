"""Hyphens lost with their font: shown as an unreadable character, as a digit, or not at all.

Within a line an unreadable character between two words was a hyphen, if no letter makes one word
of them ("M\ufffdxico"). At a line end it divided a word or was a true hyphen: evidence decides.
Where it stands alone it may have been a dash, a quotation mark or a letter: that is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum

from msgspec import Struct

from converter.compounds import Decision, decide, is_conjunction, is_enclitic
from converter.diagnostics import Kind, Log, Place, Severity
from converter.edits import Edit, edit_manuscript, place_at, stretches, wording
from converter.languages import detect
from converter.manuscript import Manuscript
from converter.patterns import regex
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

_ANY_LOST = regex(f"[{LOST}]+")
_JOINT = rf"[{LOST}](?:[ \t]*\n\s*)?"
_CHAIN = regex(rf"{_JOINT}\w+(?:(?:[{HYPHENS}]|{_JOINT})\w+)*")
_SUSPENDED = regex(rf"[{LOST}][ ](\w+)[ ]\w+[{HYPHENS}{LOST}]\w")
"""Before a conjunction and a compound: "pre- and post-war"."""
_JOINTS = regex(rf"({_JOINT})")
_WORD_LENGTH = 3
_COMMON = 4.0
_NEAR = 30


class _Finding(Struct, frozen=True):
    """What stands at `text[start:end]`: a word, or nothing that can be read."""

    start: int
    end: int
    word: Decision | None
    divided: bool = False


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """`manuscript` with the hyphens put back that the reading of its fonts lost."""
    texts = [wording(runs) for _, runs in stretches(manuscript)]
    if not any(map(has_lost, texts)) and not any(map(has_digits_in_words, texts)):
        return manuscript
    words = vocabulary(manuscript)
    mended = _mend_unreadable(log, manuscript, [text for text in texts if has_lost(text)], words)
    mended = mend_digits(log, mended, words)
    return mended if mended is manuscript else mend_headings(log, mended, words)


def _mend_unreadable(log: Log, manuscript: Manuscript, damaged: Sequence[str], words: Vocabulary) -> Manuscript:
    main = main_language(manuscript)
    findings = {text: list(_read(text, detect(text[:ENOUGH_TEXT]) or main, words)) for text in damaged}
    trust = _trust([finding for row in findings.values() for finding in row])

    def find(text: str, place: Place) -> Sequence[Edit]:
        return [edit for finding in findings.get(text, ()) for edit in _settle(log, text, place, finding, trust)]

    return edit_manuscript(manuscript, find) if damaged else manuscript


class _Trust(IntEnum):
    """How far unreadable characters are known to be hyphens, in one manuscript."""

    NONE = 0
    MOSTLY = 1
    ALWAYS = 2


def _trust(findings: Sequence[_Finding]) -> _Trust:
    """What the clear cases within lines tell of the doubtful ones."""
    within = [finding.word for finding in findings if not finding.divided]
    other = sum(word is None for word in within)
    clear = sum(word is not None and word.sure for word in within)
    doubtful = len(within) - other - clear
    if other > clear:
        return _Trust.NONE
    return _Trust.MOSTLY if other or doubtful > clear else _Trust.ALWAYS


def _read(text: str, language: str, words: Vocabulary) -> Iterator[_Finding]:
    at = 0
    while found := _ANY_LOST.search(text, at):
        at = found.end()
        left = left_of(text, found.start())
        chain = _CHAIN.match(text, found.start()) if left else None
        word = _whole(left, chain[0], language, words) if chain else None
        suspended = _SUSPENDED.match(text, found.start()) if left else None
        if suspended and is_conjunction(folding(suspended[1]), language):
            yield _Finding(found.start() - len(left), at, Decision(f"{left}-"))
            continue
        if not chain or not word:
            yield _Finding(found.start(), at, None)
            continue
        at = chain.end()
        yield _Finding(found.start() - len(left), at, word, "\n" in chain[0])


def _settle(log: Log, text: str, place: Place, finding: _Finding, trust: _Trust) -> Iterator[Edit]:
    here = place_at(place, text, finding.start)
    word = finding.word
    if not word or not (word.sure or trust):
        log(UNREADABLE(here, excerpt=_around(text, finding.start, finding.end)))
        return
    was = " ".join(text[finding.start : finding.end].split())
    log(_kind(finding, word, trust)(here, before=was, after=word.text))
    yield in_one_line(text, finding.start, finding.end, word.text)


def _kind(finding: _Finding, word: Decision, trust: _Trust) -> Kind:
    if finding.divided:
        return LOST_DIVISION if word.sure else DOUBTFUL_HYPHEN
    return LOST_HYPHEN if word.sure or trust is _Trust.ALWAYS else DOUBTFUL_HYPHEN


def _whole(left: str, chain: str, language: str, words: Vocabulary) -> Decision | None:
    """The word of `left` and the joints and pieces of `chain`; None if it lacks a letter."""

    def read(before: str, joint: str, after: str) -> Decision | None:
        judge = decide if "\n" in joint else _within_line
        return judge(before, after, language, words)

    return fold(left, chain, _JOINTS, read)


def _within_line(left: str, right: str, language: str, words: Vocabulary) -> Decision | None:
    """`left` and `right` with a hyphen; None if a letter between them makes a word."""
    hyphenated = f"{left}-{right}"
    before, after = folding(left.rsplit("-", 1)[-1]), folding(right.split("-", 1)[0])
    if before[-1].isdigit() or after[0].isdigit() or right[0].isupper():
        return Decision(hyphenated)
    known = [
        half in words.counts or commonness(half, language, rare=False) >= _COMMON
        for half in (before, after)
        if len(half) >= _WORD_LENGTH
    ]
    if (len(known) == 2 and all(known)) or is_enclitic(after, language):
        return Decision(hyphenated)
    if with_accent(before, after, language, words):
        return None
    return Decision(hyphenated, sure=any(known))


def _around(text: str, start: int, end: int) -> str:
    """The whole words around `text[start:end]`."""
    before = text[max(0, start - _NEAR) : start]
    after = text[end : end + _NEAR]
    if len(before) == _NEAR:
        before = before[before.find(" ") + 1 :]
    if len(after) == _NEAR:
        after = after[: after.rfind(" ") + 1]
    return " ".join((before + text[start:end] + after).split())
