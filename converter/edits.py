"""Changing words in runs of text: edits by offset, written back under the marks they had."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from converter.diagnostics import Place
from converter.manuscript import Block, BlockKind, Cell, Manuscript, Mark, Run, Runs

MASK = "\ufffc"
"""Stands for each character of code, TeX, images and raised marks, which no repair of words may touch."""

UNTOUCHED_MARKS = frozenset({Mark.CODE, Mark.MATH, Mark.IMAGE})
_RAISED = frozenset({Mark.SUP, Mark.SUB})
_LONGEST_MARK = 3
"""So many raised letters are a mark behind a word and no part of it: "Иванова^a^"."""
UNTOUCHED_KINDS = frozenset({BlockKind.CODE, BlockKind.FORMULA})


class Edit(Struct, frozen=True):
    """`text[start:end]` becomes `after`."""

    start: int
    end: int
    after: str


Find = Callable[[str, Place], Sequence[Edit]]
"""What is to change in a stretch of text that begins at a place; edits in order, none overlapping."""


def wording(runs: Runs) -> str:
    """The text of `runs`, as long as it is, with code, TeX, images and raised marks masked."""
    if len(runs) == 1 and not runs[0].marks:
        return runs[0].text
    return "".join([MASK * len(run.text) if run.marks and _is_untouched(run) else run.text for run in runs])


def _is_untouched(run: Run) -> bool:
    marked = bool(run.marks & _RAISED) and sum(map(str.isalpha, run.text)) <= _LONGEST_MARK
    return marked or bool(run.marks & UNTOUCHED_MARKS)


def stretches(manuscript: Manuscript) -> Iterator[tuple[Place, Runs]]:
    """Every stretch of running text with its block's place: blocks, then the cells of tables."""
    for block in manuscript.blocks:
        if block.kind in UNTOUCHED_KINDS:
            continue
        if block.runs:
            yield block.place, block.runs
        for row in block.rows:
            yield from ((block.place, cell.runs) for cell in row if cell.runs)


def place_at(place: Place, text: str, offset: int) -> Place:
    """The line of `offset` in a block's `text` that still has its line ends."""
    line = place.line + text.count("\n", 0, offset)
    return replace(place, line=line, end_line=line) if line <= place.end_line else place


def edit_runs(runs: Runs, edits: Sequence[Edit]) -> Runs:
    """`runs` with `edits` made; what spans several runs is set like its first letter."""
    if not edits:
        return runs
    changed: list[Run] = []
    begin = 0
    for run in runs:
        end = begin + len(run.text)
        changed.append(replace(run, text=_edit_part(run.text, begin, end, edits)))
        begin = end
    return tuple(run for run in changed if run.text or run.href or run.note)


def _edit_part(text: str, begin: int, end: int, edits: Sequence[Edit]) -> str:
    pieces: list[str] = []
    done = begin
    for edit in edits:
        if edit.end <= begin or edit.start >= end:
            continue
        pieces.append(text[done - begin : max(edit.start, begin) - begin])
        if edit.start >= begin:
            pieces.append(edit.after)
        done = min(edit.end, end)
    pieces.append(text[done - begin :])
    return "".join(pieces)


def edit_manuscript(manuscript: Manuscript, find: Find) -> Manuscript:
    """`manuscript` with the edits that `find` names for each stretch of its running text."""
    blocks = tuple(_edit_block(block, find) for block in manuscript.blocks)
    same = all(new is old for new, old in zip(blocks, manuscript.blocks, strict=True))
    return manuscript if same else replace(manuscript, blocks=blocks)


def _edit_block(block: Block, find: Find) -> Block:
    if block.kind in UNTOUCHED_KINDS:
        return block
    runs = _edit_stretch(block.runs, block.place, find)
    rows = tuple(tuple(_edit_cell(cell, block.place, find) for cell in row) for row in block.rows)
    if runs is block.runs and rows == block.rows:
        return block
    return replace(block, runs=runs, rows=rows)


def _edit_cell(cell: Cell, place: Place, find: Find) -> Cell:
    runs = _edit_stretch(cell.runs, place, find)
    return cell if runs is cell.runs else replace(cell, runs=runs)


def _edit_stretch(runs: Runs, place: Place, find: Find) -> Runs:
    return edit_runs(runs, find(wording(runs), place)) if runs else runs
