"""What is known of every heading, be it found by its place or by its look: its shape, its company, its level.

Levels are read from numbers, else from company: a heading right after another is deeper, capitals
stand above small letters, and a general word ("Conclusion") returns to the top.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from converter.languages import find_label, whole_label
from converter.layout import ends_open, ends_sentence, is_caption, opens_low
from converter.manuscript import Block, Run
from converter.patterns import regex
from converter.recognition.affiliations import is_institution
from converter.recognition.bylines import is_byline
from converter.recognition.tables import is_source

_MOST_WORDS = 25
_MOST_LINES = 3
_MOST_WORDS_COLON = 8
NUMBER = regex(
    r"\s*(?:§\s*)?(?:(?P<figures>\d{1,2}(?:\.\d{1,2}){0,4})\.?|(?P<roman>[IVX]{1,5})\.?|(?P<letter>[A-ZА-Я])[.)])"
    r"\s+(?=[^\W\d_]|[\"“«‘(])"
)
"""The number of a heading with the blank after it."""
_FRONT = frozenset({"abstract", "keywords", "author-notes", "affiliations", "citation", "correspondence"})
_SECTION = frozenset({"abstract-section"})
_ADDRESS = regex(r"@|https?://|www\.|\s=\s")
_MARKED = regex(r"[^\W\d_A-ZÀ-ÖØ-ÞА-ЯЁ]\d{1,2}(?:,|\s*$)")
"""A number behind a name, not one of `BRCA1`."""
_PLACED = regex(r"\d{1,2}\s[^,.]{3,99},\s[^\W\d_]")
"""A number and an institution with its place."""
_CAPITAL_LETTERS = 4


class Heading(Struct, frozen=True):
    """A heading found: its index among the blocks, and what its level is read from."""

    at: int
    depth: int
    """Depth of its number, 0 without one."""
    capitals: bool
    general: str
    """Part of an article that it names as a whole, or empty."""
    colon: bool
    follows: bool
    """It stands right after another heading."""


def front_end(blocks: Sequence[Block], looks_like_heading: Callable[[int], bool]) -> int:
    """Index of the first block after the front matter: its labels, or section number one."""
    half = sum(len(block.text) for block in blocks) / 2
    end, seen = 0, 0.0
    for at, block in enumerate(blocks):
        if seen > half:
            break
        label = find_label(block.text)
        if label and label.part in _FRONT:
            end = at + 1
        number = NUMBER.match(block.text)
        if end and number and number["figures"] == "1" and looks_like_heading(at):
            break
        seen += len(block.text)
    return end


def has_shape(block: Block) -> bool:
    """Whether a block is worded like a heading: short, no sentence, no caption, no labelled value."""
    text = block.text.strip()
    words = text.split()
    if not 1 <= len(words) <= _MOST_WORDS or block.text.count("\n") >= _MOST_LINES:
        return False
    low = opens_low(text) and words[0].islower()  # `mRNA` has a capital
    if low or ends_open(text) or text[-1:] in tuple(";"):
        return False
    if ends_sentence(text) and not (text.endswith("?") or general_part(text)):
        return False
    if text.endswith(":") and len(words) > _MOST_WORDS_COLON:
        return False
    return not _is_other(text)


def _is_other(text: str) -> bool:
    """A caption, an address, names with marks, a labelled value, or nothing to read."""
    if is_caption(text + " ") or is_source(text) or _ADDRESS.search(text) or sum(map(str.isalpha, text)) < 3:
        return True
    if _PLACED.match(text) and is_institution(text):
        return True
    if _MARKED.search(text.lower() if text.isupper() else text) and is_byline((Run(text),)):
        return True
    label = find_label(text)
    return label is not None and label.end < len(text) and label.closed


def general_part(text: str) -> str:
    """The part of an article that `text` names as a whole, behind a number or not."""
    number = NUMBER.match(text)
    bare = text[number.end() :] if number else text
    label = whole_label(bare)
    return label.part if label else ""


def is_capitals(text: str) -> bool:
    """Whether all letters are capitals, and there are enough to tell."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= _CAPITAL_LETTERS and all(not char.islower() for char in letters)


def printed(block: Block) -> str:
    """The text of a block with the label printed before it."""
    return f"{block.label} {block.text}" if block.label else block.text


# Levels


def describe(blocks: Sequence[Block], found: Sequence[int]) -> list[Heading]:
    """What the levels of the headings at the indices `found` are read from."""
    known = set(found)
    return [
        Heading(
            at,
            _depth(printed(blocks[at])),
            is_capitals(blocks[at].text),
            general_part(blocks[at].text.strip()),
            blocks[at].text.rstrip().endswith(":"),
            at - 1 in known,
        )
        for at in found
    ]


def _depth(text: str) -> int:
    number = NUMBER.match(text)
    if number is None:
        return 0
    if number["figures"]:
        return number["figures"].count(".") + 1
    return 1 if number["roman"] else 2


def levels_of(headings: Sequence[Heading]) -> list[int]:
    """The level of each heading, from 1."""
    plain = [one for one in headings if not one.depth and not one.colon]
    by_case = _mix_of_cases(plain)
    below = 2 if _has_classic_sections(plain) else 1
    levels: list[int] = []
    sub, current = 1, 1
    for one in headings:
        if one.colon:
            levels.append(current + 1)
            continue
        if one.depth:
            current = sub = one.depth
        elif by_case:
            current = 1 if one.capitals else 2
        elif one.general:
            current, sub = 1, below if one.general in _SECTION else 1
        elif one.follows:
            current = sub = current + 1
        else:
            current = sub
        levels.append(current)
    return levels


def _mix_of_cases(headings: Sequence[Heading]) -> bool:
    """Whether headings in capitals stand above others in small letters."""
    capitals = sum(one.capitals for one in headings)
    return capitals >= 2 and headings[0].capitals and capitals < len(headings)


def _has_classic_sections(headings: Sequence[Heading]) -> bool:
    """Whether methods, results, discussion make the top: general words in the middle."""
    middle = [one for one in headings[1:-1] if one.general in _SECTION]
    return len(middle) >= 2
