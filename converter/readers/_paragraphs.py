"""Paragraphs of pandoc's tree as blocks, and the page on which they come to stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from converter.diagnostics import Place
from converter.manuscript import Block, BlockKind, Look, Mark, Run, Runs
from converter.patterns import regex
from converter.readers._inlines import Display, Found, merged, pieces_of, runs_of
from converter.runs import strip, text_of

Tree = Any

OPENING, CLOSING = "\ufdd0", "\ufdd1"
"""Around the number of a paragraph that a reader wants to know again: no text may hold them (Unicode, 23.7)."""

UNPLACED = 1_000_000_000
"""Numbers from here on tell what a paragraph is, but not where."""

_SIGNED = regex(f"{OPENING}(\\d+){CLOSING}")
_RULE = regex(r"[-\u2010-\u2015_=*\u2500\u2501]{4,200}|(?:[-*_] ){2,50}[-*_]")
"""A line drawn with characters."""


class Printed(Struct, frozen=True):
    """What a reader knows of a paragraph beside pandoc's tree."""

    look: Look = Look()
    label: str = ""
    """The number or bullet that a word processor prints before it."""
    level: int = 0
    """Depth as a heading, 0 for none."""


class Page(Struct):
    """The blocks so far and what is open."""

    file: str
    printed: Mapping[int, Printed]
    blocks: list[Block] = field(default_factory=list)
    found: Found = field(default_factory=Found)
    places: list[Place] = field(default_factory=list)
    """Where the marker of each note stands."""
    paragraphs: int = 0
    quotes: int = 0
    lists: int = 0
    label: str = ""
    in_item: bool = False
    verse: bool = False
    style: str = ""


def add(page: Page, block: Block) -> None:
    """Put a block on the page; the notes found since the last one are marked in it."""
    page.blocks.append(block)
    page.places += [block.place] * (len(page.found.notes) - len(page.places))


def place_of(page: Page, number: int = 0) -> Place:
    """The place of the next paragraph, or of the one that bears a number."""
    page.paragraphs = number if 0 < number < UNPLACED else page.paragraphs + 1
    return Place(page.file, page.paragraphs, page.paragraphs)


def add_paragraph(page: Page, inlines: Iterable[Tree]) -> None:
    """A paragraph, cut at its displayed formulas."""
    line: list[Run] = []
    for piece in pieces_of(inlines, page.found):
        if isinstance(piece, Display):
            _close(page, line)
            add(page, Block(BlockKind.FORMULA, (Run(piece.tex),), place_of(page)))
        else:
            line.append(piece)
    _close(page, line)


def _close(page: Page, line: list[Run]) -> None:
    number, runs = unsigned(merged(line))
    line.clear()
    images = [run for run in runs if Mark.IMAGE in run.marks]
    if images and not text_of(run for run in runs if Mark.IMAGE not in run.marks).strip():
        for image in images:
            add(page, Block(BlockKind.FIGURE, _words(image), place_of(page, number), target=image.href))
    elif _RULE.fullmatch(text_of(runs).strip()):
        add(page, Block(BlockKind.BREAK, place=place_of(page, number)))
    elif text_of(runs).strip() or any(run.note for run in runs):
        add(page, _block(page, strip(runs), number))


def _words(image: Run) -> Runs:
    return (Run(image.text),) if image.text.strip() else ()


def _block(page: Page, runs: Runs, number: int) -> Block:
    printed = page.printed.get(number, Printed())
    place, look = place_of(page, number), replace(printed.look, style=printed.look.style or page.style)
    if page.in_item:
        label, page.label = printed.label or page.label, ""
        return Block(BlockKind.ITEM, runs, place, page.lists, label, look=look)
    if printed.label:
        runs = merged((Run(f"{printed.label} "), *runs))
    if printed.level:
        return Block(BlockKind.HEADING, runs, place, printed.level, look=look)
    kind = BlockKind.VERSE if page.verse else BlockKind.QUOTE if page.quotes else BlockKind.PARAGRAPH
    return Block(kind, runs, place, page.quotes, look=look)


def unsigned(runs: Runs) -> tuple[int, Runs]:
    """The first number that a reader wrote into runs, or 0; and the runs without numbers."""
    number = 0
    kept: list[Run] = []
    for run in runs:
        if OPENING in run.text:
            match = _SIGNED.search(run.text)
            number = number or (int(match[1]) if match else 0)
            run = replace(run, text=_SIGNED.sub("", run.text))
        if run.text or run.note or Mark.IMAGE in run.marks:
            kept.append(run)
    return number, tuple(kept)


def add_heading(page: Page, level: int, inlines: Iterable[Tree]) -> None:
    """A heading; one without a word is what else it shows."""
    number, runs = unsigned(runs_of(inlines, page.found))
    if not text_of(runs).strip():
        _close(page, list(runs))
        return
    printed = page.printed.get(number, Printed())
    if printed.label:
        runs = merged((Run(f"{printed.label} "), *runs))
    add(page, Block(BlockKind.HEADING, strip(runs), place_of(page, number), level, look=printed.look))
