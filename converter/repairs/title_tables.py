"""Title pages set as tables: their cells are the front matter's paragraphs.

A table that stands before the text and holds labels of the front matter is no table of results.
Columns in different languages are read one after the other, any other table row by row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from converter.diagnostics import Log
from converter.languages import detect, find_label
from converter.manuscript import Block, BlockKind, Cell, Manuscript
from converter.recognition.posts import LESSER, POSTS, is_prose
from converter.runs import cut, strip, text_of

_AMONG_FIRST = 12
"""A title page is among so many first blocks."""


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """The manuscript with the cells of its title page as paragraphs. No word changes."""
    blocks = list(manuscript.blocks)
    for index, block in enumerate(blocks[:_AMONG_FIRST]):
        if block.kind is BlockKind.TABLE and _is_title_page(block):
            return replace(manuscript, blocks=(*blocks[:index], *_paragraphs(block), *blocks[index + 1 :]))
        if is_prose(block.text):
            break
    return manuscript


def _is_title_page(table: Block) -> bool:
    """Whether a cell opens with a label of the front matter, and the table has no caption."""
    if table.text.strip():
        return False
    parts = POSTS | LESSER
    opening = (find_label(text_of(cell.runs), parts) for row in table.rows for cell in row)
    labels = [label for label in opening if label and label.part in POSTS]
    return any(label.closed or len(labels) > 1 for label in labels)


def _paragraphs(table: Block) -> Iterator[Block]:
    for cell in _in_order(table.rows):
        text = text_of(cell.runs)
        at = 0
        for line in text.split("\n"):
            runs = strip(cut(cell.runs, at, at + len(line)))
            at += len(line) + 1
            if runs:
                yield Block(BlockKind.PARAGRAPH, runs, table.place)


def _in_order(rows: Sequence[Sequence[Cell]]) -> Iterator[Cell]:
    """Column by column where each speaks its own language, else row by row."""
    width = max(map(len, rows), default=0)
    columns = [[row[n] for row in rows if n < len(row)] for n in range(width)]
    spoken = [detect(" ".join(text_of(cell.runs) for cell in column)) for column in columns]
    own = width > 1 and len(set(spoken)) == width and all(spoken)
    for line in columns if own else rows:
        yield from line
