"""Pandoc's block nodes as blocks of a manuscript."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from converter.diagnostics import Kind, Log, Place, Severity
from converter.layout import is_verse
from converter.manuscript import BOXED, Block, BlockKind, Cell, Look, Mark, Run, Runs
from converter.readers import Unreadable
from converter.readers._inlines import Found, merged
from converter.readers._numerals import bullet, numeral
from converter.readers._paragraphs import Page, Printed, add, add_heading, add_paragraph, place_of, unsigned
from converter.runs import strip, text_of

RAW_LEFT_OUT = Kind("raw-left-out", Severity.WARNING, "Source that could not be read was left out: {source}")

Tree = Any

_ALIGNMENTS = {"AlignLeft": "left", "AlignRight": "right", "AlignCenter": "center"}
_NOT_TEXT = frozenset({"navigation", "toc", "doc-toc"})
BOXES = frozenset(
    {"box", "boxed-text", "boxed", "text-box", "textbox", "infobox", "tcolorbox", "framed", "mdframed", "shaded"}
    | {"admonition", "callout", *(f"callout-{kind}" for kind in ("note", "tip", "important", "warning", "caution"))}
)
"""Classes of divisions and environments of LaTeX that set a frame around their text."""
_INBOXES = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE})
_WIDEST = 1000


def blocks_of(
    log: Log, tree: Iterable[Tree], file: str, printed: Mapping[int, Printed] | None = None
) -> tuple[Block, ...]:
    """The blocks of pandoc's tree in their order, the footnotes after them.

    `printed` tells more of the paragraphs that bear its numbers. Raises `Unreadable` where
    elements are nested too deep to follow.
    """
    page = Page(file, printed or {})
    try:
        _take(page, tree)
        notes = tuple(_notes(page))
    except RecursionError:
        raise Unreadable("The file is too complex: its elements are nested too deep.") from None
    for source in page.found.raw:
        log(RAW_LEFT_OUT(Place(file), source=source[:200]))
    return (*page.blocks, *notes)


def _take(page: Page, nodes: Iterable[Tree]) -> None:
    for node in nodes:
        _take_one(page, node["t"], node.get("c"))


def _take_one(page: Page, name: str, held: Tree) -> None:
    match name:
        case "Para" | "Plain":
            _quoted(page, held) if page.quotes else add_paragraph(page, held)
        case "Header":
            add_heading(page, held[0], held[2])
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


def _rest(page: Page, name: str, held: Tree) -> None:
    match name:
        case "LineBlock":
            lines = [[*line, {"t": "LineBreak"}] for line in held]
            _verse(page, [inline for line in lines for inline in line])
        case "CodeBlock":
            add(page, Block(BlockKind.CODE, (Run(held[1]),), place_of(page)))
        case "HorizontalRule":
            add(page, Block(BlockKind.BREAK, place=place_of(page)))
        case "RawBlock":
            page.found.raw.append(held[1])


def _quoted(page: Page, inlines: Sequence[Tree]) -> None:
    """A paragraph of a quotation, which may be verse."""
    before = len(page.blocks)
    add_paragraph(page, inlines)
    if not _is_ended_by_hand(inlines):
        return
    for at, block in enumerate(page.blocks[before:], before):
        if block.kind is BlockKind.QUOTE and is_verse(block.text):
            page.blocks[at] = replace(block, kind=BlockKind.VERSE)


def _verse(page: Page, inlines: Iterable[Tree]) -> None:
    page.verse = True
    add_paragraph(page, inlines)
    page.verse = False


def _is_ended_by_hand(inlines: Iterable[Tree]) -> bool:
    """Whether every line of a paragraph was ended by hand."""
    names = [inline["t"] for inline in inlines]
    return "LineBreak" in names and "SoftBreak" not in names


def _notes(page: Page) -> Iterator[Block]:
    """The notes as blocks, in the order of their markers; a note may hold others."""
    for number, held in enumerate(page.found.notes, start=1):
        inside = Page(page.file, page.printed, found=page.found, places=page.places)
        _take(inside, held)
        place = page.places[min(number, len(page.places)) - 1] if page.places else Place(page.file)
        yield from (_as_note(each, str(number), place) for each in inside.blocks)


def _as_note(block: Block, label: str, place: Place) -> Block:
    if block.kind in (BlockKind.TABLE, BlockKind.FIGURE):
        words = (*block.runs, *(run for row in block.rows for cell in row for run in (*cell.runs, Run(" "))))
        block = replace(block, runs=strip(words), rows=())
    return Block(BlockKind.NOTE, block.runs, place, label=label)


# Lists


def _numbered(attributes: Tree, items: list[Tree]) -> list[tuple[str, Tree]]:
    start, style, ends = attributes
    return [(numeral(start + at, style["t"], ends["t"]), item) for at, item in enumerate(items)]


def _list(page: Page, items: Iterable[tuple[str, Tree]]) -> None:
    outer, page.in_item = page.in_item, True
    page.lists += 1
    for label, item in items:
        page.label = label
        _take(page, item)
    page.lists -= 1
    page.in_item, page.label = outer, ""


def _definitions(page: Page, items: Iterable[Tree]) -> None:
    """Each term a paragraph, its explanations after it."""
    for term, explanations in items:
        add_paragraph(page, [{"t": "Strong", "c": term}])
        for explanation in explanations:
            _take(page, explanation)


# Tables and figures


def _table(page: Page, held: Tree) -> None:
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
        _, runs = unsigned(_flat(page, caption))
        add(page, Block(BlockKind.TABLE, runs, place_of(page), rows=tuple(rows)))
    else:
        _take(page, caption)


def _row(page: Page, row: Tree, columns: Tree, *, everywhere: bool = False, headers: int = 0) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    column = 0
    for _, align, rowspan, colspan, blocks in row[1]:
        own = _ALIGNMENTS.get(align["t"], "")
        general = _ALIGNMENTS.get(columns[column][0]["t"], "") if column < len(columns) else ""
        _, runs = unsigned(_flat(page, blocks))
        header = everywhere or column < headers
        cells.append(Cell(runs, header, min(colspan, _WIDEST), min(rowspan, _WIDEST), own or general))
        column += colspan
    return tuple(cells)


def _flat(page: Page, blocks: Iterable[Tree]) -> Runs:
    """Blocks in a cell or a caption as one row of runs, a line end between two."""
    inside = Page(page.file, page.printed, found=page.found)
    _take(inside, blocks)
    return _joined(inside.blocks)


def _joined(blocks: Iterable[Block]) -> Runs:
    """Blocks as one row of runs, a line end between two."""
    parts: list[Run] = []
    for block in blocks:
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


def _figure(page: Page, held: Tree) -> None:
    """What a figure holds, then its caption as a paragraph in the style of captions."""
    _, (_, caption), inside = held
    before = len(page.blocks)
    _take(page, inside)
    made = page.blocks[before:]
    if len(made) == 1 and made[0].kind is BlockKind.TABLE and not made[0].runs:
        _, runs = unsigned(_flat(page, caption))
        page.blocks[before] = replace(made[0], runs=runs)
        return
    if len(made) == 1 and made[0].kind is BlockKind.FIGURE and made[0].text == _plain(page, caption):
        page.blocks[before] = replace(made[0], runs=())  # pandoc takes a caption for the alternative text
    style, page.style = page.style, "caption"
    _take(page, caption)
    page.style = style


def _plain(page: Page, blocks: Iterable[Tree]) -> str:
    return text_of(_flat(replace(page, found=Found()), blocks))


def _division(page: Page, attributes: Tree, inside: Iterable[Tree]) -> None:
    _, classes, pairs = attributes
    if _NOT_TEXT.intersection(classes) or _NOT_TEXT.intersection(dict(pairs).values()):
        return
    style, page.style = page.style, dict(pairs).get("custom-style", page.style)
    before = len(page.blocks)
    _take(page, inside)
    page.style = style
    if BOXES.intersection(classes) and not page.in_item and not page.quotes:
        page.blocks[before:] = boxed(page.blocks[before:])


def boxed(blocks: Sequence[Block]) -> Sequence[Block]:
    """What stands in a frame as a table of one cell, its first heading as the caption; other than prose stays."""
    titled = bool(blocks) and blocks[0].kind is BlockKind.HEADING
    inside = blocks[titled:]
    if not inside or not all(block.kind in _INBOXES for block in inside):
        return blocks
    caption = blocks[0].runs if titled else ()
    cell = Cell(_joined(inside))
    return [Block(BlockKind.TABLE, caption, blocks[0].place, rows=((cell,),), look=Look(style=BOXED))]
