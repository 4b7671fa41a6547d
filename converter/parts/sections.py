"""Sections: headings nested by their numbers, by their level where they have none.

A number says more than a level: 2.2 belongs in 2 whatever the page shows. A heading without a
number takes the depth that numbered headings of its level have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeGuard

from msgspec import Struct, field

from converter.article import Node, Section
from converter.diagnostics import Kind, Log, Severity
from converter.languages import is_label
from converter.manuscript import Block, BlockKind, Mark, Runs
from converter.recognition.definitions import defined
from converter.recognition.epigraphs import set_off_epigraphs
from converter.recognition.heading_numbers import HeadingNumber, read_numbers
from converter.recognition.nodes import Piece, nodes_of
from converter.recognition.objects import assemble
from converter.recognition.section_kinds import kind_of
from converter.runs import cut, plain, strip, text_of

MISLEVELLED = Kind(
    "heading-level", Severity.NOTE, "The heading {label} stands at depth {depth} by its number, not {level} as printed."
)


class _Open(Struct):
    """A section being filled: its heading, its depth, the blocks before its first subsection."""

    heading: Block
    label: str
    title: Runs
    depth: int
    blocks: list[Piece] = field(default_factory=list)
    inner: list[_Open] = field(default_factory=list)


def nest(log: Log, blocks: Sequence[Block]) -> tuple[Node, ...]:
    """The body: what stands before the first heading, then the sections."""
    root = _Open(Block(BlockKind.HEADING), "", (), 0)
    path = [root]
    pieces = set_off_epigraphs(assemble(log, blocks))
    headings = [piece for piece in pieces if _is_heading(piece)]
    numbers = dict(zip(map(id, headings), read_numbers([heading.text for heading in headings]), strict=True))
    depths = _depths(log, headings, {each: number.depth for each, number in numbers.items() if number and number.depth})
    for block in pieces:
        if not _is_heading(block):
            path[-1].blocks.append(block)
            continue
        depth = depths[id(block)]
        while len(path) > 1 and path[-1].depth >= depth:
            path.pop()
        label, title = _split(block, numbers[id(block)])
        section = _Open(block, label, title, depth)
        path[-1].inner.append(section)
        path.append(section)
    return (*nodes_of(root.blocks), *(_section(each, f"s{n}") for n, each in enumerate(root.inner, 1)))


def _is_heading(piece: Piece) -> TypeGuard[Block]:
    return isinstance(piece, Block) and piece.kind is BlockKind.HEADING


def _section(each: _Open, id: str) -> Section:
    inner = tuple(_section(sub, f"{id}.{n}") for n, sub in enumerate(each.inner, 1))
    title = text_of(each.title)
    blocks = nodes_of(each.blocks)
    if is_label(title, "abbreviations"):
        blocks = defined(blocks)
    return Section(each.title, (*blocks, *inner), id, each.label, kind_of(title), each.heading.place)


def _split(heading: Block, number: HeadingNumber | None) -> tuple[str, Runs]:
    """The printed number of a heading and its title; bold that covers all of it says nothing."""
    end = number.end if number else 0
    return heading.text[:end].strip(), plain(strip(cut(heading.runs, end)), frozenset({Mark.BOLD}))


def _depths(log: Log, headings: Sequence[Block], numbered: Mapping[int, int]) -> dict[int, int]:
    """The depth of every heading by its identity, from 1; `numbered` are those that their numbers tell."""
    by_level = _usual_depths(headings, numbered)
    depths: dict[int, int] = {}
    before = 0
    for heading in headings:
        own = numbered.get(id(heading)) or by_level[heading.level]
        depths[id(heading)] = min(own, before + 1)
        before = depths[id(heading)]
    _tell(log, headings, numbered, depths)
    return depths


def _usual_depths(headings: Sequence[Block], numbered: Mapping[int, int]) -> dict[int, int]:
    """From level to depth: as the numbered headings of that level stand, else by order of levels."""
    votes: dict[int, Counter[int]] = {}
    for heading in headings:
        if id(heading) in numbered:
            votes.setdefault(heading.level, Counter())[numbered[id(heading)]] += 1
    levels = sorted({heading.level for heading in headings})
    usual = {level: rank for rank, level in enumerate(levels, 1)}
    for level, counted in votes.items():
        usual[level] = min(counted)
    return usual


def _tell(log: Log, headings: Sequence[Block], numbered: Mapping[int, int], depths: Mapping[int, int]) -> None:
    """Note headings whose number contradicts the level that their like have."""
    shallowest = min((heading.level for heading in headings), default=1)
    for heading in headings:
        shown = heading.level - shallowest + 1
        if id(heading) in numbered and shown != depths[id(heading)]:
            label = text_of(heading.runs)[:40]
            log(MISLEVELLED(heading.place, label=label, depth=depths[id(heading)], level=shown))
