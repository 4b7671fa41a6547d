"""Printed text with fields in it: every character is written once, fields as elements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from converter.article import Field
from converter.manuscript import Run, Runs

Span = tuple[int, int, Field | None]
"""A stretch of printed text, and the field it is or None between fields."""


def spans(fields: Iterable[Field], start: int, end: int) -> Iterator[Span]:
    """The stretch from `start` to `end` cut at its fields; one out of order or empty is left as text."""
    for each in fields:
        if start <= each.start < each.end <= end:
            if start < each.start:
                yield start, each.start, None
            yield each.start, each.end, each
            start = each.end
    if start < end:
        yield start, end, None


def cut(runs: Runs, start: int, end: int) -> Runs:
    """The runs of a stretch of printed text; an image between two letters goes with the second."""
    kept: list[Run] = []
    at = 0
    for run in runs:
        after = at + len(run.text)
        if start <= at and after <= end and (after > at or at < end):
            kept.append(run)
        elif at < end and after > start:
            kept.append(Run(run.text[max(start - at, 0) : end - at], run.marks, run.href, run.note))
        at = after
    return tuple(kept)
