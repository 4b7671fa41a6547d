"""Lines become running text: the line ends that are left turn into spaces.

A reference list keeps its lines, for they tell where a reference begins, unless the pages of a
PDF have told it. A code block, a formula and a table keep theirs too.
"""

from __future__ import annotations

import re
from statistics import median

from msgspec.structs import replace

from converter.diagnostics import Log
from converter.layout import PAGES, reference_zones
from converter.manuscript import Block, BlockKind, Manuscript, Run
from converter.patterns import regex

_MOST_LINES = 6
"""Blocks of more lines, in the middle of all, hold several references."""
_ADDRESS = regex(r"[(<\[]?(?:https?://|www\.|doi\.org/|(?:doi:)?10\.\d{4,9}/)", re.IGNORECASE)
_LONGEST_ADDRESS = 300
_KEPT = frozenset({BlockKind.CODE, BlockKind.FORMULA, BlockKind.VERSE})


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """A manuscript without line ends inside its text, but in reference lists."""
    kept = {at for zone in reference_zones(manuscript.blocks) for at in zone if not _is_told_apart(manuscript, zone)}
    blocks = (
        block if at in kept or block.kind in _KEPT else _flow(block) for at, block in enumerate(manuscript.blocks)
    )
    return replace(manuscript, blocks=tuple(blocks))


def _is_told_apart(manuscript: Manuscript, zone: range) -> bool:
    """Whether indents or white on the page made every reference a block of its own."""
    heights = [manuscript.blocks[at].text.count("\n") + 1 for at in zone]
    return manuscript.format == PAGES and len(heights) > 1 and median(heights) <= _MOST_LINES


def _flow(block: Block) -> Block:
    if "\n" not in block.text and block.text == block.text.strip():
        return block
    runs = [replace(run, text=_unbroken(run.text)) for run in block.runs]
    return replace(block, runs=tuple(_trimmed(runs)))


def _unbroken(text: str) -> str:
    """`text` with a space for each line end and the blanks about it; an address goes on without."""
    first, *others = text.split("\n")
    if not others:
        return text
    *middle, last = others
    inner = [line.strip() for line in middle]
    made = first.rstrip()
    for line in (*filter(None, inner), last.lstrip()):
        made += line if _within_address(made, line) else f" {line}"
    return made


def _within_address(before: str, after: str) -> bool:
    """Whether a line end stands inside an address: "https:" "//…", "doi.org/10.1093/" "mnras", "www.who." "int/…"."""
    last, following = before[-_LONGEST_ADDRESS:].rpartition(" ")[2], after.partition(" ")[0]
    if last in ("http:", "https:"):
        return following.startswith("//")
    if not last or _ADDRESS.match(last) is None:
        return False
    return last[-1] in "/-_=&?%" or (last[-1] == "." and "/" in following and following[:1].islower())


def _trimmed(runs: list[Run]) -> list[Run]:
    """`runs` without blanks at their two ends and where one ends and the next begins blank."""
    for at, run in enumerate(runs):
        blank_before = at == 0 or runs[at - 1].text.endswith(" ")
        if blank_before:
            runs[at] = replace(run, text=run.text.lstrip(" "))
    runs[-1:] = [replace(run, text=run.text.rstrip(" ")) for run in runs[-1:]]
    return runs
