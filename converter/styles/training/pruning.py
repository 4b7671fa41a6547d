"""A model without the weights that are too small to matter.

The file of CRFsuite 0.12 (https://www.chokkan.org/software/crfsuite/): a header of 48 bytes with the
offsets of six parts, the features of 20 bytes (kind, from, to, weight), the names of labels and of
attributes, and for each of these the numbers of its features. Only features go; names stay.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

_HEADER = struct.Struct("<4sI4sI8I")
_CHUNK = struct.Struct("<4sII")
_FEATURE = struct.Struct("<IIId")


def pruned(model: bytes, least: float) -> bytes:
    """`model` with the features whose weight is at least `least`, up or down."""
    magic, _, kind, version, _, labels, attributes, *offsets = _HEADER.unpack_from(model)
    features, names, words, label_lists, word_lists = offsets
    kept, numbers = _features(model, features, least)
    start = _HEADER.size + len(kept)
    moved = start - names
    strings = model[names:label_lists]
    first = _references(model, label_lists, numbers, label_lists + moved)
    second = _references(model, word_lists, numbers, label_lists + moved + len(first))
    ends = (_HEADER.size, start, words + moved, label_lists + moved, label_lists + moved + len(first))
    size = ends[-1] + len(second)
    head = _HEADER.pack(magic, size, kind, version, 0, labels, attributes, *ends)
    return head + kept + strings + first + second


def _features(model: bytes, offset: int, least: float) -> tuple[bytes, dict[int, int]]:
    """The part of the kept features, and from the old number of each to its new one."""
    name, _, count = _CHUNK.unpack_from(model, offset)
    rows = [_FEATURE.unpack_from(model, offset + _CHUNK.size + i * _FEATURE.size) for i in range(count)]
    kept = [i for i, row in enumerate(rows) if abs(row[3]) >= least]
    body = b"".join(_FEATURE.pack(*rows[i]) for i in kept)
    return _CHUNK.pack(name, _CHUNK.size + len(body), len(kept)) + body, {old: new for new, old in enumerate(kept)}


def _references(model: bytes, offset: int, numbers: dict[int, int], moved: int) -> bytes:
    """The part that lists the features of every label or attribute; `moved` is where it will stand."""
    name, _, count = _CHUNK.unpack_from(model, offset)
    places = struct.unpack_from(f"<{count}I", model, offset + _CHUNK.size)
    lists = [_packed([numbers[i] for i in _listed(model, place) if i in numbers]) if place else b"" for place in places]
    starts = _starts(moved + _CHUNK.size + 4 * count, lists)
    body = struct.pack(f"<{count}I", *starts) + b"".join(lists)
    return _CHUNK.pack(name, _CHUNK.size + len(body), count) + body


def _listed(model: bytes, place: int) -> Sequence[int]:
    (count,) = struct.unpack_from("<I", model, place)
    return struct.unpack_from(f"<{count}I", model, place + 4)


def _packed(numbers: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(numbers) + 1}I", len(numbers), *numbers)


def _starts(at: int, lists: Sequence[bytes]) -> Iterator[int]:
    for each in lists:
        yield at if each else 0
        at += len(each)
