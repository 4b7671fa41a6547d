"""Numeric marks: `[3-5, 7]`, `[4]–[8]`, `(1,2)`, superscripts, `[12, с. 45]`.

Brackets with numbers are many things, so each way of writing them is weighed as a whole: it
is this article's way of citing where its numbers reach much of the numbered list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from converter.linking.enclosures import PAGE, Enclosure, Setting, after_label, counted, enclosures, is_likely
from converter.linking.names import WORD, fold
from converter.linking.passages import Passage
from converter.linking.words import connectors
from converter.patterns import regex


class NumberMark(Struct, frozen=True):
    """One number or range of numbers: the numbers meant and the pages, as printed."""

    numbers: tuple[int, ...]
    start: int
    end: int
    locator: str = ""


Marks = list[tuple[int, NumberMark]]
"""Marks with the number of their passage."""


class Numbering(Struct):
    """All marks of one setting, those of `unknown` references apart; `highest` number so far."""

    setting: Setting
    marks: Marks = field(default_factory=list)
    unknown: Marks = field(default_factory=list)
    reached: set[int] = field(default_factory=set)
    highest: int = 0

    def take(self, passage: int, mark: NumberMark, known: frozenset[int]) -> None:
        """Count a mark in."""
        if mark.numbers[0] not in known:
            self.unknown.append((passage, mark))
            return
        self.marks.append((passage, mark))
        self.reached.update(number for number in mark.numbers if number in known)
        self.highest = max(self.highest, mark.numbers[-1])


_NUMBER = regex(r"(\d{1,4})[a-z]?(?![\w]|\.\d)")
_DASH = regex(r"\s?(?:[-‐‑–—−]|\.\.)\s?")
_WORDS_FIRST = regex(r"[^\W\d_]{1,12}[.,:]{0,2}(?:\s[^\W\d_]{1,12}[.,:]{0,2}){0,2}\s")
_SEPARATOR = regex(r"\s?[,;]\s{0,2}(?:[^\W\d_]{1,3}\s)?|\s[^\W\d_]{1,3}\s|\s?&\s?")
_LOCATOR = regex(r"\s{0,2}[,:.]\s{0,2}(?=[^;]{0,8}[^\W\d_])[^;\[\]]{1,40}|\s{0,2}:\s{0,2}\d{1,5}(?:[-–—]\d{1,5})?")
_GLUED = regex(r"(?<![^\W_])([a-z]{1,20})\[[^\[\]]{0,40}$")
_LONGEST_INDEXED = 2
_MOST_GLUED = 0.2
_WIDEST_RANGE = 60
_LEAST_COVERAGE = 0.25
_LEAST_NEWS = 9
_HIGHEST = 999


_LOCATED: Mapping[Setting, re.Pattern[str]] = {
    Setting.SQUARE: _LOCATOR,
    Setting.ROUND: PAGE,
    Setting.RAISED: regex(r"(?!)"),
}
"""What may follow a number in each setting, to name a page."""


def numberings(passages: Sequence[Passage], known: frozenset[int]) -> list[Numbering]:
    """What each way of setting numbers reaches of the `known` references, the most first."""
    found = {setting: Numbering(setting) for setting in Setting}
    for i, passage in enumerate(passages):
        _gather(i, passage, known, found)
    found[Setting.SQUARE] = _without_indexes(found[Setting.SQUARE], passages, known)
    return sorted(found.values(), key=lambda numbering: -len(numbering.reached))


def best_numbering(
    passages: Sequence[Passage], known: frozenset[int], formulas: frozenset[int] = frozenset()
) -> Numbering | None:
    """The way of setting numbers that reaches most of the references, if one reaches enough.

    Numbers in round brackets that are all those of `formulas`, or a single one, may be anything.
    """
    best = next(
        each
        for each in numberings(passages, known)
        if each.setting is not Setting.ROUND or (len(each.reached) > 1 and not each.reached <= formulas)
    )
    return best if len(best.reached) > _LEAST_COVERAGE * len(known) else None


def _gather(i: int, passage: Passage, known: frozenset[int], found: Mapping[Setting, Numbering]) -> None:
    """Count in every number of a passage in brackets or superscript that may be a reference."""
    text, set_off = passage.text, enclosures(passage)
    counts = counted(text) if set_off else frozenset()
    before: tuple[Enclosure, NumberMark] | None = None
    for each in set_off:
        numbering = found[each.setting]
        marks = _read(text, each) if each.start not in counts and is_likely(text, each) else []
        if not _refer(marks, each.setting, known) or not _is_free(text, each, marks[0], numbering):
            continue
        if before and _joins(text, before[0], each):
            marks[0] = _joined(before[1], marks[0])
        for mark in marks:
            numbering.take(i, mark, known)
        before = each, marks[-1]


def _without_indexes(numbering: Numbering, passages: Sequence[Passage], known: frozenset[int]) -> Numbering:
    """The marks but for those glued to a word of few letters (`to[1]`), where others stand apart from their words."""
    glued = [_GLUED.search(passages[i].text[: mark.start]) for i, mark in numbering.marks]
    if not any(glued) or sum(map(bool, glued)) > _MOST_GLUED * len(glued):
        return numbering
    kept = Numbering(numbering.setting, unknown=numbering.unknown)
    for (i, mark), match in zip(numbering.marks, glued, strict=True):
        if not match or len(match[1]) > _LONGEST_INDEXED:
            kept.take(i, mark, known)
    return kept


def _refer(marks: Sequence[NumberMark], setting: Setting, known: frozenset[int]) -> bool:
    """Whether the numbers may be those of references; round brackets must hold no other."""
    if setting is Setting.ROUND:
        return bool(marks) and all(mark.numbers[0] in known for mark in marks)
    return bool(marks) and all(0 < mark.numbers[0] <= _HIGHEST for mark in marks)


def _joins(text: str, first: Enclosure, second: Enclosure) -> bool:
    return first.setting is second.setting and bool(_DASH.fullmatch(text, first.outer[1], second.outer[0]))


def _joined(first: NumberMark, second: NumberMark) -> NumberMark:
    """`[8]` of `[4]–[8]`, which means 5 to 8."""
    between = tuple(range(first.numbers[-1] + 1, second.numbers[0] + 1))
    return NumberMark(between or second.numbers, second.start, second.end, second.locator)


def _read(text: str, each: Enclosure) -> list[NumberMark]:
    """The numbers of an enclosure; nothing where something else stands there too."""
    marks: list[NumberMark] = []
    at, end = each.start, each.end
    square = each.setting is Setting.SQUARE
    if square and (lead := _WORDS_FIRST.match(text, at, end)):
        at = lead.end()
    while at < end:
        mark = _read_one(text, at, end, each.setting)
        if not mark:
            return []
        marks.append(mark)
        at = _past_blanks(text, mark.end, end)
        if at < end:
            separator = _SEPARATOR.match(text, mark.end, end)
            if not separator or not _separates(separator[0]):
                return []
            at = separator.end()
    return marks


def _separates(separator: str) -> bool:
    word = WORD.search(separator)
    return not word or fold(word[0]) in connectors()


def _read_one(text: str, at: int, end: int, setting: Setting) -> NumberMark | None:
    """The number or range at `at`, with its pages."""
    at = _past_blanks(text, at, end)
    number = _NUMBER.match(text, at, end)
    if not number:
        return None
    first, stop = int(number[1]), number.end()
    numbers: tuple[int, ...] = (first,)
    dash = _DASH.match(text, stop, end)
    last = _NUMBER.match(text, dash.end(), end) if dash else None
    if last:
        if not first < int(last[1]) <= first + _WIDEST_RANGE:
            return None
        numbers, stop = tuple(range(first, int(last[1]) + 1)), last.end()
    pages = _LOCATED[setting].match(text, stop, end)
    return NumberMark(numbers, at, pages.end() if pages else stop, pages[0].lstrip(" ,:.").rstrip() if pages else "")


def _past_blanks(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _is_free(text: str, each: Enclosure, mark: NumberMark, numbering: Numbering) -> bool:
    """Whether no `Figure` or `equation` claims the number; the next new number is none of theirs."""
    if each.setting is not Setting.ROUND or not after_label(text[max(0, each.start - 60) : each.start - 1]):
        return True
    return mark.numbers[0] == numbering.highest + 1 > _LEAST_NEWS
