"""Cells of a table that a PDF's text tells one below the other come to stand together under their caption.

What follows the caption of a table and is no running text is of the table. Columns of as many
cells each are set side by side; else every line is a row of one cell. Either is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from converter.captions import find_caption
from converter.diagnostics import Kind, Log, Severity
from converter.layout import cut_lines, ends_sentence, goes_on, is_plain, opens_low, opens_references, usual_width
from converter.manuscript import Block, BlockKind, Cell, Manuscript, Run
from converter.recognition.tables import is_source
from converter.repairs._headings import has_shape
from converter.repairs._tables import row_lines

LOOSE_CELLS = Kind(
    "loose-cells",
    Severity.QUESTION,
    "The cells of this table stood one below the other; each has a row of its own, for rows and columns were not told.",
)
LOOSE_COLUMNS = Kind(
    "loose-columns",
    Severity.QUESTION,
    "The columns of this table stood one below the other; they were set side by side, for all have as many cells.",
)

_FEWEST = 4
"""So many lines at least make a table."""
_LONGEST_CAPTION = 3
_FULL_CAPTION = 0.85
"""A line of a caption that goes on takes so much of its width."""
_FULL = 0.75
"""A line of running text takes so much of the usual width."""
_GOING = 0.3
"""So many lines of running text at least go on with a small letter."""
_FEWEST_LINES = 4
"""So many lines of running text are told from the cells right above them."""
_FEWEST_CELLS = 3
"""A column has so many cells at least, its head apart."""
_BULLETS = "•●▪◦‣∙■□○➢➤✓❖►"

Lines = Sequence[str]


class _Page(Struct, frozen=True):
    """The usual length of a line that goes on, 0 where none does."""

    width: float


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """The manuscript of plain text with the cells below each table's caption in one block."""
    if not is_plain(manuscript):
        return manuscript
    page = _Page(usual_width(manuscript.blocks))
    return replace(manuscript, blocks=tuple(_gathered(log, manuscript.blocks, page)))


def _gathered(log: Log, blocks: Sequence[Block], page: _Page) -> Iterator[Block]:
    """The blocks, those that follow a table's caption and are its cells as one table."""
    waiting = list(reversed(blocks))
    while waiting:
        block = waiting.pop()
        if row_lines(block.text.split("\n")):
            yield block
            continue
        before, block = _above_caption(block)
        yield from before
        captions, rest = _captions(block, page)
        yield from captions
        if not captions:
            yield from rest
            continue
        waiting.extend(reversed(rest))
        cells = _take_cells(waiting, page)
        if cells and _is_heading(cells[-1], waiting, page):
            waiting.append(cells.pop())
        yield from _tables(log, cells)


def _above_caption(block: Block) -> tuple[tuple[Block, ...], Block]:
    """What stands above the first caption of a table within a block, if a sentence ends there; and the rest."""
    lines = block.text.split("\n")
    starts = (at for at in range(1, len(lines)) if _is_caption(lines[at]) and ends_sentence(lines[at - 1]))
    *before, rest = cut_lines(block, [at] if (at := next(starts, 0)) else ())
    return tuple(before), rest


def _captions(block: Block, page: _Page) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The captions of a table with which a block begins, a block each, and what is below them."""
    lines = block.text.split("\n")
    ends: list[int] = []
    at = 0
    while block.kind is BlockKind.PARAGRAPH and at < len(lines) and _is_caption(lines[at]):
        at = _caption_end(lines, at, page)
        ends.append(at)
    parts = cut_lines(block, ends)
    return parts[: len(ends)], parts[len(ends) :]


def _is_caption(line: str) -> bool:
    found = find_caption(line)
    return found is not None and found.role == "table" and found.closed


def _caption_end(lines: Lines, start: int, page: _Page) -> int:
    """Index behind the last line of the caption that begins at `start`."""
    following = range(start + 1, min(start + 1 + _LONGEST_CAPTION, len(lines)))
    if other := next((at for at in following if _is_caption(lines[at])), 0):
        return other
    found = find_caption(lines[start])
    bare = found is not None and not lines[start][found.start :].strip()
    end = start + 1 + bare
    widest = max(page.width, len(lines[start]))
    while end < len(lines) and not ends_sentence(lines[end - 1]):
        if not (opens_low(lines[end]) or len(lines[end - 1]) >= _FULL_CAPTION * widest):
            break
        end += 1
    return min(end, len(lines))


# Cells


def _take_cells(waiting: list[Block], page: _Page) -> list[Block]:
    """The blocks of cells with which `waiting` begins, from its end, taken out of it."""
    cells: list[Block] = []
    while waiting and _may_be_cells(waiting[-1]):
        block = waiting.pop()
        lines = block.text.split("\n")
        ends = (at for at, line in enumerate(lines) if _ends_table(line) or _is_prose(lines, page, at))
        end = next(ends, len(lines))
        parts = cut_lines(block, (end,))
        cells.extend(parts[:1] if end else ())
        if end < len(lines):
            waiting.append(parts[-1])
            break
    return cells


def _may_be_cells(block: Block) -> bool:
    letters = [sign for sign in block.text if sign.isalpha()]
    cased = not letters or any(sign.islower() or sign.isupper() for sign in letters)
    lines = block.text.split("\n")
    return block.kind is BlockKind.PARAGRAPH and cased and not opens_references(block) and not row_lines(lines)


def _ends_table(line: str) -> bool:
    """Whether a line is a caption, an item of a list, or tells of the table's sources."""
    found = find_caption(line)
    return (found is not None and found.closed) or line.lstrip()[:1] in tuple(_BULLETS) or is_source(line)


def _is_prose(lines: Lines, page: _Page, start: int = 0) -> bool:
    """Whether running text begins at `start`: lines as wide as the text is, going on one in the other."""
    first = [line.strip() for line in lines[start : start + _FEWEST_LINES]]
    if not page.width or len(first[0]) < _FULL * page.width:
        return False
    if len(lines) == 1:
        return ends_sentence(first[0])
    pairs = list(pairwise(first))
    wide = sum(len(line) >= _FULL * page.width for line in first[:-1])
    going = sum(goes_on(*pair) for pair in pairs)
    return wide == len(pairs) and going >= max(1, _GOING * len(pairs))


def _is_heading(block: Block, waiting: Sequence[Block], page: _Page) -> bool:
    """Whether a line alone stands right above running text."""
    if not waiting or "\n" in block.text or not has_shape(block):
        return False
    return _is_prose(waiting[-1].text.split("\n"), page)


# The table


def _tables(log: Log, cells: Sequence[Block]) -> Iterator[Block]:
    """The cells as a table; as they were where they are too few."""
    chunks = [[line.strip() for line in block.text.split("\n")] for block in cells]
    if sum(map(len, chunks)) < _FEWEST:
        yield from cells
        return
    columns = _columns(chunks)
    rows = list(zip(*columns, strict=True)) if columns else [(line,) for chunk in chunks for line in chunk]
    place = replace(cells[0].place, end_line=cells[-1].place.end_line)
    log((LOOSE_COLUMNS if columns else LOOSE_CELLS)(place, excerpt=" ".join(rows[0])[:100]))
    head = bool(columns) and len(columns[0]) > len(chunks[-1])
    table = tuple(tuple(Cell((Run(text),), header=head and at == 0) for text in row) for at, row in enumerate(rows))
    yield replace(cells[0], kind=BlockKind.TABLE, runs=(), rows=table, place=place)


def _columns(chunks: Sequence[Lines]) -> list[list[str]]:
    """The columns, their heads first; none where they have not all as many cells.

    A head stands above its column or, as the others do, alone before them all.
    """
    heads = [chunk[0] for chunk in chunks if len(chunk) == 1]
    columns = [list(chunk) for chunk in chunks if len(chunk) > 1]
    count = len(columns[-1]) if columns else 0
    if len(columns) < 2 or count < _FEWEST_CELLS:
        return []
    headed = [column for column in columns if len(column) == count + 1]
    if any(len(column) not in (count, count + 1) for column in columns):
        return []
    if not heads and not headed:
        return columns
    if len(heads) + len(headed) != len(columns):
        return []
    left = iter(heads)
    return [column if len(column) > count else [next(left), *column] for column in columns]
