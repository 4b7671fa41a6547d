"""A Draft is a manuscript being understood: its blocks, and which part has claimed each.

A block is claimed once. What nobody claims stays in the body.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from converter.diagnostics import Diagnostic, Kind, Place, Severity
from converter.languages import Label, detect, find_label, find_labels
from converter.manuscript import Block, BlockKind, Mark
from converter.runs import cut, strip, text_of

STATEMENTS = (
    "acknowledgements",
    "funding",
    "conflict",
    "data",
    "contributions",
    "ethics",
    "ai-use",
    "editors",
    "supplementary",
    "publisher-note",
)
"""Labels that open a statement of the front or back."""

BECAME_MARKUP = Kind("became-markup", Severity.NOTE, "Printed words that markup now says were left out: “{words}”.")

WORDED = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM, BlockKind.QUOTE})
"""Blocks that may open a labelled part."""

_SET_OFF = frozenset({Mark.BOLD, Mark.ITALIC, Mark.UNDERLINE})
"""Type that sets a label off from the text behind it."""


_DOTS = (" · ", " • ", " ∙ ")
_FEWEST_DOTS = 2
_LONGEST_LABEL = 60


class Draft(Struct):
    """The blocks, the owner of each ("" while it is free), and what was looked up of them."""

    blocks: tuple[Block, ...]
    owners: list[str] = field(default_factory=list)
    _languages: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.owners = [""] * len(self.blocks)

    def claim(self, indices: Iterable[int], part: str) -> tuple[Block, ...]:
        """Take the blocks at `indices` for `part`; none may be taken already."""
        taken = []
        for index in indices:
            if self.owners[index]:
                raise ValueError(f"block {index} of {self.owners[index]} claimed by {part}")
            self.owners[index] = part
            taken.append(self.blocks[index])
        return tuple(taken)

    def free(self) -> Iterator[tuple[int, Block]]:
        """The blocks nobody has claimed, in order."""
        return ((i, b) for i, b in enumerate(self.blocks) if not self.owners[i])

    def language(self, index: int) -> str:
        """Language of a block's text, "" where it does not tell."""
        if index not in self._languages:
            self._languages[index] = detect(self.blocks[index].text)
        return self._languages[index]


def label_of(block: Block, parts: Collection[str]) -> Label | None:
    """The label a block opens with: by its delimiter, by standing alone, by bold type, or by the list behind it."""
    if block.kind not in WORDED:
        return None
    return find_label(block.text, parts) or _set_off_label(block, parts) or _listing_label(block.text, parts)


def _set_off_label(block: Block, parts: Collection[str]) -> Label | None:
    """A label in bold or italics that has no delimiter: "**Abstract** In this article"."""
    first = block.runs[0] if block.runs else None
    if first is None or first.marks.isdisjoint(_SET_OFF):
        return None
    label = find_label(first.text.strip(), parts)
    return label if label and label.end == len(first.text.strip()) else None


def _listing_label(text: str, parts: Collection[str]) -> Label | None:
    """The label of keywords that are parted by raised dots: "Keywords Rivers · Names · Tides"."""
    if "keywords" not in parts or sum(text.count(dot) for dot in _DOTS) < _FEWEST_DOTS:
        return None
    label = next(iter(find_labels(text[:_LONGEST_LABEL], {"keywords"})), None)
    return label if label and label.start == 0 and text[label.end : label.end + 1].isupper() else None


def without_label(block: Block, label: Label) -> Block:
    """`block` without the label it opens with."""
    runs = strip(cut(block.runs, label.end))
    return replace(block, runs=runs)


def label_words(block: Block, label: Label) -> str:
    """The words of the label as printed."""
    return text_of(cut(block.runs, 0, label.end)).strip()


def became_markup(place: Place, words: str) -> Diagnostic:
    """The note that `words` were left out because an element or attribute says them."""
    shown = " ".join(words.split())
    return BECAME_MARKUP(place, before=shown, after="", words=shown)
