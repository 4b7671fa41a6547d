"""Pages to a manuscript: furniture off, tables out, columns in order, paragraphs whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from converter.diagnostics import Kind, Log, Place, Severity
from converter.layout import PAGES
from converter.manuscript import Block, BlockKind, Cell, Look, Manuscript, Mark, Run, Runs
from converter.readers._pdf.captions import is_caption_line
from converter.readers._pdf.chunks import Chunk, leadings, lines_of
from converter.readers._pdf.entries import entries_of
from converter.readers._pdf.equations import Equation
from converter.readers._pdf.feet import Note, is_byline, marks_settled
from converter.readers._pdf.figures import Picture, ornaments
from converter.readers._pdf.flow import first_halves
from converter.readers._pdf.front import Element, Float, front_end, with_feet
from converter.readers._pdf.furniture import without_furniture
from converter.readers._pdf.headings import Body, body_of, find_headings
from converter.readers._pdf.items import ITEM, find_items
from converter.readers._pdf.line_numbers import without_line_numbers
from converter.readers._pdf.lines import Line, pieces
from converter.readers._pdf.paragraphs import has_room
from converter.readers._pdf.runs import NO_NOTES, runs_of
from converter.readers._pdf.sheets import Sheet, elements_of, lines_within, sheet_of
from converter.readers._pdf.table_parts import without_table_parts
from converter.readers._pdfium.pages import Area, Page
from converter.runs import cut, strip

TURNED_TEXT = Kind("pdf-turned-text", Severity.NOTE, "Text at an angle to the page, as a watermark, was left out.")

_ALL = 0.9
_FEWEST = 2
_SMALLER = 0.96
_SET_IN = 0.9
_WRAPPED = 0.6


class Composed(Struct, frozen=True):
    """The manuscript that pages show, and where on them the images of its figures are, by file name."""

    manuscript: Manuscript
    areas: dict[str, Area]


def compose(log: Log, pages: Sequence[Page], file: str) -> Composed:
    """What the pages show. What is left out is told with its words."""
    for page in pages:
        if page.turned:
            log(TURNED_TEXT(Place(file, page=page.number), before=" ".join(page.turned), after=""))
    raw = {page.number: pieces(without_line_numbers(log, page, file), page.number) for page in pages}
    raw = without_table_parts(log, raw, file)
    cleared = without_furniture(log, raw, {page.number: page.height for page in pages}, file)
    kept = cleared.kept
    body = _usual_size(kept)
    known = ornaments(pages)
    sheets = [sheet_of(log, page, kept[page.number], known, body, file) for page in pages]
    columns = [lines_of(lines_within(items)) for sheet in sheets for items, _ in sheet.regions]
    usual = leadings(columns)
    for sheet in sheets:
        for items, aside in sheet.regions:
            sheet.elements += elements_of(items, usual, body, aside=aside)
    metadata = {"running-heads": "\n".join(cleared.heads)} if cleared.heads else {}
    turns = {page.number: page.turn for page in pages}
    elements = [each for sheet in sheets for each in sheet.elements if isinstance(each, Picture)]
    names = {each: f"figure-{number}.png" for number, each in enumerate(elements, 1)}
    areas = {names[each]: Area(each.page, turns[each.page], each.image) for each in elements}
    return Composed(Manuscript(tuple(_blocks(sheets, names, file)), file, PAGES, metadata), areas)


def _usual_size(kept: Mapping[int, Sequence[Line]]) -> float:
    """Type size of most characters."""
    sizes: Counter[float] = Counter()
    for lines in kept.values():
        for line in lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


# Blocks


class _Draft(Struct):
    """Elements in order, and what was found of them by index."""

    elements: list[Element]
    notes: dict[int, tuple[Note, ...]]
    levels: dict[int, int]
    halves: dict[int, int]
    body: Body
    items: dict[int, str]
    """Labels of numbered items."""
    names: Mapping[Picture, str]
    """The files of the figures."""
    line: int = 1

    @property
    def labels(self) -> dict[int, set[str]]:
        """The labels of the notes on each page."""
        found: dict[int, set[str]] = {}
        for notes in self.notes.values():
            for note in notes:
                found.setdefault(note.chunk.page, set()).add(note.label)
        return found


def _blocks(sheets: Sequence[Sheet], names: Mapping[Picture, str], file: str) -> Iterator[Block]:
    chunks = [each for sheet in sheets for each in sheet.elements if isinstance(each, Chunk)]
    body, entries = body_of(chunks), entries_of(chunks)
    elements: list[Element] = []
    notes: dict[int, tuple[Note, ...]] = {}
    for number, sheet in enumerate(sheets):
        here, found = with_feet(sheet.elements, body, entries, first_page=number == 0)
        notes.update({len(elements) + at: each for at, each in found.items()})
        elements += here
    draft = _Draft(elements, notes, {}, {}, body, {}, names)
    _find_headings(draft)
    _find_halves(draft)
    yield from marks_settled(list(_made(draft, file)))


def _find_headings(draft: _Draft) -> None:
    places = [at for at, each in enumerate(draft.elements) if isinstance(each, Chunk) and at not in draft.notes]
    chunks = [each for at in places if isinstance(each := draft.elements[at], Chunk)]
    front = front_end(chunks, draft.body)
    items = {at + front: label for at, label in find_items(chunks[front:], draft.body.size).items()}
    levels = find_headings(chunks, draft.body, front, items)
    draft.levels = {places[at]: level for at, level in levels.items()}
    draft.items = {places[at]: label for at, label in items.items()}


def _find_halves(draft: _Draft) -> None:
    chunks = [each if isinstance(each, Chunk) else None for each in draft.elements]
    ends = {*draft.levels, *(at for at, each in enumerate(draft.elements) if isinstance(each, Equation))}
    draft.halves = first_halves(chunks, ends, draft.notes, indents=draft.body.indents)


def _made(draft: _Draft, file: str) -> Iterator[Block]:
    """The blocks; halves stand with their beginnings."""
    following: dict[int, list[int]] = {}
    root: dict[int, int] = {}
    for at in sorted(draft.halves):
        root[at] = root.get(draft.halves[at], draft.halves[at])
        following.setdefault(root[at], []).append(at)
    page = 0
    for at, element in enumerate(draft.elements):
        if at in root:
            continue
        if isinstance(element, Chunk):
            parts = [element, *(each for i in following.get(at, ()) if isinstance(each := draft.elements[i], Chunk))]
            made = _of_chunks(draft, at, parts, file)
        else:
            made = [_of_float(draft, element, file)]
        for block in made:
            fresh = block.place.page != page
            page = block.place.page
            yield replace(block, look=replace(block.look, page_start=fresh))


def _of_chunks(draft: _Draft, at: int, parts: Sequence[Chunk], file: str) -> list[Block]:
    if at in draft.notes:
        return [_note(draft, note, file) for note in draft.notes[at]]
    lines = [line for part in parts for line in part.lines]
    place = _placed(draft, lines, file)
    first = parts[0]
    look = Look(
        size=first.size,
        align=_align(first),
        indent=round(first.lines[0].x0 - first.column.x0, 1),
        bold=first.share("bold") > _ALL,
    )
    runs = runs_of(lines, NO_NOTES if first.page == 1 and is_byline(first) else draft.labels)
    if at in draft.levels:
        return [Block(BlockKind.HEADING, runs, place, level=draft.levels[at], look=look)]
    match = ITEM.match(first.text)
    numbered = at in draft.items or (match and not match["label"].strip("[().]").isalnum())
    if match and numbered and match["label"] not in "–—-":
        return [Block(BlockKind.ITEM, cut(runs, match.end()), place, 1, match["label"], look=look)]
    kind = BlockKind.QUOTE if _is_quotation(parts, draft.body) else BlockKind.PARAGRAPH
    return [Block(kind, runs, place, level=int(kind is BlockKind.QUOTE), look=look)]


def _is_quotation(parts: Sequence[Chunk], body: Body) -> bool:
    """Lines set in on both sides, or on the left in smaller type, behind the first page's head."""
    lines = [line for part in parts for line in part.lines]
    column, first = parts[0].column, parts[0]
    if len(lines) < _FEWEST or first.hanging or column.aside or is_caption_line(first.text) or _align(first):
        return False
    left = min(line.x0 for line in lines) - column.x0
    right = column.x1 - max(line.x1 for line in lines)
    own = replace(column, x1=max(line.x1 for line in lines))
    wrapped = sum(not has_room(above, line, own) for above, line in pairwise(lines))
    if wrapped < _WRAPPED * (len(lines) - 1):
        return False
    small = first.size < _SMALLER * body.size
    return left > _SET_IN * first.size and (right > _SET_IN * first.size or (small and left > 2 * _SET_IN * first.size))


def _placed(draft: _Draft, lines: Sequence[Line], file: str) -> Place:
    start = draft.line
    draft.line += len(lines)
    return Place(file, start, draft.line - 1, lines[0].page)


def _align(chunk: Chunk) -> str:
    column = chunk.column
    left, right = min(line.x0 for line in chunk.lines) - column.x0, column.x1 - max(line.x1 for line in chunk.lines)
    if left > 2 * chunk.size and abs(left - right) < chunk.size:
        return "center"
    return "right" if left > 4 * chunk.size and right < chunk.size else ""


def _note(draft: _Draft, note: Note, file: str) -> Block:
    lines = note.chunk.lines
    place = _placed(draft, lines, file)
    rest = Line(lines[0].words[note.skipped :], lines[0].page)
    runs = strip(runs_of([rest, *lines[1:]]))
    return Block(BlockKind.NOTE, runs, place, label=note.label, look=Look(size=note.chunk.size))


def _of_float(draft: _Draft, element: Float, file: str) -> Block:
    if isinstance(element, Picture):
        place = Place(file, draft.line, draft.line, element.page)
        return Block(BlockKind.FIGURE, (), place, target=draft.names[element])
    if isinstance(element, Equation):
        return _of_equation(draft, element, file)
    lines = [line for row in element.rows for cell in row for line in cell.lines]
    place = _placed(draft, lines, file)
    rows = tuple(
        tuple(Cell(_cell(cell.lines), header=number < element.heads, colspan=cell.span) for cell in row)
        for number, row in enumerate(element.rows)
    )
    return Block(BlockKind.TABLE, (), place, rows=rows, look=Look(size=element.size))


def _of_equation(draft: _Draft, equation: Equation, file: str) -> Block:
    place = Place(file, draft.line, draft.line + equation.lines - 1, equation.page)
    draft.line += equation.lines
    if not equation.number:
        return Block(BlockKind.FORMULA, (Run(equation.tex),), place)
    math = Run(equation.tex, frozenset({Mark.MATH}))
    return Block(BlockKind.PARAGRAPH, (math, Run(f" {equation.number}")), place)


def _cell(lines: Sequence[Line]) -> Runs:
    return runs_of(lines)
