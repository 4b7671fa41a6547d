"""Entries of reference lists: small type with numbers, at the foot of a page as well, but no footnotes."""

from __future__ import annotations

from collections.abc import Iterable

from converter.languages import is_label
from converter.readers._pdf.chunks import Chunk

_ALIKE = 0.04


def entries_of(chunks: Iterable[Chunk]) -> frozenset[int]:
    """Identities of the chunks below the heading of a reference list that are set like the first of them."""
    found: set[int] = set()
    size = 0.0
    listed = False
    for chunk in chunks:
        if is_label(chunk.text, "references"):
            listed, size = True, 0.0
        elif listed and (not size or abs(chunk.size - size) <= _ALIKE * size):
            size = size or chunk.size
            found.add(id(chunk))
        elif chunk.size > size:
            listed = False
    return frozenset(found)
