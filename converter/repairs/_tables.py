"""Tables of plain text: lines whose cells stand two blanks apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from converter.captions import is_caption
from converter.layout import ends_sentence
from converter.manuscript import Block, BlockKind, Cell, Run
from converter.patterns import regex

_CELL_GAP = regex(r"\s(?:\s+|(?<=\t))")
_MOST_HEAD_BLOCKS = 3
_LONGEST_GROUP = 80
_DEEP = 2
"""A head alone above the rows is indented so far at least."""


def row_lines(lines: Sequence[str]) -> set[int]:
    """Indices of lines that are rows: cells two blanks apart, several rows alike."""
    widths = [len(_CELL_GAP.split(line.strip())) for line in lines]
    rows = {at for at, width in enumerate(widths) if width >= 3}
    if len(rows) < 2:
        return set()
    # A lone name between two rows is a row of one cell: the head of a group.
    between = {at for at in range(1, len(lines) - 1) if _within_table(at, rows, widths)}
    return rows | between


def _within_table(at: int, rows: set[int], widths: Sequence[int]) -> bool:
    above = at - 1 in rows or (at - 2 in rows and widths[at - 1] <= 2)
    below = at + 1 in rows or (at + 2 in rows and widths[at + 1] <= 2)
    return at not in rows and above and below


def table_of(block: Block) -> Block:
    """The rows as a table where most have as many cells; its first row heads it."""
    rows = [_CELL_GAP.split(line.strip()) for line in block.text.split("\n")]
    sizes = Counter(len(row) for row in rows if len(row) > 1)
    count = max(sizes.values(), default=0)
    if len(rows) < 2 or count * 2 < sizes.total():
        return block
    table = tuple(_row(row, max(sizes), header=at == 0) for at, row in enumerate(rows))
    return replace(block, kind=BlockKind.TABLE, runs=(), rows=table)


def _row(texts: Sequence[str], width: int, *, header: bool) -> tuple[Cell, ...]:
    """Cells of one row; a lone cell spans the table, missing cells are empty at its end."""
    if len(texts) == 1:
        return (Cell((Run(texts[0]),), header=header, colspan=width),)
    filled = [Cell((Run(text),), header=header) for text in texts]
    return (*filled, *(Cell(header=header) for _ in range(width - len(texts))))


# Rows that were cut off


def completed(blocks: Iterable[Block]) -> list[Block]:
    """The blocks with tables whole: rows between a caption and its table belong to the table.

    So does a lone line between two tables, of which the second has no caption: the head of a group.
    """
    made: list[Block] = []
    for block in blocks:
        if block.kind is BlockKind.TABLE:
            block = _with_head(made, _with_part_before(made, block))
        made.append(block)
    return made


def _with_part_before(made: list[Block], table: Block) -> Block:
    """The table with the one before it, from which a line of one cell divides it."""
    if len(made) < 2 or made[-2].kind is not BlockKind.TABLE or not _is_group_head(made[-1]):
        return table
    lone = made.pop()
    first = made.pop()
    width = max(map(_width, (*first.rows, *table.rows)))
    rest = tuple(tuple(replace(cell, header=False) for cell in row) for row in table.rows)
    rows = (*first.rows, _row([lone.text.strip()], width, header=False), *rest)
    return replace(first, rows=rows, place=replace(first.place, end_line=table.place.end_line))


def _is_group_head(block: Block) -> bool:
    text = block.text.strip()
    short = len(text) <= _LONGEST_GROUP and "\n" not in text
    return block.kind is BlockKind.PARAGRAPH and short and not is_caption(text) and not ends_sentence(text)


def _with_head(made: list[Block], table: Block) -> Block:
    """The table with the lines of several cells that stand between it and its caption."""
    for count in range(1, min(_MOST_HEAD_BLOCKS, len(made) - 1) + 1):
        between, caption = made[-count:], made[-count - 1]
        if between[0].kind is not BlockKind.PARAGRAPH or is_caption(between[0].text):
            return table
        if is_caption(caption.text):
            told = [line for block in between for line in block.text.split("\n")]
            if not all(map(_may_be_head, told)):
                return table
            lines = [line.strip() for line in told]
            del made[-count:]
            width = max(map(_width, table.rows))
            head = tuple(_row(_CELL_GAP.split(line), width, header=True) for line in lines)
            return replace(table, rows=(*head, *table.rows), place=replace(table.place, line=between[0].place.line))
    return table


def _may_be_head(line: str) -> bool:
    """Whether a line above rows has cells, or stands alone in the middle above them."""
    bare = line.strip()
    alone = len(line) - len(line.lstrip()) >= _DEEP and len(bare) <= _LONGEST_GROUP and not ends_sentence(bare)
    return alone or _CELL_GAP.search(bare) is not None


def _width(row: Sequence[Cell]) -> int:
    return sum(cell.colspan for cell in row)
