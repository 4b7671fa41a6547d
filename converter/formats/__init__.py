"""The room of formats: how findings are written, for people and for machines, one file each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from msgspec import Struct

from converter.rooms import members
from converter.validation import Validation

__all__ = ["Format", "formats"]


class Format(Struct, frozen=True):
    """A format: its name for people, and what writes it, piece by piece as the validations come.

    `write` takes the validations and the language of the words around them.
    """

    title: str
    write: Callable[[Iterable[Validation], str], Iterator[str]]


@cache
def formats() -> Mapping[str, Format]:
    """Every format by the name of its file."""
    return members(__name__, Format)
