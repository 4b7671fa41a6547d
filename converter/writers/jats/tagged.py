"""Printed text with fields in it: every character is written once, fields as elements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from converter.article import Field
from converter.manuscript import Runs
from converter.runs import cut, text_of

Piece = tuple[Runs, Field | None]
"""A stretch of printed text and the field it is, or None between fields."""


def pieces(printed: Runs, fields: Iterable[Field]) -> Iterator[Piece]:
    """`printed` cut at its fields, in order; a field out of order or empty is left as text.

    The parts of a field are moved so that they count from the start of the field.
    """
    at = 0
    end = len(text_of(printed))
    for each in fields:
        if not at <= each.start < each.end <= end:
            continue
        if at < each.start:
            yield cut(printed, at, each.start), None
        yield cut(printed, each.start, each.end), _moved(each)
        at = each.end
    if at < end or not end:
        yield cut(printed, at), None


def _moved(field: Field) -> Field:
    parts = tuple(replace(part, start=part.start - field.start, end=part.end - field.start) for part in field.parts)
    return replace(field, parts=parts) if parts else field
