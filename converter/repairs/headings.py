"""Short blocks of plain text that stand before others are their headings.

Shape and position decide: short, without a full stop, alone between blank lines, before text.
Their level is read from their numbers, else from their company: a heading right after another is
deeper, capitals stand above small letters, and a general word ("Conclusion") returns to the top.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from converter.diagnostics import Log
from converter.languages import find_label
from converter.layout import (
    ends_open,
    ends_sentence,
    is_caption,
    is_plain,
    opens_low,
    reference_zones,
)
from converter.manuscript import Block, BlockKind, Manuscript

_MOST_WORDS = 25
_MOST_LINES = 3
_MOST_WORDS_INSIDE = 12
"""In a chunk with other text a heading is shorter than alone between blank lines."""
_MOST_WORDS_COLON = 8
_SURELY_SHORT = 60
"""A longer one may be the beginning of a paragraph that a figure interrupts."""
_FARTHEST = 6
"""So many figures and tables may lie between a heading and its text."""
_NUMBER = re.compile(
    r"\s*(?:§\s*)?(?:(?P<figures>\d{1,2}(?:\.\d{1,2}){0,4})\.?|(?P<roman>[IVX]{1,5})\.?|(?P<letter>[A-ZА-Я])[.)])"
    r"\s+(?=[^\W\d_]|[\"“«‘(])"
)
_FRONT = frozenset({"abstract", "keywords", "author-notes", "affiliations", "citation", "correspondence"})
_SECTION = frozenset({"abstract-section"})
_ADDRESS = re.compile(r"@|https?://|www\.")
_CAPITAL_LETTERS = 4


@dataclass(frozen=True, slots=True)
class _Heading:
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


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """The manuscript of plain text with its headings, their levels from 1."""
    if not is_plain(manuscript):
        return manuscript
    blocks = manuscript.blocks
    listed = {at for zone in reference_zones(blocks) for at in zone}
    start = _front_end(blocks)
    found = [at for at in range(start, len(blocks)) if at not in listed and _looks_like_heading(blocks, at)]
    headings = _described(blocks, _with_company(blocks, found))
    levels = dict(zip((one.at for one in headings), _levels(headings), strict=True))
    made = (
        replace(block, kind=BlockKind.HEADING, level=levels[at]) if at in levels else block
        for at, block in enumerate(blocks)
    )
    return replace(manuscript, blocks=tuple(made))


# Finding


def _front_end(blocks: Sequence[Block]) -> int:
    """Index of the first block after the front matter: its labels, or section number one."""
    half = sum(len(block.text) for block in blocks) / 2
    end, seen = 0, 0.0
    for at, block in enumerate(blocks):
        if seen > half:
            break
        label = find_label(block.text)
        if label and label.part in _FRONT:
            end = at + 1
        number = _NUMBER.match(block.text)
        if end and number and number["figures"] == "1" and _looks_like_heading(blocks, at):
            break
        seen += len(block.text)
    return end


def _looks_like_heading(blocks: Sequence[Block], at: int) -> bool:
    block = blocks[at]
    text = block.text.strip()
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or not _has_shape(block):
        return False
    if at + 1 == len(blocks) or (at and _is_cut_before(blocks[at - 1])):
        return bool(_general(text))
    if (len(text) > _SURELY_SHORT or blocks[at + 1].look.page_start) and _goes_on(blocks, at):
        return False
    if _is_alone(blocks, at):
        return True
    strong = _NUMBER.match(_printed(block)) or _is_capitals(text) or _general(text)
    return bool(strong) and len(text.split()) <= _MOST_WORDS_INSIDE and not text.endswith(":")


def _printed(block: Block) -> str:
    return f"{block.label} {block.text}" if block.label else block.text


def _has_shape(block: Block) -> bool:
    text = block.text.strip()
    words = text.split()
    if not 1 <= len(words) <= _MOST_WORDS or block.text.count("\n") >= _MOST_LINES:
        return False
    if opens_low(text) or ends_open(text) or text[-1:] in tuple(";"):
        return False
    if ends_sentence(text) and not (text.endswith("?") or _general(text)):
        return False
    if text.endswith(":") and len(words) > _MOST_WORDS_COLON:
        return False
    return not _is_other(text)


def _is_other(text: str) -> bool:
    """A caption, an address, a labelled value, or nothing to read."""
    if is_caption(text + " ") or _ADDRESS.search(text) or sum(map(str.isalpha, text)) < 3:
        return True
    label = find_label(text)
    return label is not None and label.end < len(text) and label.closed


def _is_cut_before(block: Block) -> bool:
    """A paragraph of several lines that breaks off; what stands after it is no heading."""
    return block.kind is BlockKind.PARAGRAPH and ends_open(block.text)


def _goes_on(blocks: Sequence[Block], at: int) -> bool:
    """Whether the next text, captions and tables apart, begins with a small letter."""
    for block in blocks[at + 1 : at + 1 + _FARTHEST]:
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and not is_caption(block.text):
            return block.kind is BlockKind.PARAGRAPH and opens_low(block.text)
    return False


def _is_alone(blocks: Sequence[Block], at: int) -> bool:
    """Whether blank lines or page breaks stand on both sides."""
    above = at == 0 or blocks[at].look.page_start or _apart(blocks[at - 1], blocks[at])
    below = blocks[at + 1].look.page_start or _apart(blocks[at], blocks[at + 1])
    return above and below


def _apart(first: Block, second: Block) -> bool:
    return second.place.line > first.place.end_line + 1


def _with_company(blocks: Sequence[Block], found: Sequence[int]) -> list[int]:
    """Without single lines that end in a colon, which rather open what follows."""
    colons = [at for at in found if blocks[at].text.rstrip().endswith(":")]
    return [at for at in found if at not in colons or len(colons) > 1]


def _general(text: str) -> str:
    """The part of an article that `text` names as a whole, behind a number or not."""
    number = _NUMBER.match(text)
    bare = text[number.end() :] if number else text
    label = find_label(bare)
    return label.part if label and label.end >= len(bare) else ""


def _is_capitals(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= _CAPITAL_LETTERS and all(not char.islower() for char in letters)


# Levels


def _described(blocks: Sequence[Block], found: Sequence[int]) -> list[_Heading]:
    known = set(found)
    return [
        _Heading(
            at,
            _depth(_printed(blocks[at])),
            _is_capitals(blocks[at].text),
            _general(blocks[at].text.strip()),
            blocks[at].text.rstrip().endswith(":"),
            at - 1 in known,
        )
        for at in found
    ]


def _depth(text: str) -> int:
    number = _NUMBER.match(text)
    if number is None:
        return 0
    if number["figures"]:
        return number["figures"].count(".") + 1
    return 1 if number["roman"] else 2


def _levels(headings: Sequence[_Heading]) -> list[int]:
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


def _mix_of_cases(headings: Sequence[_Heading]) -> bool:
    """Whether headings in capitals stand above others in small letters."""
    capitals = sum(one.capitals for one in headings)
    return capitals >= 2 and headings[0].capitals and capitals < len(headings)


def _has_classic_sections(headings: Sequence[_Heading]) -> bool:
    """Whether methods, results, discussion make the top: general words in the middle."""
    middle = [one for one in headings[1:-1] if one.general in _SECTION]
    return len(middle) >= 2
