"""Paragraphs that go on in the next column or on the next page are made whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from converter.layout import DIVIDERS, ends_sentence, opens_low
from converter.readers._pdf.captions import is_caption_line
from converter.readers._pdf.chunks import Chunk
from converter.readers._pdf.items import ITEM

_FARTHEST = 12
_ROOM = 1.0
_SAME = 0.05


def goes_on(chunk: Chunk, after: Chunk, *, indents: bool) -> bool:
    """Whether `after`, at the top of a column or behind a figure, goes on with `chunk`.

    `indents`: paragraphs of this text begin with an indent.
    """
    if abs(chunk.size - after.size) > _SAME * chunk.size or ITEM.match(after.text):
        return False
    last = chunk.lines[-1]
    if last.text.rstrip()[-1:] in tuple(DIVIDERS) and after.text[:1].islower():
        return True
    if chunk.hanging or after.hanging:
        return chunk.hanging and _deep(after)
    if not ends_sentence(last.text):
        return opens_low(after.text) or (_is_full(chunk, after) and not (indents and after.indented))
    return indents and not after.indented and _is_full(chunk, after) and len(chunk.lines) > 1


def _deep(chunk: Chunk) -> bool:
    line = chunk.lines[0]
    return line.x0 - chunk.column.x0 > 0.65 * line.size


def _is_full(chunk: Chunk, after: Chunk) -> bool:
    """Whether the last line has no room for the next word."""
    last, first = chunk.lines[-1], after.lines[0].words[0]
    return chunk.column.x1 - last.x1 < (first.x1 - first.x0) + _ROOM * last.size


def first_halves(
    chunks: Sequence[Chunk | None], headings: Collection[int], notes: Collection[int], *, indents: bool
) -> dict[int, int]:
    """From index of a chunk to that of the chunk it goes on with; None stands for a table or figure.

    A paragraph goes on behind notes, tables and figures, never behind a heading or a displayed formula.
    """
    found: dict[int, int] = {}
    for at, chunk in enumerate(chunks):
        if chunk is None or at in headings or at in notes or is_caption_line(chunk.text):
            continue
        before = _before(chunks, headings, notes, at)
        if before is not None and _may_be_cut(chunks, before, at):
            half = chunks[before]
            if half is not None and goes_on(half, chunk, indents=indents):
                found[at] = before
    return found


def _may_be_cut(chunks: Sequence[Chunk | None], before: int, at: int) -> bool:
    chunk = chunks[at]
    return chunk is not None and (chunk.first or before < at - 1)


def _before(chunks: Sequence[Chunk | None], headings: Collection[int], notes: Collection[int], at: int) -> int | None:
    """The nearest text above in the same type; captions, tables and what is small lie between."""
    chunk = chunks[at]
    if chunk is None:
        return None
    for index in range(at - 1, max(at - 1 - _FARTHEST, -1), -1):
        one = chunks[index]
        if index in headings:
            return None
        if one is None or index in notes or one.column.aside or is_caption_line(one.text):
            continue
        if one.size < (1 - _SAME) * chunk.size:
            continue
        return index
    return None
