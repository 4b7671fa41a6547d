"""Tables: their cells, which rows are heads, and which lines below are their notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from converter.article import TableCell
from converter.languages import LANGUAGES
from converter.manuscript import Block, BlockKind, Cell, Mark, Runs
from converter.patterns import regex
from converter.runs import text_of

Rows = tuple[tuple[TableCell, ...], ...]

_SIGN = regex(r"[*†‡§¶#]{1,4}|\([a-z*†‡]\)|[a-z](?=[\s.)])")
_LABEL = regex(r"[^\W\d_]{2,20}(?:\s[^\W\d_]{2,20}){0,3}")
_NUMERIC = regex(r"[\s\d.,;:%+±<>=≤≥()\[\]*/–—−-]+")
_SHORT = 300
_SMALLER = 0.94
_NO_LARGER = 1.02


def cells_of(block: Block) -> Rows:
    """The rows of a table; a head without a word is left out, one that is plain to see is marked."""
    rows = block.rows
    if len(rows) > 1 and all(cell.header and not _words(cell) for cell in rows[0]):
        rows = rows[1:]
    if _has_plain_head(rows):
        rows = (tuple(replace(cell, header=True) for cell in rows[0]), *rows[1:])
    return tuple(
        tuple(TableCell(each.runs, each.header, each.colspan, each.rowspan, each.align) for each in row) for row in rows
    )


def _words(cell: Cell) -> str:
    return text_of(cell.runs).strip()


def _has_plain_head(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether no row is marked as a head, and the first is bold, or has words above numbers."""
    if len(rows) < 3 or any(cell.header for row in rows for cell in row):
        return False
    first = [_words(cell) for cell in rows[0]]
    if len(first) < 2 or not all(first[1:]) or any(map(_NUMERIC.fullmatch, filter(None, first))):
        return False
    if _is_bold(rows[0]) and not _is_bold(rows[1]):
        return True
    columns = [[_words(row[at]) for row in rows[1:] if at < len(row)] for at in range(1, len(first))]
    return any(any(column) and all(map(_NUMERIC.fullmatch, filter(None, column))) for column in columns)


def _is_bold(row: Sequence[Cell]) -> bool:
    runs = [run for cell in row for run in cell.runs if run.text.strip()]
    return bool(runs) and all(Mark.BOLD in run.marks for run in runs)


def is_note_of(block: Block, objects: Sequence[Block], caption: Runs) -> bool:
    """Whether a line below a table or figure tells of it: of its source, or of a sign in it."""
    return is_source(block.text) or _explains_sign(block, objects, caption)


def usual_size(blocks: Sequence[Block]) -> float:
    """Type size of most characters; 0 where the format does not tell."""
    sizes: Counter[float] = Counter()
    for block in blocks:
        sizes[block.look.size] += len(block.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def is_small_print(block: Block, objects: Sequence[Block], body: float) -> bool:
    """Whether a line below a table on its page is set no larger than it, and smaller than the text."""
    table, size = objects[-1], block.look.size
    if table.kind is not BlockKind.TABLE or block.look.page_start or not table.look.size or len(block.text) > _SHORT:
        return False
    return 0 < size < _SMALLER * body and size <= _NO_LARGER * table.look.size


def is_source(text: str) -> bool:
    """ "Source: …", "Note. …", "Составлено автором" and the like, and more than the label."""
    match = _LABEL.match(text.lstrip(" *_("))
    words = match[0].casefold().split() if match else []
    for count in range(len(words), 0, -1):
        if " ".join(words[:count]) in _source_words():
            rest = text.lstrip(" *_(")[len(" ".join(words[:count])) :].lstrip("*_ ")
            delimited = rest[:1] in tuple(".:—–-")
            return (delimited and len(rest) > 2) or (count > 1 and len(text) <= _SHORT)
    return False


@cache
def _source_words() -> frozenset[str]:
    words = (word for language in LANGUAGES.values() for word in language.words.get("source", ()))
    return frozenset(word.casefold().rstrip(".:") for word in words)


def _explains_sign(block: Block, objects: Sequence[Block], caption: Runs) -> bool:
    """Whether a line begins with a sign that stands in the table or its caption: "* p < .05"."""
    if not block.runs or objects[0].kind is not BlockKind.TABLE:
        return False
    rows = [cell.runs for row in objects[0].rows for cell in row] + [caption]
    first = block.runs[0]
    if Mark.SUP in first.marks:
        raised = {run.text.strip() for runs in rows for run in runs if Mark.SUP in run.marks}
        return first.text.strip() in {sign for text in raised for sign in (text, *text.replace(",", " ").split())}
    match = _SIGN.match(block.text)
    if match is None or match[0].isalpha() or match[0][0] == "(":
        return False
    return any(match[0] in text_of(runs) for runs in rows)
