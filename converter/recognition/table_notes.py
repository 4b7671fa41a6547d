"""Notes of a table whose sign stands in its cells: "* p < .05" below, "5.1*" above.

A sign is an asterisk or dagger behind the words of a cell, or a raised letter or number; a note that
begins with one which no cell and no caption bears is a line as any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from converter.article import Inline, Inlines, Pointer, Table, TableCell
from converter.inlines import printed
from converter.manuscript import Mark, Run
from converter.patterns import regex

_LONGEST = 3
_SIGN = regex(r"([*†‡§¶#]{1,3})\s{0,2}(?=[^\s*†‡§¶#])")
_ENDING = regex(r"(?<=[^\s*†‡§¶#])\s?([*†‡§¶#]{1,3})(?=\s*$)")
_PART = regex(r"[^\s,;]+")


def with_notes(table: Table) -> Table:
    """The table with the signs of its notes apart, where it bears them, and pointers to the notes."""
    ids = {sign: f"{table.id}fn{n}" for n, note in enumerate(table.notes, 1) if (sign := sign_of(note))}
    if not ids:
        return table
    rows = tuple(tuple(_cell(cell, ids) for cell in row) for row in table.rows)
    caption = _pointed(table.caption, ids)
    borne = {each.target for row in (caption, *_contents(rows)) for each in row if isinstance(each, Pointer)}
    signs = tuple(sign if ids.get(sign := sign_of(note), "") in borne else "" for note in table.notes)
    notes = tuple(_without(sign, note) for sign, note in zip(signs, table.notes, strict=True))
    return replace(table, rows=rows, caption=caption, notes=notes, signs=signs) if any(signs) else table


def _without(sign: str, note: Inlines) -> Inlines:
    """The note behind its sign."""
    if not sign:
        return note
    printed_sign, *others = note
    text = printed(printed_sign).lstrip().removeprefix(sign)
    begun = (replace(printed_sign, text=text), *others) if text.strip() and isinstance(printed_sign, Run) else others
    first, *rest = begun or (Run(""),)
    return (replace(first, text=first.text.lstrip()), *rest) if isinstance(first, Run) else (first, *rest)


def sign_of(note: Inlines) -> str:
    """The sign with which a note begins, or ""."""
    first = note[0] if note else None
    if not isinstance(first, Run):
        return ""
    if Mark.SUP in first.marks:
        sign = first.text.strip()
        return sign if 0 < len(sign) <= _LONGEST and " " not in sign else ""
    match = _SIGN.match(first.text)
    return match[1] if match else ""


def _contents(rows: tuple[tuple[TableCell, ...], ...]) -> Iterator[Inlines]:
    return (cell.content for row in rows for cell in row)


def _cell(cell: TableCell, ids: Mapping[str, str]) -> TableCell:
    return replace(cell, content=_pointed(cell.content, ids))


def _pointed(row: Inlines, ids: Mapping[str, str]) -> Inlines:
    """The row with each of the signs as a pointer: raised, or behind its words."""
    pointed = [part for each in row for part in _raised(each, ids)]
    last = pointed[-1] if pointed else None
    if isinstance(last, Run) and not last.marks & {Mark.SUP, Mark.MATH, Mark.CODE}:
        match = _ENDING.search(last.text)
        if match and match[1] in ids:
            before, sign = replace(last, text=last.text[: match.start(1)]), replace(last, text=match[1])
            pointed[-1:] = [before, Pointer((sign,), ids[match[1]], "table-fn")]
    return tuple(pointed)


def _raised(run: Inline, ids: Mapping[str, str]) -> Iterator[Inline]:
    """The parts of a superscript, those that are signs of notes as pointers, if all of them are."""
    raised = isinstance(run, Run) and Mark.SUP in run.marks and not run.note
    parts = list(_PART.finditer(run.text)) if isinstance(run, Run) and raised else []
    if not isinstance(run, Run) or not parts or not all(part[0] in ids for part in parts):
        yield run
        return
    at = 0
    for part in parts:
        if part.start() > at:
            yield replace(run, text=run.text[at : part.start()])
        yield Pointer((replace(run, text=part[0]),), ids[part[0]], "table-fn")
        at = part.end()
    if at < len(run.text):
        yield replace(run, text=run.text[at:])
