"""Two titles that a PDF's text tells in one chunk of lines are parted where the language changes.

Only on a title page, and only between two languages that the article speaks: abstracts or the text
are in them. No word changes, so nothing is told.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from converter.diagnostics import Log
from converter.languages import detect
from converter.layout import cut_lines, is_plain, opens_low
from converter.manuscript import Block, BlockKind, Manuscript
from converter.repairs._front_lines import is_text, opens_front

_TITLE_PAGE = 12
"""So many chunks of lines may be of the title page."""
_MOST_LINES = 8
_LONGEST = 600
_LONG = 150
"""A chunk of so many letters tells what an article speaks."""
_HEARD = 40
"""So many chunks are heard."""


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """The manuscript of plain text with a block for the title in each language."""
    if not is_plain(manuscript):
        return manuscript
    blocks = manuscript.blocks
    spoken = {detect(block.text) for block in blocks[:_HEARD] if len(block.text) >= _LONG} - {""}
    if len(spoken) < 2:
        return manuscript
    first, rest = blocks[: _label(blocks)], blocks[_label(blocks) :]
    parted = tuple(part for block in first for part in _parts(block, spoken))
    return replace(manuscript, blocks=(*parted, *rest))


def _label(blocks: Sequence[Block]) -> int:
    """Index of the first block of the title page with a label, behind which no title stands."""
    labelled = (at for at, block in enumerate(blocks[:_TITLE_PAGE]) if opens_front(block.text.partition("\n")[0]))
    return next(labelled, 0)


def _parts(block: Block, spoken: Collection[str]) -> tuple[Block, ...]:
    lines = block.text.split("\n")
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or not 1 < len(lines) <= _MOST_LINES:
        return (block,)
    if len(block.text) > _LONGEST or is_text(block.text):
        return (block,)
    starts = [at for at in range(1, len(lines)) if _changes_language(lines, at, spoken)]
    return cut_lines(block, starts[:1] if len(starts) == 1 else ())


def _changes_language(lines: Sequence[str], at: int, spoken: Collection[str]) -> bool:
    """Whether all lines before `at` are in one language, as far as they tell, and all others in another."""
    if opens_low(lines[at]):
        return False
    sides = [[detect(line, spoken) for line in side] for side in (lines[:at], lines[at:])]
    told = [detect(" ".join(side), spoken) for side in (lines[:at], lines[at:])]
    agree = all(set(side) <= {whole, ""} for side, whole in zip(sides, told, strict=True))
    return agree and all(told) and told[0] != told[1]
