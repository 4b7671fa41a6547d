"""Letters in pieces or in disguise: `Mu¨ller`, `ofﬁce`, `inter­national`, decomposed accents.

What is certain by the standard (NFC, ligatures, presentation forms, invisible characters) is
done everywhere. A diacritic that stands as a character of its own joins the letter before or
after it as the manuscript's other words tell. See Unicode Standard Annex 15.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from unicodedata import normalize

from msgspec import Struct

from converter.diagnostics import Kind, Log, Place, Severity
from converter.edits import Edit, edit_manuscript, place_at, stretches, wording
from converter.manuscript import Manuscript
from converter.patterns import regex
from converter.repairs._letters import (
    COMPATIBLE,
    CONTROLS,
    INVISIBLE,
    MARKS,
    PRESENTED,
    PRIVATE,
    compose,
    decode_controls,
    drop_directions,
    drop_invisible,
    letters,
    show_symbols,
    split_ligatures,
    unpresent,
)

LIGATURE = Kind("ligature", Severity.NOTE, "A ligature was written as letters.")
PRESENTATION_FORM = Kind("presentation-form", Severity.NOTE, "Presentation forms were written as letters.")
CONTROL_CHARACTER = Kind("control-character", Severity.NOTE, "Control characters were read as Windows 1252.")
INVISIBLE_CHARACTER = Kind("invisible-character", Severity.NOTE, "Soft hyphens or characters of no width were removed.")
DIRECTION_TURNED = Kind(
    "direction-turned",
    Severity.WARNING,
    "Characters that turn the direction of the text were removed: what it showed may not be what it says.",
)
DECOMPOSED_LETTER = Kind("decomposed-letter", Severity.NOTE, "Letters and their combining marks were composed.")
LOOSE_DIACRITIC = Kind("loose-diacritic", Severity.NOTE, "A diacritic beside its letter was put on it.")
LOOSE_DIACRITIC_DOUBT = Kind(
    "loose-diacritic-doubt",
    Severity.QUESTION,
    "A diacritic stands beside letters, and which one it belongs to is not clear; it was left.",
)
STRAY_MARK = Kind("stray-mark", Severity.QUESTION, "A combining mark follows no letter; it was left.")
SYMBOL_FONT = Kind("symbol-font", Severity.QUESTION, "A private-use character was read as the font Symbol.")
PRIVATE_USE = Kind("private-use", Severity.QUESTION, "A private-use character has no known meaning; it was left.")

_CERTAIN: Sequence[tuple[Kind, Callable[[str], str]]] = (
    (DIRECTION_TURNED, drop_directions),
    (CONTROL_CHARACTER, decode_controls),
    (LIGATURE, split_ligatures),
    (PRESENTATION_FORM, unpresent),
    (INVISIBLE_CHARACTER, drop_invisible),
    (SYMBOL_FONT, show_symbols),
    (DECOMPOSED_LETTER, compose),
)
_SPACING = "´¨¯¸\u02c6\u02c7\u02d8-\u02dd"
_TRACES = f"{MARKS}{_SPACING}{COMPATIBLE}{PRESENTED}{INVISIBLE}{CONTROLS}{PRIVATE}\u00ad\u2126\u212a\u212b"
_TRACE = regex(f"[{_TRACES}]")
_WORD = regex(rf"[\w{_TRACES}]+")
_STRAY = regex(f"[{MARKS}]")
_UNKNOWN = "[\ue000-\uf02c\uf02e-\uf0ac\uf0ae-\uf8ff]"
"""Private-use characters but those that stand for hyphens, which have a repair of their own."""
_LOOSE_TRACE = regex(f"[{_SPACING}]")
_LOOSE = regex(rf"([^\W\d_]?)([{_SPACING}])([^\W\d_]?)")
_CLEARLY = 3


class _Custom(Struct, frozen=True):
    """How the manuscript writes loose diacritics, and its sound words."""

    before: bool
    """The diacritic is before its letter, as TeX's old fonts have it."""
    after: bool
    words: frozenset[str]


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """`manuscript` with whole letters only: composed, visible, without disguise."""
    texts = [wording(runs) for _, runs in stretches(manuscript)]
    if not any(not text.isascii() and _TRACE.search(text) for text in texts):
        return manuscript
    custom = _custom(texts)

    def find(text: str, place: Place) -> Sequence[Edit]:
        return list(_edits(log, text, place, custom)) if _TRACE.search(text) else ()

    return edit_manuscript(manuscript, find)


def _edits(log: Log, text: str, place: Place, custom: _Custom) -> Iterator[Edit]:
    for match in _WORD.finditer(text):
        word = match[0]
        if word.isascii() or not _TRACE.search(word):
            continue
        kinds, after = _mended(word, custom)
        spot = place_at(place, text, match.start())
        for kind in kinds:
            if kind.severity is Severity.QUESTION and kind is not SYMBOL_FONT:
                log(kind(spot, excerpt=word))
        if after != word:
            changes = [kind for kind in kinds if kind.severity is not Severity.QUESTION or kind is SYMBOL_FONT]
            log(changes[0](spot, before=word, after=after))
            yield Edit(match.start(), match.end(), after)


def _mended(word: str, custom: _Custom) -> tuple[list[Kind], str]:
    """`word` mended, and the kinds of damage it had or may have."""
    kinds: list[Kind] = []
    after = word
    for kind, mended in _CERTAIN:
        before, after = after, mended(after)
        if after != before:
            kinds.append(kind)
    joined = _join_diacritics(after, custom)
    if joined is None:
        kinds.append(LOOSE_DIACRITIC_DOUBT)
    elif joined != after:
        kinds.append(LOOSE_DIACRITIC)
        after = joined
    if _STRAY.match(after):
        kinds.append(STRAY_MARK)
    if re.search(_UNKNOWN, after):
        kinds.append(PRIVATE_USE)
    return kinds, after


def _custom(texts: Iterable[str]) -> _Custom:
    """What the manuscript's clear cases tell of its unclear ones."""
    before = after = 0
    words: set[str] = set()
    if not any(_LOOSE_TRACE.search(text) for text in texts):
        return _Custom(before=False, after=False, words=frozenset())
    for text in texts:
        for word in _WORD.findall(text):
            if word.isascii() or not _TRACE.search(word):
                words.add(word)
                continue
            for found in _LOOSE.finditer(word):
                to_last, to_next = _joints(found)
                if found[2] in letters().after_letter:
                    continue
                trusted = found[2] not in letters().like_apostrophe or found[3] == "\u0131"
                before += bool(trusted and to_next and not to_last)
                after += bool(trusted and to_last and not to_next)
    return _Custom(before=before > after * _CLEARLY, after=after > before * _CLEARLY, words=frozenset(words))


def _joints(found: re.Match[str]) -> tuple[str, str]:
    """A loose diacritic as one letter with the letter before it, and with the one after it."""
    last, diacritic, following = found.groups()
    mark = letters().spacing[diacritic]
    return _joint(last, mark), _joint(following.replace("\u0131", "i"), mark)


def _joint(letter: str, mark: str) -> str:
    whole = normalize("NFC", letter + mark)
    return whole if letter and len(whole) == 1 else ""


def _join_diacritics(word: str, custom: _Custom) -> str | None:
    """`word` with its loose diacritics on their letters; None where that is not clear."""
    at = 0
    while found := _LOOSE.search(word, at):
        to_last, to_next = _joints(found)
        options = [
            word[: found.start()] + joint + word[found.end() :]
            for joint in (to_last and to_last + found[3], to_next and found[1] + to_next)
            if joint
        ]
        if not options:
            at = found.end(2)
            continue
        choice = _choice(found, to_last, to_next, options, custom)
        if choice is None:
            return word if found[2] in letters().like_apostrophe else None
        word, at = choice, found.start() + 1
    return word


def _choice(found: re.Match[str], to_last: str, to_next: str, options: Sequence[str], custom: _Custom) -> str | None:
    known = [option for option in options if option in custom.words]
    if len(known) == 1:
        return known[0]
    if to_last and found[2] in letters().after_letter:
        return options[0]
    if found[3] == "\u0131" or (custom.before and to_next):
        return options[-1] if to_next else None
    if custom.after and to_last:
        return options[0]
    if found[2] in letters().like_apostrophe or len(options) > 1:
        return None
    return options[0]
