"""Paragraphs that are set like headings are headings, though their style does not say so.

A line set wholly in bold, in larger type or underlined, short, no sentence, before text of another
look is one, if others in the manuscript look alike. Lines in italics are, if there are several and
long text follows each. Title and by-line are left to the recognition of the front matter; captions,
labelled values and bold words that open a paragraph are no headings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from converter.diagnostics import Kind, Log, Severity
from converter.layout import is_caption, is_plain, opens_references, reference_zones
from converter.manuscript import Block, BlockKind, Manuscript, Mark, Run
from converter.repairs._headings import NUMBER, describe, front_end, general_part, has_shape, levels_of

HEADING_BY_LOOK = Kind(
    "heading-by-look", Severity.NOTE, "A paragraph that is set like a heading was taken for one: {text}"
)

_LARGER = 1.5
"""Points by which type is larger than that of the text."""
_COMPANY = 2
_COMPANY_ITALIC = 3
_LONG = 150
"""Text of so many letters is a paragraph."""
_OPENING = 5
"""The title is among so many first blocks."""
_DEEPEST = 6
_ASIDE = frozenset({BlockKind.FIGURE, BlockKind.TABLE, BlockKind.NOTE, BlockKind.BREAK})


class _Set(Struct, frozen=True):
    """How a line is set; the stronger sets it apart, the higher it stands."""

    size: float
    bold: bool
    underlined: bool
    italic: bool

    @property
    def weight(self) -> tuple[float, bool, bool, bool]:
        return self.size, self.bold, self.underlined, not self.italic


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """The manuscript with the headings that only their look tells."""
    if is_plain(manuscript):
        return manuscript
    blocks = manuscript.blocks
    looks = _looks(blocks)
    if not looks:
        return manuscript
    chosen = _with_company(blocks, looks, _found(blocks, looks))
    levels = _levels(blocks, looks, chosen)
    for at in chosen:
        log(HEADING_BY_LOOK(blocks[at].place, text=" ".join(blocks[at].text.split())))
    made = (
        replace(block, kind=BlockKind.HEADING, level=levels[at]) if at in levels else block
        for at, block in enumerate(blocks)
    )
    return replace(manuscript, blocks=tuple(made)) if levels else manuscript


# Finding


def _looks(blocks: Sequence[Block]) -> dict[int, _Set]:
    """The paragraphs that are set apart as wholes and worded like headings, by index."""
    usual = _usual_size(blocks)
    looks: dict[int, _Set] = {}
    for at, block in enumerate(blocks):
        if block.kind is not BlockKind.PARAGRAPH or "caption" in block.look.style.casefold():
            continue
        look = _look(block, usual)
        if (look.size or look.bold or look.underlined or look.italic) and _is_worded(block):
            looks[at] = look
    return looks


def _is_worded(block: Block) -> bool:
    text = block.text.strip()
    if not text or is_caption(f"{text} "):
        return False
    bare = text.removesuffix(".")
    stopped = bare != text and bool(NUMBER.match(text) or general_part(bare))
    return has_shape(replace(block, runs=(Run(bare),)) if stopped else block)


def _usual_size(blocks: Sequence[Block]) -> float:
    sizes: Counter[float] = Counter()
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH and block.look.size:
            sizes[block.look.size] += len(block.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _look(block: Block, usual: float) -> _Set:
    marks = [run.marks for run in block.runs if any(map(str.isalnum, run.text)) and not run.note]
    everywhere = frozenset.intersection(*marks) if marks else frozenset()
    larger = block.look.size if usual and block.look.size >= usual + _LARGER else 0.0
    bold = block.look.bold or Mark.BOLD in everywhere
    underlined = Mark.UNDERLINE in everywhere
    return _Set(larger, bold, underlined, Mark.ITALIC in everywhere)


def _found(blocks: Sequence[Block], looks: Mapping[int, _Set]) -> list[int]:
    """Where headings may stand: in the body before text, or alone with a general word before it."""
    listed = {at for zone in reference_zones(blocks) for at in zone}
    headings = [at for at, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
    titled = bool(headings) and headings[0] < _OPENING
    end = max(front_end(blocks, lambda at: at in looks), *headings[titled : titled + 1], 0)
    first = -1 if titled else min(looks, default=0)
    return [
        at
        for at in sorted(looks)
        if at not in listed and (at >= end or general_part(blocks[at].text.strip()))
        if not _is_title(blocks, at, first) and _opens_text(blocks, looks, at)
    ]


def _is_title(blocks: Sequence[Block], at: int, first: int) -> bool:
    text = blocks[at].text.strip()
    return at == first and at < _OPENING and not general_part(text) and not NUMBER.match(text)


def _opens_text(blocks: Sequence[Block], looks: Mapping[int, _Set], at: int) -> bool:
    """Whether text of another look follows, or a heading of less weight; a list of references counts."""
    following = at + 1
    while following < len(blocks) and (blocks[following].kind in _ASIDE or is_caption(blocks[following].text)):
        following += 1
    if following == len(blocks):
        return False
    if following not in looks:
        return True
    return looks[following].weight <= looks[at].weight


# Evidence


def _with_company(blocks: Sequence[Block], looks: Mapping[int, _Set], found: Sequence[int]) -> list[int]:
    """Those with others of their look; a single one only if it names a part of an article."""
    upright = [at for at in found if not _only_italic(looks[at])]
    italic = [at for at in found if _only_italic(looks[at]) and _before_long_text(blocks, at)]
    headed = any(block.kind is BlockKind.HEADING for block in blocks)
    alike = Counter(looks[at] for at in upright)
    kept = {
        at
        for at in upright
        if alike[looks[at]] >= _COMPANY or general_part(blocks[at].text.strip()) or opens_references(blocks[at])
        if not headed or alike[looks[at]] >= _COMPANY
    }
    if len(italic) >= _COMPANY_ITALIC and (kept or headed):
        kept.update(italic)
    return sorted(kept)


def _only_italic(look: _Set) -> bool:
    return look.italic and not (look.bold or look.size or look.underlined)


def _before_long_text(blocks: Sequence[Block], at: int) -> bool:
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    return following is not None and following.kind is BlockKind.PARAGRAPH and len(following.text) >= _LONG


# Levels


def _levels(blocks: Sequence[Block], looks: Mapping[int, _Set], chosen: Sequence[int]) -> dict[int, int]:
    """By number and company within one look; looks of less weight lie deeper, and all below true headings."""
    if not chosen:
        return {}
    weights = sorted({looks[at].weight for at in chosen}, reverse=True)
    if len(weights) == 1:
        levels = dict(zip(chosen, levels_of(describe(blocks, chosen)), strict=True))
    else:
        levels = {at: weights.index(looks[at].weight) + 1 for at in chosen}
    return {at: min(level + _above(blocks, at), _DEEPEST) for at, level in levels.items()}


def _above(blocks: Sequence[Block], at: int) -> int:
    """The level of the true heading above, whose section this one divides."""
    return next((block.level for block in reversed(blocks[:at]) if block.kind is BlockKind.HEADING), 0)
