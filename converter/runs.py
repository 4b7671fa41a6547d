"""Rows of runs as one text: cut, strip and split them by offsets, marks kept."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from msgspec.structs import replace

from converter.manuscript import Mark, Run, Runs


def text_of(runs: Iterable[Run]) -> str:
    """The words of `runs` without their marks."""
    return "".join([run.text for run in runs])


def cut(runs: Runs, start: int, end: int | None = None) -> Runs:
    """The part of `runs` from offset `start` up to `end` of their text."""
    lengths = [len(run.text) for run in runs]
    length = sum(lengths)
    end = length if end is None else min(end, length)
    kept: list[Run] = []
    at = 0
    for run, size in zip(runs, lengths, strict=True):
        low, high = max(start - at, 0), min(end - at, size)
        wordless_image = not size and start <= at and (at < end or end == length)
        if wordless_image or high - low == size:
            kept.append(run)
        elif low < high:
            kept.append(replace(run, text=run.text[low:high]))
        at += size
    return tuple(kept)


def strip(runs: Runs, characters: str | None = None) -> Runs:
    """`runs` without the white space (or the `characters`) at the two ends."""
    text = text_of(runs)
    start = len(text) - len(text.lstrip(characters))
    if not start and text == text.rstrip(characters):
        return runs
    return cut(runs, start, max(len(text.rstrip(characters)), start))


def plain(runs: Runs, covering: frozenset[Mark] = frozenset(Mark)) -> Runs:
    """`runs` without those of the `covering` marks that all of them bear: set so, they say nothing."""
    everywhere = frozenset.intersection(*(run.marks for run in runs)) if runs else frozenset()
    bare = everywhere & covering
    return tuple(replace(run, marks=run.marks - bare) for run in runs) if bare else runs


def on_one_line(runs: Runs) -> Runs:
    """`runs` with blanks for line ends."""
    return tuple(replace(run, text=run.text.replace("\n", " ")) for run in runs)


def split(runs: Runs, spans: Iterable[tuple[int, int]]) -> tuple[Runs, ...]:
    """The parts of `runs` at `spans` of their text."""
    return tuple(cut(runs, start, end) for start, end in spans)


def joined(runs: Iterable[Run]) -> Runs:
    """`runs` with neighbours that are set alike made one; markers of notes stay apart."""
    shown = tuple(filter(_shows, runs))
    if len(shown) < 2:
        return shown
    row: list[Run] = []
    for (_, _, note), alike in groupby(shown, key=_setting):
        same = tuple(alike)
        row += same if note or len(same) == 1 else (replace(same[0], text=text_of(same)),)
    return tuple(row)


def _setting(run: Run) -> tuple[frozenset[Mark], str, str]:
    return run.marks, run.href, run.note


def _shows(run: Run) -> bool:
    return bool(run.text) or Mark.IMAGE in run.marks


def unescape_address(run: Run) -> Run:
    """A link whose text is its own address, escaped once too often ("asset\\\\_publisher"), shows that address."""
    escaped = run.href and "\\" in run.text and run.text.replace("\\", "") == run.href
    return replace(run, text=run.href) if escaped else run
