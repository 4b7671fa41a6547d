"""What stands in brackets or raised, and whether its numbers may be those of references.

Numbers so set are also intervals, indexes, exponents, the numbers of formulas and of the members of a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum

from msgspec import Struct

from converter.linking.names import WORD, fold, is_cyrillic, stem
from converter.linking.passages import Passage
from converter.linking.words import connectors, et_al, label_stems, label_words, page_words, units
from converter.patterns import regex


class Setting(StrEnum):
    """How the numbers of an article are set off from its text."""

    SQUARE = "square"
    ROUND = "round"
    RAISED = "raised"


class Enclosure(Struct, frozen=True):
    """What stands in one pair of brackets or in one superscript."""

    setting: Setting
    start: int
    end: int

    @property
    def outer(self) -> tuple[int, int]:
        """The offsets with the brackets."""
        wider = self.setting is not Setting.RAISED
        return self.start - wider, self.end + wider


PAGE = regex(r"\s{0,2}[,.:]\s{0,2}([^\W\d_]{1,5})\.?\s{0,2}\d{1,5}(?:\s?[-–—]\s?\d{1,5})?")
"""A page behind a number in round brackets; its word must be one for pages."""
_BRACKETED = regex(r"\[([^\[\]]{1,120})\]|\(([^()\[\]]{1,60})\)")
_PLAIN = regex(r"\s?\d[\d\s,;–—‐‑−-]*[a-z]?\s?")
_PAGED = regex(rf"\s?\d{{1,3}}{PAGE.pattern}(?:\s?;\s?\d{{1,3}}(?:{PAGE.pattern})?){{0,9}}\s?")
_SIGNED_NAME = regex(r"[^\W_][*+]{1,2}\s$")
"""The end of a name that bears a sign: `PAUP* [3]`, `C++ [4]`, `Ca2+ [5]`."""
_INDEXED = regex(r"(?<![^\W_])[a-z]$")
_MATH = "=<>≤≥∈×±+*/~≈∪∩⊂"
_SHORTEST_LABEL = 4
_LISTED = regex(r"(?:\(\d{1,3}\)\s?(?:[,–—-]|[^\W\d_]{1,3})\s?){1,8}$")


def enclosures(passage: Passage) -> list[Enclosure]:
    """All brackets and superscripts of a passage, in order."""
    found = [Enclosure(Setting.RAISED, start, end) for start, end in passage.raised]
    for match in _BRACKETED.finditer(passage.text):
        square = match.lastindex == 1
        found.append(Enclosure(Setting.SQUARE if square else Setting.ROUND, match.start() + 1, match.end() - 1))
    return sorted(found, key=lambda each: each.start)


def _likely_square(text: str, each: Enclosure) -> bool:
    """Not an index of a formula or of a letter: `x + [1]`, `t[1]`."""
    before = text[max(0, each.start - 8) : each.start - 1]
    in_formula = before.rstrip()[-1:] in _MATH if before.strip() and not _SIGNED_NAME.search(before) else False
    return not in_formula and not _INDEXED.search(before)


def _likely_round(text: str, each: Enclosure) -> bool:
    plain = _PLAIN.fullmatch(text, each.start, each.end) is not None or _is_paged(text, each)
    return plain and not text[each.end + 1 : each.end + 2].isalpha()


def _is_paged(text: str, each: Enclosure) -> bool:
    """`1, с. 5; 2, с. 7`: a word for pages behind the number."""
    paged = _PAGED.fullmatch(text, each.start, each.end)
    return paged is not None and all(fold(word) in page_words() for word in paged.groups() if word)


def _likely_raised(text: str, each: Enclosure) -> bool:
    """Not an exponent: no number, no single letter, no unit before it."""
    if not _PLAIN.fullmatch(text, each.start, each.end):
        return False
    before = re.search(r"[^\W_]{1,30}$", text[max(0, each.start - 30) : each.start].rstrip("^"))
    if not before:
        return True
    power = len(before[0]) == 1 or before[0] in units()
    return not before[0].isdigit() and not (power and each.end - each.start == 1)


_LIKELY: Mapping[Setting, Callable[[str, Enclosure], bool]] = {
    Setting.SQUARE: _likely_square,
    Setting.ROUND: _likely_round,
    Setting.RAISED: _likely_raised,
}


def is_likely(text: str, each: Enclosure) -> bool:
    """Whether what stands there may be numbers of references, by its setting."""
    return _LIKELY[each.setting](text, each)


def after_label(before: str) -> bool:
    """Whether text ends with a word such as "equation", or with other bracketed numbers behind one."""
    before = _LISTED.sub("", before)
    words = WORD.findall(before)
    return bool(words) and before.rstrip(" .\u00a0").endswith(words[-1]) and _is_label(fold(words[-1]))


def _is_label(word: str) -> bool:
    """Whether a folded word, in whatever grammatical case, names things that have numbers."""
    return word in label_words() or (is_cyrillic(word) and len(word) > _SHORTEST_LABEL and stem(word) in label_stems())


_COUNT = regex(r"\((\d{1,2})\)(?=\s([^\W_]))")


def counted(text: str) -> frozenset[int]:
    """Where numbers in round brackets count the members of a list: `(1) this, (2) that`."""
    chain: list[int] = []
    for match in _COUNT.finditer(text):
        before = text[max(0, match.start() - 24) : match.start()].rstrip()
        begins = not chain or _begins_member(before, match[2])
        if int(match[1]) == len(chain) + 1 and begins and not after_label(before):
            chain.append(match.start(1))
    return frozenset(chain) if len(chain) > 1 else frozenset()


def _begins_member(before: str, first: str) -> bool:
    """Whether a list may go on between the text before a number and the letter after it."""
    if not before or before[-1] in ":;,":
        return True
    if before[-1] == ".":
        return first.isupper() and not et_al().search(before)
    words = WORD.findall(before)
    return bool(words) and fold(words[-1]) in connectors()
