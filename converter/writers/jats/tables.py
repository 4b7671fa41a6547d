"""Rows and cells in the XHTML table model.

https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/table.html
"""

from __future__ import annotations

from itertools import takewhile

from converter.article import TableCell
from converter.writers.jats.elements import Element, add
from converter.writers.jats.inline import EVERYTHING, write_inlines
from converter.writers.jats.scribe import Scribe

Row = tuple[TableCell, ...]

_ALIGNMENTS = frozenset({"left", "center", "right", "justify"})


def write_rows(scribe: Scribe, parent: Element, rows: tuple[Row, ...]) -> None:
    """A table of `rows`; header rows on top are its head, unless no other row is left."""
    rows = tuple(row for row in rows if row)
    if not rows:
        return
    table = add(parent, "table")
    head = list(takewhile(_is_header, rows))
    if len(head) == len(rows):
        head = []
    for tag, part in (("thead", head), ("tbody", rows[len(head) :])):
        if part:
            group = add(table, tag)
            for row in part:
                _write_row(scribe, group, row)


def _is_header(row: Row) -> bool:
    return all(cell.header for cell in row)


def _write_row(scribe: Scribe, parent: Element, row: Row) -> None:
    tr = add(parent, "tr")
    for cell in row:
        spans = {"colspan": _span(cell.colspan), "rowspan": _span(cell.rowspan)}
        align = cell.align if cell.align in _ALIGNMENTS else ""
        td = add(tr, "th" if cell.header else "td", "", {**spans, "align": align})
        write_inlines(scribe, td, cell.content, EVERYTHING)


def _span(number: int) -> str:
    return str(number) if number > 1 else ""
