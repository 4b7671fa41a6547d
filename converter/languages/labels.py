"""Finds the label with which a text begins: "Abstract. In the..." opens the abstract.

Wordings stand in the languages' files. Letters are compared without regard to case, blanks and
hyphens, so that "ABSTRACT", "A b s t r a c t", "Key words" and "Key-words" need no wording of
their own. A label ends with a delimiter or with its line: "Abstract painting in Hanoi" is none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

from msgspec import Struct

from converter.languages.records import PARTS
from converter.languages.wordings import Parts, Readings, fold, key_of, may_open, wordings_of
from converter.patterns import regex

_BULLETED = regex(r"""[*•·∙●▪■□◦‣–—\-†‡§¶#>|\[«“"⁎∗✉1234567890.)(\s]{1,40}""")
"""A bullet or number before a label is at most so long."""
_DELIMITERS = frozenset(":.：。．；;|]】〕」—–−―=․")
_DOUBLING = frozenset("/|(\\")
_WORD_START = regex(r"(?:(?<!\w)|(?<=[_\u2e80-\u9fff]))\S")
"""Where a word may start; Chinese words follow one another without blanks."""
_GLANCE = 8
"""Most words are no label by their first characters."""
_LEAST_MISPRINTED = 8
_LONGEST = 240
"""No label is longer, its letters set apart or another language's beside it."""


class Label(Struct, frozen=True):
    """A label: it stands at `start:stop`, what it labels starts at `end`.

    `languages` are those that have the wording, the likeliest first, none for a wording of no
    one language ("ORCID"). `closed`: a delimiter followed, else the line ended or a bare value
    follows. `doubled` are the languages of a second label after a stroke ("Resumo / Abstract").
    """

    part: str
    languages: tuple[str, ...]
    start: int
    stop: int
    end: int
    closed: bool = True
    doubled: tuple[str, ...] = ()

    @property
    def language(self) -> str:
        """The likeliest language, or "" for a wording of no one language."""
        return self.languages[0] if self.languages else ""


def _asked(parts: Collection[str] | None) -> Parts:
    return None if parts is None else frozenset(parts)


def _within_word(text: str, at: int) -> bool:
    """Whether a word goes on at `at`: a letter, a combining mark or a digit, none of Chinese."""
    if at >= len(text) or "\u2e80" <= text[at] <= "\u9fff":
        return False
    return text[at].isalnum() or unicodedata.combining(text[at]) > 0


def may_begin(text: str, at: int, parts: Parts) -> bool:
    """Whether at first sight a label of `parts` may stand at `at`."""
    return may_open(text[at : at + _GLANCE], parts)


def _walk(text: str, start: int, parts: Parts) -> Sequence[tuple[int, Readings]]:
    """Every wording that stands at `start`, with its end, the longest last."""
    if not may_begin(text, start, parts):
        return ()
    known, key = wordings_of(parts), ""
    found = []
    for at in range(start, len(text)):
        folded = fold(text[at])
        if not folded:
            continue
        key += folded
        if not known.begins(key):
            break
        if (readings := known.readings(key)) and not _within_word(text, at + 1):
            found.append((at + 1, readings))
    return found


def _skip_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _delimiter(text: str, stop: int) -> tuple[int, bool] | None:
    """Where what is labelled starts, and whether a delimiter stood before it.

    None where the sentence simply goes on. A hyphen counts between blanks only.
    """
    at = stop
    while at < len(text) and text[at] in " \t\u00a0\u202f":
        at += 1
    if at == len(text):
        return at, False
    if text[at] == "\n":
        return _skip_blanks(text, at), False
    if text[at] == "-" and at > stop and text[at + 1 : at + 2].isspace():
        return _skip_blanks(text, at + 1), True
    if text[at] not in _DELIMITERS:
        return None
    while at < len(text) and text[at] in _DELIMITERS:
        at += 1
    return _skip_blanks(text, at), True


def _bare(text: str, stop: int) -> int | None:
    """Where a value starts that follows without a delimiter: a number, a code ("Q13") or an address."""
    at = _skip_blanks(text, stop)
    value = text[at : at + 4].casefold()
    coded = text[at : at + 1].isupper() and text[at + 1 : at + 2].isdigit()
    return at if at > stop and (value[:1].isdigit() or value == "http" or coded) else None


def _doubled(text: str, stop: int, part: str) -> tuple[int, tuple[str, ...]] | None:
    """End and languages of a second label of the same part after a stroke or in brackets."""
    at = _skip_blanks(text, stop)
    if at >= len(text) or text[at] not in _DOUBLING:
        return None
    found = None
    for second, readings in _walk(text, _skip_blanks(text, at + 1), frozenset((part,))):
        found = second + (text[second : second + 1] == ")"), readings[0][1]
    return found


def _ended(text: str, start: int, stop: int, part: str, languages: tuple[str, ...]) -> Label | None:
    second = _doubled(text, stop, part)
    if second and (closing := _delimiter(text, second[0])):
        return Label(part, languages, start, second[0], *closing, second[1])
    if closing := _delimiter(text, stop):
        return Label(part, languages, start, stop, *closing)
    if PARTS[part].bare and (value := _bare(text, stop)) is not None:
        return Label(part, languages, start, stop, value, closed=False)
    return None


def _label_at(text: str, start: int, parts: Parts) -> Label | None:
    """The longest label at `start`."""
    found = None
    for stop, readings in _walk(text, start, parts):
        for part, languages in readings:
            label = _ended(text, start, stop, part, languages)
            if label and (found is None or label.stop > found.stop):
                found = label
    return found


def find_label(text: str, parts: Collection[str] | None = None) -> Label | None:
    """The label with which `text` begins, after blanks, a bullet or a number; the longest wins.

    `parts` keeps to those. None where no label stands, or where it is the start of a sentence.
    A label that fills its line needs no delimiter; so a caller may give the text of a bold run.
    """
    start, asked = _skip_blanks(text, 0), _asked(parts)
    found = _label_at(text, start, asked)
    bulleted = None if found else _BULLETED.match(text, start)
    return _label_at(text, bulleted.end(), asked) if bulleted else found


def whole_label(text: str, parts: Collection[str] | None = None) -> Label | None:
    """The label that `text` is, with nothing behind it: a heading."""
    label = find_label(text, parts) if len(text) <= _LONGEST else None
    return label if label and label.end >= len(text) else None


def is_label(text: str, part: str) -> bool:
    """Whether `text` is a label of that part and nothing else: a heading of it."""
    return whole_label(text.strip(), (part,)) is not None


def find_misprint(text: str, part: str) -> str:
    """The wording of `part` that `text` is but for one letter, as compared; "" where it is none.

    The first letter and the length of a word are asked for: "Preferences" is no "References".
    """
    key = key_of(text.strip(" .:*"))
    if len(key) < _LEAST_MISPRINTED:
        return ""
    from rapidfuzz.distance import Levenshtein

    known = wordings_of(frozenset((part,))).keys
    alike = (each for each in known if each[0] == key[0] and Levenshtein.distance(each, key, score_cutoff=1) == 1)
    return next(alike, "")


def find_labels(
    text: str, parts: Collection[str] | None = None, starts: re.Pattern[str] = _WORD_START
) -> tuple[Label, ...]:
    """Every label in `text` at the start of a word, also amid a sentence, none overlapping.

    What follows need not be delimited (`closed` is then False and `end` after the blanks). A
    match of `starts` ends with the first letter of a label, where fewer words come into question.
    """
    asked = _asked(parts)
    found: list[Label] = []
    for match in starts.finditer(text):
        at = match.end() - 1
        if not may_begin(text, at, asked) or (found and at < found[-1].stop):
            continue
        label = None if at and _within_word(text, at - 1) else _label_within(text, at, asked)
        if label:
            found.append(label)
    return tuple(found)


def _label_within(text: str, start: int, parts: Parts) -> Label | None:
    found = None
    for stop, readings in _walk(text, start, parts):
        for part, languages in readings:
            end, closed = _delimiter(text, stop) or (_skip_blanks(text, stop), False)
            found = Label(part, languages, start, stop, end, closed)
    return found
