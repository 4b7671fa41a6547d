"""References in the formats of other programs: one file is one format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from converter.article import Reference
from converter.rooms import members


class Export(Struct, frozen=True):
    """One format; `write` gives the text of the file in pieces, as references come."""

    suffix: str
    write: Callable[[Iterable[Reference]], Iterator[str]]


def export_formats() -> Mapping[str, Export]:
    """Every format, by the name users type."""
    return members(__name__, Export)
