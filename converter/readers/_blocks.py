"""Pandoc's block nodes as blocks of a manuscript."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from converter.diagnostics import Kind, Log, Place, Severity
from converter.manuscript import Block, BlockKind, Cell, Look, Mark, Run, Runs
from converter.readers import Unreadable
from converter.readers._inlines import Display, Found, merged, pieces_of, runs_of
from converter.readers._numerals import bullet, numeral
from converter.runs import strip, text_of

RAW_LEFT_OUT = Kind("raw-left-out", Severity.WARNING, "Source that could not be read was left out: {source}")

Tree = Any

OPENING, CLOSING = "\ufdd0", "\ufdd1"
"""Around the number of a paragraph that a reader wants to know again: no text may hold them (Unicode, 23.7)."""

UNPLACED = 1_000_000_000
"""Numbers from here on tell what a paragraph is, but not where."""

_SIGNED = re.compile(f"{OPENING}(\\d+){CLOSING}")
_RULE = re.compile(r"[-\u2010-\u2015_=*\u2500\u2501]{4,200}|(?:[-*_] ){2,50}[-*_]")
"""A line drawn with characters."""
_ALIGNMENTS = {"AlignLeft": "left", "AlignRight": "right", "AlignCenter": "center"}
_NOT_TEXT = frozenset({"navigation", "toc", "doc-toc"})
_WIDEST = 1000


class Printed(Struct, frozen=True):
    """What a reader knows of a paragraph beside pandoc's tree."""

    look: Look = Look()
    label: str = ""
    """The number or bullet that a word processor prints before it."""
    level: int = 0
    """Depth as a heading, 0 for none."""


class _Page(Struct):
    """The blocks so far and what is open."""

    file: str
    printed: Mapping[int, Printed]
    blocks: list[Block] = field(default_factory=list)
    found: Found = field(default_factory=Found)
    noted: int = 0
    """Notes that are already blocks."""
    notes: list[Block] = field(default_factory=list)
    paragraphs: int = 0
    quotes: int = 0
    lists: int = 0
    label: str = ""
    in_item: bool = False
    style: str = ""


def blocks_of(
    log: Log, tree: Iterable[Tree], file: str, printed: Mapping[int, Printed] | None = None
) -> tuple[Block, ...]:
    """The blocks of pandoc's tree in their order, the footnotes after them.

    `printed` tells more of the paragraphs that bear its numbers. Raises `Unreadable` where
    elements are nested too deep to follow.
    """
    page = _Page(file, printed or {})
    try:
        _take(page, tree)
    except RecursionError:
        raise Unreadable("The file is too complex: its elements are nested too deep.") from None
    for source in page.found.raw:
        log(RAW_LEFT_OUT(Place(file), source=source[:200]))
    return (*page.blocks, *page.notes)


def _take(page: _Page, nodes: Iterable[Tree]) -> None:
    for node in nodes:
        _take_one(page, node["t"], node.get("c"))


def _take_one(page: _Page, name: str, held: Tree) -> None:
    match name:
        case "Para" | "Plain":
            _paragraph(page, held)
        case "Header":
            _heading(page, held[0], held[2])
        case "BlockQuote":
            page.quotes += 1
            _take(page, held)
            page.quotes -= 1
        case "BulletList":
            _list(page, [(bullet(page.lists), item) for item in held])
        case "OrderedList":
            _list(page, _numbered(*held))
        case "DefinitionList":
            _definitions(page, held)
        case "Table":
            _table(page, held)
        case "Figure":
            _figure(page, held)
        case "Div":
            _division(page, *held)
        case _:
            _rest(page, name, held)


def _rest(page: _Page, name: str, held: Tree) -> None:
    match name:
        case "LineBlock":
            lines = [[*line, {"t": "LineBreak"}] for line in held]
            _paragraph(page, [inline for line in lines for inline in line])
        case "CodeBlock":
            _add(page, Block(BlockKind.CODE, (Run(held[1]),), _place(page)))
        case "HorizontalRule":
            _add(page, Block(BlockKind.BREAK, place=_place(page)))
        case "RawBlock":
            page.found.raw.append(held[1])


def _add(page: _Page, block: Block) -> None:
    page.blocks.append(block)
    if page.noted < len(page.found.notes):
        _note(page, block.place)


def _note(page: _Page, place: Place) -> None:
    """The notes whose markers stand in the block just added, as blocks of their own."""
    while page.noted < len(page.found.notes):
        page.noted += 1
        inside = _Page(page.file, page.printed, found=page.found, noted=len(page.found.notes))
        _take(inside, page.found.notes[page.noted - 1])
        page.notes += (_as_note(each, str(page.noted), place) for each in inside.blocks)


def _as_note(block: Block, label: str, place: Place) -> Block:
    if block.kind in (BlockKind.TABLE, BlockKind.FIGURE):
        words = (*block.runs, *(run for row in block.rows for cell in row for run in (*cell.runs, Run(" "))))
        block = replace(block, runs=strip(words), rows=())
    return Block(BlockKind.NOTE, block.runs, place, label=label)


def _place(page: _Page, number: int = 0) -> Place:
    """The place of the next paragraph, or of the one that bears a number."""
    page.paragraphs = number if 0 < number < UNPLACED else page.paragraphs + 1
    return Place(page.file, page.paragraphs, page.paragraphs)


# Paragraphs


def _paragraph(page: _Page, inlines: Iterable[Tree]) -> None:
    """A paragraph, cut at its displayed formulas."""
    line: list[Run] = []
    for piece in pieces_of(inlines, page.found):
        if isinstance(piece, Display):
            _close(page, line)
            _add(page, Block(BlockKind.FORMULA, (Run(piece.tex),), _place(page)))
        else:
            line.append(piece)
    _close(page, line)


def _close(page: _Page, line: list[Run]) -> None:
    number, runs = _signed(merged(line))
    line.clear()
    images = [run for run in runs if Mark.IMAGE in run.marks]
    if images and not text_of(run for run in runs if Mark.IMAGE not in run.marks).strip():
        for image in images:
            _add(page, Block(BlockKind.FIGURE, _words(image), _place(page, number), target=image.href))
    elif _RULE.fullmatch(text_of(runs).strip()):
        _add(page, Block(BlockKind.BREAK, place=_place(page, number)))
    elif text_of(runs).strip() or any(run.note for run in runs):
        _add(page, _block(page, strip(runs), number))


def _words(image: Run) -> Runs:
    return (Run(image.text),) if image.text.strip() else ()


def _block(page: _Page, runs: Runs, number: int) -> Block:
    printed = page.printed.get(number, Printed())
    place, look = _place(page, number), replace(printed.look, style=printed.look.style or page.style)
    if page.in_item:
        label, page.label = printed.label or page.label, ""
        return Block(BlockKind.ITEM, runs, place, page.lists, label, look=look)
    if printed.label:
        runs = merged((Run(f"{printed.label} "), *runs))
    if printed.level:
        return Block(BlockKind.HEADING, runs, place, printed.level, look=look)
    kind = BlockKind.QUOTE if page.quotes else BlockKind.PARAGRAPH
    return Block(kind, runs, place, page.quotes, look=look)


def _signed(runs: Runs) -> tuple[int, Runs]:
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


def _heading(page: _Page, level: int, inlines: Iterable[Tree]) -> None:
    number, runs = _signed(runs_of(inlines, page.found))
    if not text_of(runs).strip():
        _close(page, list(runs))
        return
    printed = page.printed.get(number, Printed())
    if printed.label:
        runs = merged((Run(f"{printed.label} "), *runs))
    _add(page, Block(BlockKind.HEADING, strip(runs), _place(page, number), level, look=printed.look))


# Lists


def _numbered(attributes: Tree, items: list[Tree]) -> list[tuple[str, Tree]]:
    start, style, ends = attributes
    return [(numeral(start + at, style["t"], ends["t"]), item) for at, item in enumerate(items)]


def _list(page: _Page, items: Iterable[tuple[str, Tree]]) -> None:
    outer, page.in_item = page.in_item, True
    page.lists += 1
    for label, item in items:
        page.label = label
        _take(page, item)
    page.lists -= 1
    page.in_item, page.label = outer, ""


def _definitions(page: _Page, items: Iterable[Tree]) -> None:
    """Each term a paragraph, its explanations after it."""
    for term, explanations in items:
        _paragraph(page, [{"t": "Strong", "c": term}])
        for explanation in explanations:
            _take(page, explanation)


# Tables and figures


def _table(page: _Page, held: Tree) -> None:
    _, (_, caption), columns, head, bodies, foot = held
    rows = [_row(page, row, columns, everywhere=True) for row in head[1]]
    for _, headers, inner_heads, body in bodies:
        rows += [_row(page, row, columns, everywhere=True) for row in inner_heads]
        rows += [_row(page, row, columns, headers=headers) for row in body]
    rows += [_row(page, row, columns) for row in foot[1]]
    rows = [row for row in rows if row]
    if all(cell.header for row in rows for cell in row):
        rows = [tuple(replace(cell, header=False) for cell in row) for row in rows]  # a head needs a body
    if any(cell.runs for row in rows for cell in row):
        _, runs = _signed(_flat(page, caption))
        _add(page, Block(BlockKind.TABLE, runs, _place(page), rows=tuple(rows)))
    else:
        _take(page, caption)


def _row(page: _Page, row: Tree, columns: Tree, *, everywhere: bool = False, headers: int = 0) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    column = 0
    for _, align, rowspan, colspan, blocks in row[1]:
        own = _ALIGNMENTS.get(align["t"], "")
        general = _ALIGNMENTS.get(columns[column][0]["t"], "") if column < len(columns) else ""
        _, runs = _signed(_flat(page, blocks))
        header = everywhere or column < headers
        cells.append(Cell(runs, header, min(colspan, _WIDEST), min(rowspan, _WIDEST), own or general))
        column += colspan
    return tuple(cells)


def _flat(page: _Page, blocks: Iterable[Tree]) -> Runs:
    """Blocks in a cell or a caption as one row of runs, a line end between two."""
    inside = _Page(page.file, page.printed, found=page.found, noted=len(page.found.notes))
    inside.noted = 10**9  # its notes become blocks after the table
    _take(inside, blocks)
    parts: list[Run] = []
    for block in inside.blocks:
        parts += [Run("\n")] if parts else []
        parts += _flattened(block)
    return strip(merged(parts))


def _flattened(block: Block) -> Iterator[Run]:
    if block.kind is BlockKind.ITEM and block.label:
        yield Run(f"{block.label} ")
    match block.kind:
        case BlockKind.FIGURE:
            yield Run(block.text, frozenset({Mark.IMAGE}), block.target)
        case BlockKind.FORMULA:
            yield Run(block.text, frozenset({Mark.MATH}))
        case BlockKind.CODE:
            yield Run(block.text, frozenset({Mark.CODE}))
        case _:
            yield from block.runs
    for row in block.rows:
        yield Run("\n")
        for cell in row:
            yield from (*cell.runs, Run(" "))


def _figure(page: _Page, held: Tree) -> None:
    """What a figure holds, then its caption as a paragraph in the style of captions."""
    _, (_, caption), inside = held
    before = len(page.blocks)
    _take(page, inside)
    made = page.blocks[before:]
    if len(made) == 1 and made[0].kind is BlockKind.TABLE and not made[0].runs:
        _, runs = _signed(_flat(page, caption))
        page.blocks[before] = replace(made[0], runs=runs)
        return
    if len(made) == 1 and made[0].kind is BlockKind.FIGURE and made[0].text == _plain(page, caption):
        page.blocks[before] = replace(made[0], runs=())  # pandoc takes a caption for the alternative text
    style, page.style = page.style, "caption"
    _take(page, caption)
    page.style = style


def _plain(page: _Page, blocks: Iterable[Tree]) -> str:
    return text_of(_flat(replace(page, found=Found()), blocks))


def _division(page: _Page, attributes: Tree, inside: Iterable[Tree]) -> None:
    _, classes, pairs = attributes
    if _NOT_TEXT.intersection(classes) or _NOT_TEXT.intersection(dict(pairs).values()):
        return
    style, page.style = page.style, dict(pairs).get("custom-style", page.style)
    _take(page, inside)
    page.style = style
