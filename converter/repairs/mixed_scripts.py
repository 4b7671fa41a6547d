"""Look-alike letters of another script inside a word: `Knјiževnoistoriјski` with Cyrillic ј.

A word is written in one script. Where all its foreign letters have look-alikes, and the others
have none, the script is certain; else the manuscript's other words decide. Mixtures with a
meaning stay: `SMSки`, `мкВ`, `ΔG`, `Xв.`; words joined by a hyphen are words of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from converter.diagnostics import Kind, Log, Place, Severity
from converter.edits import Edit, edit_manuscript, place_at, stretches, wording
from converter.manuscript import Manuscript
from converter.patterns import regex
from converter.repairs._scripts import (
    LATIN_LETTERS,
    OTHER_LETTERS,
    Script,
    count_of,
    look_alikes,
    scripts_of,
    sound_of,
    written_in,
)

MIXED_SCRIPTS = Kind("mixed-scripts", Severity.NOTE, "Letters of another script that look alike were replaced.")
MIXED_SCRIPTS_FORM = Kind(
    "mixed-scripts-form",
    Severity.QUESTION,
    "A word in two scripts was replaced by the form used elsewhere in the manuscript.",
)
MIXED_SCRIPTS_READING = Kind(
    "mixed-scripts-reading",
    Severity.QUESTION,
    "A word was written in one script by its look-alikes; the text around it is in another.",
)
MIXED_SCRIPTS_DOUBT = Kind("mixed-scripts-doubt", Severity.QUESTION, "A word is written in two scripts; it was left.")

_WORD = regex(f"[{LATIN_LETTERS}{OTHER_LETTERS}\u0300-\u036f]+")
_OTHER = regex(f"[{OTHER_LETTERS}]")
_LATIN = regex(f"[{LATIN_LETTERS}]")
_ROMAN = regex(r"[IVXLCDM]+")
_MEANT = regex(
    "[A-Z][A-Za-z]{0,9}[A-Z][\u0430-\u045f]+|[IVXLCDM]+[\u0430-\u045f]{1,2}"
    f"|[{OTHER_LETTERS}]{{1,2}}[A-Z]{{1,2}}[a-z]?|[A-Z][\u0430-\u045f]{{1,2}}"
    "|[\u0391-\u03c9][A-Za-z]{1,3}|[A-Za-z]{1,3}[\u0391-\u03c9]"
)
"""Acronyms with an ending, centuries, units and quantities."""
_SHORTEST = 3
_LIKE = 0.75


class _Sources(Struct, frozen=True):
    """What the manuscript says: its texts, its words in one script."""

    texts: Sequence[str]
    words: frozenset[str]
    rare: bool
    """It has Cyrillic words with letters that Russian has not."""


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """`manuscript` with every word in one script, as far as the evidence goes."""
    texts = [wording(runs) for _, runs in stretches(manuscript)]
    words = {text: _words(text) for text in texts}
    mixed = frozenset(text for text, row in words.items() if any(map(_is_mixed, row)))
    if not mixed:
        return manuscript
    sources = _sources(words)

    def find(text: str, place: Place) -> Sequence[Edit]:
        return list(_edits(log, text, place, sources)) if text in mixed else ()

    return edit_manuscript(manuscript, find)


def _words(text: str) -> Sequence[str]:
    """The words of a text that has letters beyond the Latin."""
    return _WORD.findall(text) if not text.isascii() and _OTHER.search(text) else ()


def _is_mixed(word: str) -> bool:
    return not word.isascii() and bool(_LATIN.search(word) and _OTHER.search(word))


def _sources(texts: Mapping[str, Sequence[str]]) -> _Sources:
    """What the manuscript says by its texts; words of those with Latin letters alone are not known yet."""
    found = {word for text, known in texts.items() for word in known or _WORD.findall(text)}
    words = frozenset(word for word in found if not _is_mixed(word))
    rare = re.compile(f"[{''.join(look_alikes().rare.values())}]")
    return _Sources(tuple(texts), words, rare.search(" ".join(words)) is not None)


def _edits(log: Log, text: str, place: Place, sources: _Sources) -> Iterator[Edit]:
    for match in _WORD.finditer(text):
        if not _is_mixed(match[0]):
            continue
        kind, after = _decide(text, match, sources)
        spot = place_at(place, text, match.start())
        if kind is MIXED_SCRIPTS_DOUBT:
            log(kind(spot, excerpt=match[0]))
        elif kind is not None:
            log(kind(spot, before=match[0], after=after))
            yield Edit(match.start(), match.end(), after)


def _decide(text: str, match: re.Match[str], sources: _Sources) -> tuple[Kind | None, str]:
    """What becomes of a word in two scripts; no kind for a mixture that is meant."""
    word = match[0]
    around = text[: match.start()] + text[match.end() :]
    forms = [form for form in _forms(word, sources) if form]
    known = [form for form in forms if _is_known(form, sources)]
    if len(known) == 1 and not _strange(known[0], around):
        return MIXED_SCRIPTS, known[0]
    greek = Script.GREEK in scripts_of(word)
    if not greek and (company := _company(text, match, sources)):
        return MIXED_SCRIPTS_FORM, company
    if _MEANT.fullmatch(word) or (greek and not forms):
        return None, ""
    if roman := [form for form in forms if _ROMAN.fullmatch(form)]:
        return MIXED_SCRIPTS, roman[0]
    if len(forms) > 1:
        forms = [form for form in forms if not _strange(form, around)]
    if len(forms) != 1 or (len(word) < _SHORTEST and _strange(forms[0], around)):
        return MIXED_SCRIPTS_DOUBT, ""
    return (MIXED_SCRIPTS_READING if _strange(forms[0], around) else MIXED_SCRIPTS), forms[0]


def _is_known(form: str, sources: _Sources) -> bool:
    return not sources.words.isdisjoint((form, form.lower(), form.capitalize()))


def _forms(word: str, sources: _Sources) -> Iterator[str]:
    """`word` in each of its scripts, where look-alikes allow it."""
    tables = look_alikes()
    other = next((each for each in scripts_of(word) if each is not Script.LATIN), Script.CYRILLIC)
    yield written_in(word, Script.LATIN, tables.to_latin[other])
    back = tables.from_latin[other]
    if other is Script.CYRILLIC and sources.rare:
        back = back | tables.rare
    yield written_in(word, other, back)


def _strange(form: str, around: str) -> bool:
    """Whether `form` is in another script than most of the text around it."""
    (script,) = scripts_of(form)
    return 2 * count_of(script, around) < sum(count_of(each, around) for each in Script)


def _company(text: str, match: re.Match[str], sources: _Sources) -> str:
    """The one word like this one that follows the same word elsewhere, or stands before it."""
    before = re.search(r"([^\W\d_]+)\s+\Z", text[: match.start()])
    after = re.match(r"\s+([^\W\d_]+)", text[match.end() :])
    found: set[str] = set()
    if before:
        found |= _neighbours(rf"\b{before[1]}\s+([^\W\d_]+)", before[1], sources.texts)
    if after:
        found |= _neighbours(rf"([^\W\d_]+)\s+{after[1]}\b", after[1], sources.texts)
    like = {other for other in found if _alike(other, match[0])}
    return like.pop() if len(like) == 1 else ""


def _neighbours(pattern: str, word: str, texts: Sequence[str]) -> set[str]:
    """Words beside `word` in the texts, in its script."""
    script = scripts_of(word)
    if len(script) > 1:
        return set()
    found = {other for text in texts if word in text for other in re.findall(pattern, text)}
    return {other for other in found if scripts_of(other) == script}


def _alike(one: str, other: str) -> bool:
    if one[:1].isupper() != other[:1].isupper():
        return False
    from difflib import SequenceMatcher

    return SequenceMatcher(None, sound_of(one), sound_of(other)).ratio() >= _LIKE
