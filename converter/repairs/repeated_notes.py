"""Notes whose numbers begin anew on every page: each gets a key of its own, the printed label stays.

A marker means the first note of its label at or behind it, at the foot of its page; else the last.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from converter.diagnostics import Log
from converter.manuscript import Block, BlockKind, Manuscript, Run, Runs


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """The manuscript with a key for each note whose label another note has too."""
    starts = _starts(manuscript.blocks)
    repeated = {label: at for label, at in starts.items() if len(at) > 1}
    if not repeated:
        return manuscript
    return replace(manuscript, blocks=tuple(_keyed(at, each, repeated) for at, each in enumerate(manuscript.blocks)))


def _starts(blocks: Sequence[Block]) -> Mapping[str, list[int]]:
    """From label to where notes of that label begin; blocks of one label in a row are one note."""
    starts: dict[str, list[int]] = {}
    last = ""
    for at, block in enumerate(blocks):
        if block.kind is not BlockKind.NOTE:
            continue
        if block.label != last:
            starts.setdefault(block.label, []).append(at)
        last = block.label
    return starts


def _keyed(at: int, block: Block, repeated: Mapping[str, Sequence[int]]) -> Block:
    if block.kind is BlockKind.NOTE and block.label in repeated:
        count = bisect_left(repeated[block.label], at + 1)
        block = replace(block, target=f"{block.label}/{count}")
    if any(run.note in repeated for run in block.runs):
        block = replace(block, runs=tuple(_pointing(at, block.runs, repeated)))
    return block


def _pointing(at: int, runs: Runs, repeated: Mapping[str, Sequence[int]]) -> Iterator[Run]:
    """The runs of a block; a label that comes twice in a paragraph means the notes of two pages."""
    seen: Counter[str] = Counter()
    for run in runs:
        starts = repeated.get(run.note)
        if starts:
            first = bisect_left(starts, at) + seen[run.note]
            seen[run.note] += 1
            yield replace(run, note=f"{run.note}/{min(first, len(starts) - 1) + 1}")
        else:
            yield run
