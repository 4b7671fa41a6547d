"""Short blocks of plain text that stand before others are their headings.

Shape and position decide: short, without a full stop, alone between blank lines, before text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from msgspec.structs import replace

from converter.diagnostics import Log
from converter.layout import ends_open, ends_sentence, is_caption, is_plain, opens_low, reference_zones, usual_width
from converter.manuscript import Block, BlockKind, Manuscript
from converter.repairs._headings import (
    NUMBER,
    describe,
    front_end,
    general_part,
    has_shape,
    is_capitals,
    levels_of,
    printed,
)

_MOST_WORDS_INSIDE = 12
"""In a chunk with other text a heading is shorter than alone between blank lines."""
_SURELY_SHORT = 60
"""A longer one may be the beginning of a paragraph that a figure interrupts."""
_LINES_BELOW = 2
_PART_OF_LINE = 0.75
"""A heading right above its text leaves at least the rest of the line white."""
_SCRAPS = 5
"""So many short pieces in a row are words of a figure or table."""
_LONGEST_SCRAP = 40
_NARROW = 0.5
"""The lines of a cell take at most so much of the usual width."""
_FARTHEST = 6
"""So many figures and tables may lie between a heading and its text."""


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """The manuscript of plain text with its headings, their levels from 1."""
    if not is_plain(manuscript):
        return manuscript
    blocks = manuscript.blocks
    listed = {at for zone in reference_zones(blocks) for at in zone}
    start = front_end(blocks, lambda at: _looks_like_heading(blocks, at))
    found = [at for at in range(start, len(blocks)) if at not in listed and _looks_like_heading(blocks, at)]
    found = _without_scraps(blocks, _with_company(blocks, found), _NARROW * usual_width(blocks))
    headings = describe(blocks, found)
    levels = dict(zip((one.at for one in headings), levels_of(headings), strict=True))
    made = (
        replace(block, kind=BlockKind.HEADING, level=levels[at]) if at in levels else block
        for at, block in enumerate(blocks)
    )
    return replace(manuscript, blocks=tuple(made))


# Finding


def _looks_like_heading(blocks: Sequence[Block], at: int) -> bool:
    block = blocks[at]
    text = block.text.strip()
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or not has_shape(block):
        return False
    if at + 1 == len(blocks) or (at and _is_cut_before(blocks[at - 1])):
        return bool(general_part(text))
    if (len(text) > _SURELY_SHORT or blocks[at + 1].look.page_start) and _goes_on(blocks, at):
        return False
    if _is_alone(blocks, at) or _opens_text(blocks, at):
        return True
    strong = NUMBER.match(printed(block)) or is_capitals(text) or general_part(text)
    return bool(strong) and len(text.split()) <= _MOST_WORDS_INSIDE and not text.endswith(":")


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


def _opens_text(blocks: Sequence[Block], at: int) -> bool:
    """Whether a short line after a blank line or page break stands right above running text."""
    above = at == 0 or blocks[at].look.page_start or _apart(blocks[at - 1], blocks[at])
    text, lines = blocks[at].text.strip(), blocks[at + 1].text.split("\n")
    if not above or "\n" in text or text.endswith(":") or blocks[at + 1].kind is not BlockKind.PARAGRAPH:
        return False
    fullest = max(len(line.strip()) for line in lines)
    colon = lines[-1].rstrip().endswith(":")
    after = blocks[at + 2] if at + 2 < len(blocks) else None
    if len(lines) < _LINES_BELOW and not (colon and after and after.kind is BlockKind.ITEM):
        return False
    whole = ends_sentence(blocks[at + 1].text) or colon or (after is not None and after.look.page_start)
    return len(text) <= _PART_OF_LINE * fullest and whole


def _apart(first: Block, second: Block) -> bool:
    return second.place.line > first.place.end_line + 1


def _with_company(blocks: Sequence[Block], found: Sequence[int]) -> list[int]:
    """Without single lines that end in a colon, which rather open what follows."""
    colons = [at for at in found if blocks[at].text.rstrip().endswith(":")]
    return [at for at in found if at not in colons or len(colons) > 1]


def _without_scraps(blocks: Sequence[Block], found: Sequence[int], narrow: float) -> list[int]:
    """Without the words of figures and tables, short pieces in a long row; the last may head what follows.

    Pieces of several lines count where all are as `narrow` as those of a cell.
    """
    known = set(found)
    scraps = {at for at, block in enumerate(blocks) if _is_scrap(block, narrow)}
    kept: list[int] = []
    row = 0
    for at in range(len(blocks)):
        row = row + 1 if at in known or at in scraps else 0
        if at not in known:
            continue
        scrap_below = at + 1 < len(blocks) and (at + 1 in known or at + 1 in scraps)
        length = row + _row_below(known | scraps, at, len(blocks))
        if length < _SCRAPS or general_part(blocks[at].text.strip()) or not (scrap_below or _is_under(blocks, at)):
            kept.append(at)
    return kept


def _row_below(short: set[int], at: int, end: int) -> int:
    """How many short pieces follow one, as far as they are counted."""
    return sum(1 for _ in takewhile(short.__contains__, range(at + 1, min(at + _SCRAPS, end))))


def _is_scrap(block: Block, narrow: float) -> bool:
    text = block.text.strip()
    widest = max(map(len, text.split("\n")))
    if block.kind is not BlockKind.PARAGRAPH or widest > _LONGEST_SCRAP:
        return False
    return widest <= narrow if "\n" in text else not ends_sentence(text)


def _is_under(blocks: Sequence[Block], at: int) -> bool:
    """Whether a caption follows, whose figure the words are of."""
    return at + 1 < len(blocks) and is_caption(blocks[at + 1].text)
