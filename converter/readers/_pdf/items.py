"""Items of lists: lines and paragraphs that begin with a bullet, or with the label after that of the one before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from converter.layout import ends_sentence
from converter.patterns import regex
from converter.readers._pdf.chunks import Chunk
from converter.readers._pdf.lines import Line

_BULLETS = "•●▪◦‣∙■□○➢➤✓❖►·\uf0b7\uf0a7\uf0d8"
ITEM = regex(
    rf"""(?P<label>
        [{_BULLETS}]
      | [–—-](?=\s)
      | [\[(]?(?:\d{{1,3}}|[ivx]{{1,5}}|[^\W\d_])[)\]]
      | (?:\d{{1,3}}|[a-z])\.
    )\s+(?=\S)""",
    re.VERBOSE,
)
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_ROMAN = {numeral: number for number, numeral in enumerate(_ROMANS, 1)}
_LARGER = 1.07
_ALL = 0.9


class _Label(Struct, frozen=True):
    """A label as printed, and its place in each sort of numbering it may belong to."""

    printed: str
    orders: Mapping[str, int]

    @property
    def is_bullet(self) -> bool:
        """Whether it is the same for every item."""
        return self.printed in _BULLETS

    @property
    def is_first(self) -> bool:
        """Whether a list may begin with it."""
        return 1 in self.orders.values()

    def follows(self, other: _Label) -> bool:
        """Whether it is the next of one numbering."""
        return any(other.orders.get(sort) == order - 1 for sort, order in self.orders.items())


def label_of(text: str) -> _Label | None:
    """The label a text begins with."""
    match = ITEM.match(text)
    if match is None:
        return None
    printed = match["label"]
    inner = printed.strip("[().]")
    shape = printed.replace(inner, "{}", 1) if inner else printed
    orders: dict[str, int] = {}
    if inner.isdecimal():
        orders[shape.format("1")] = int(inner)
    elif inner.isalpha():
        if inner in _ROMAN:
            orders[shape.format("i")] = _ROMAN[inner]
        if len(inner) == 1:
            first = "a" if inner.islower() else "A"
            first = first if inner.isascii() else ("а" if inner.islower() else "А")
            orders[shape.format(first)] = ord(inner) - ord(first) + 1
    return _Label(printed, orders)


def starts_within(lines: Sequence[Line]) -> set[int]:
    """Lines but the first that begin with a bullet, or with the label after that of the last such line."""
    found: set[int] = set()
    last: _Label | None = None
    labels = [label_of(line.text) for line in lines]
    for at, label in enumerate(labels):
        if label is None:
            continue
        begins = at == 0 or (label.is_first and _may_begin(lines[at - 1].text) and _has_next(label, labels[at + 1 :]))
        if label.is_bullet or begins or (last is not None and label.follows(last)):
            found.add(at)
            last = label if not label.is_bullet else last
    return found - {0}


def _may_begin(above: str) -> bool:
    return ends_sentence(above) or above.rstrip().endswith((":", ";"))


def _has_next(label: _Label, others: Sequence[_Label | None]) -> bool:
    return any(other is not None and other.follows(label) for other in others)


def find_items(chunks: Sequence[Chunk], size: float) -> dict[int, str]:
    """From index of each chunk that is an item of a numbered list to its label; `size` is the text's."""
    labels = [label_of(chunk.text) if _may_be_item(chunk, size) else None for chunk in chunks]
    found: dict[int, str] = {}
    for at, label in enumerate(labels):
        if label is None or not label.is_first or at in found:
            continue
        row = _row(labels, at)
        if len(row) > 1:
            found |= {one: label.printed for one in row if (label := labels[one]) is not None}
    return found


def _row(labels: Sequence[_Label | None], start: int) -> list[int]:
    """Indices of the items of the list that begins at `start`; lists within it may lie between them."""
    row = [start]
    for at in range(start + 1, len(labels)):
        label, last = labels[at], labels[row[-1]]
        if label is None or last is None:
            break
        if label.follows(last):
            row.append(at)
    return row


def _may_be_item(chunk: Chunk, size: float) -> bool:
    """Whether it is set as the text is: headings have numbers too."""
    return chunk.size < _LARGER * size and chunk.share("bold") < _ALL
