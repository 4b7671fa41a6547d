"""Words divided at line ends are made whole again: "bakh-" "tiniano", but "long-" "term".

The line end moves behind the word, so that lines keep their numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

from converter.compounds import Decision, decide
from converter.diagnostics import Kind, Log, Place, Severity
from converter.edits import MASK, Edit, edit_manuscript, place_at, stretches, wording
from converter.languages import detect
from converter.manuscript import Manuscript
from converter.patterns import regex
from converter.repairs._joints import ENOUGH_TEXT, fold, in_one_line, left_of, main_language
from converter.words import HYPHENS, Vocabulary, commonness, folding, has_kin, vocabulary

DIVIDED_WORD = Kind("divided-word", Severity.NOTE, "A word divided at a line end was made whole.")
DOUBTFUL_DIVISION = Kind(
    "doubtful-division",
    Severity.QUESTION,
    "A line ended within a word, and whether its hyphen is a true one is a guess.",
)
SOFT_HYPHEN = Kind("soft-hyphen", Severity.NOTE, "An invisible hyphen within a word was left out.")

_SOFT = "\u00ad"
_JOINT = rf"[{HYPHENS}{_SOFT}\u00ac][ \t]*\n\s*[{HYPHENS}]?"
_DIVISION = regex(rf"{_JOINT}\w+(?:(?:[{HYPHENS}]|{_JOINT})\w+)*")
_JOINTS = regex(rf"({_JOINT})")
_WITHIN = regex(rf"[^\W\d_]{{2,}}(?:{_SOFT}[ ]?[^\W\d_]{{2,}})+")
_SOFT_INSIDE = regex(rf"[^\W\d_]+{_SOFT}[^\W\d_]+")
_ENOUGH_WORDS = 50
_ADDRESS = regex(r"(?:://|www\.|\b10\.\d{4,9}/|@)\S*\Z")
_BLANKS = regex(r"\s+")
_LONGEST_ADDRESS = 400


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """`manuscript` with the words that a line end or a soft hyphen divided in one piece."""
    if not any(_is_suspicious(wording(runs)) for _, runs in stretches(manuscript)):
        return manuscript
    words = vocabulary(manuscript)
    main = main_language(manuscript)
    soft = MASK if _are_letters(manuscript, main, words) else _SOFT

    def find(text: str, place: Place) -> Sequence[Edit]:
        text = text.replace(_SOFT, soft)
        if not _is_suspicious(text):
            return ()
        language = detect(text[:ENOUGH_TEXT]) or main
        edits = _divisions(log, text, place, language, words)
        edits += _soft_hyphens(log, text, place, language, words)
        return sorted(edits, key=lambda edit: edit.start)

    return edit_manuscript(manuscript, find)


def join(left: str, right: str, language: str, evidence: Vocabulary) -> str:
    """The one text of "… bakh-" and "tiniano …", which a line or page end cut in two.

    A `left` that ends in no hyphen is joined to `right` by a space.
    """
    seam = f"{left.rstrip()}\n{right.lstrip()}"
    found = _DIVISION.match(seam, max(0, len(left.rstrip()) - 1))
    before = left_of(seam, found.start()) if found else ""
    if not found or not before:
        return seam.replace("\n", " ")
    word = _whole(before, found[0], language, evidence).text
    return seam[: found.start() - len(before)] + word + seam[found.end() :]


def _are_letters(manuscript: Manuscript, language: str, words: Vocabulary) -> bool:
    """Whether soft hyphens are letters: the Vietnamese ư stands at their code in an old encoding.

    Then the words they stand in are mostly no words without them.
    """
    texts = (wording(runs) for _, runs in stretches(manuscript))
    inside = [word for text in texts if _SOFT in text for word in _SOFT_INSIDE.findall(text)]
    heard = inside[:_ENOUGH_WORDS]
    known = sum(_is_known(word.replace(_SOFT, ""), language, words) for word in heard)
    return known * 2 < len(heard)


def _is_known(word: str, language: str, words: Vocabulary) -> bool:
    return folding(word) in words.counts or commonness(word, language) > 0


def _is_suspicious(text: str) -> bool:
    return _SOFT in text or ("\n" in text and _DIVISION.search(text) is not None)


def _divisions(log: Log, text: str, place: Place, language: str, words: Vocabulary) -> list[Edit]:
    edits: list[Edit] = []
    for found in _DIVISION.finditer(text):
        before = left_of(text, found.start())
        if not before:
            continue
        start = found.start() - len(before)
        decision = _whole(before, found[0], language, words)
        if _ADDRESS.search(text, max(0, start - _LONGEST_ADDRESS), found.start()):
            decision = Decision(before + _BLANKS.sub("", found[0]), sure=False)
        kind = DIVIDED_WORD if decision.sure else DOUBTFUL_DIVISION
        cut = " ".join(text[start : found.end()].split())
        log(kind(place_at(place, text, start), before=cut, after=decision.text))
        edits.append(in_one_line(text, start, found.end(), decision.text))
    return edits


def _whole(left: str, chain: str, language: str, words: Vocabulary) -> Decision:
    def read(before: str, joint: str, after: str) -> Decision:
        if joint[-1] in HYPHENS and len(joint) > 1:
            return Decision(f"{before}-{after}")
        if joint[0] == _SOFT:
            return Decision(before + after)
        return decide(before, after, language, words)

    return fold(left, chain, _JOINTS, read) or Decision(left)


def _soft_hyphens(log: Log, text: str, place: Place, language: str, words: Vocabulary) -> list[Edit]:
    """Soft hyphens out of words that are words without them."""
    edits: list[Edit] = []
    for found in _WITHIN.finditer(text) if _SOFT in text else ():
        whole = found[0].replace(f"{_SOFT} ", "").replace(_SOFT, "")
        begun = len(found[0].split(_SOFT)[0])
        if _is_known(whole, language, words) or has_kin(words, folding(whole), begun):
            log(SOFT_HYPHEN(place_at(place, text, found.start()), before=found[0], after=whole))
            edits.append(Edit(found.start(), found.end(), whole))
    return edits
