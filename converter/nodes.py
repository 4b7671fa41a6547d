"""What an article is made of: inline nodes, fields of printed text, blocks of the body.

Frozen records without behaviour; the unions are closed, so that a writer that forgot a node is
found by the type checker.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from converter.diagnostics import Place
from converter.manuscript import Run, Runs


def somewhere() -> Any:
    """The place of a node: left out of equality and repr."""
    return field(default=Place(), compare=False, repr=False)


# Inline nodes: text of a paragraph is a flat row of them.


@dataclass(frozen=True, slots=True)
class Citation:
    """A mark in the text that points to references, as printed: `Mazyrin 2021: 148`."""

    content: Runs
    targets: tuple[str, ...]
    """Ids of the references meant."""
    locator: str = ""
    """Pages within the work, as printed."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A mark in the text that points to a note, table, figure, formula or section."""

    content: Runs
    target: str
    """Id of what is meant."""
    kind: str = "fn"
    """JATS `xref/@ref-type`: fn, table, fig, disp-formula, sec."""


Inline = Run | Citation | Pointer
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A part of printed text that was understood: `printed[start:end]` is a `name`.

    `normal` is its normal form where that differs (a DOI, an ISO date, an expanded page).
    `parts` lie inside it: an `author` has `surname` and `given`.
    """

    name: str
    start: int
    end: int
    normal: str = ""
    parts: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Tagged:
    """Printed text with what was understood of it; fields in order, none overlapping."""

    printed: Runs
    fields: tuple[Field, ...] = ()

    @property
    def text(self) -> str:
        """The words without their marks."""
        return "".join(run.text for run in self.printed)


# Body


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    content: Inlines
    place: Place = somewhere()


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, with the marker printed before it."""

    blocks: tuple[Node, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list of items, numbered or not."""

    items: tuple[Item, ...]
    ordered: bool = False
    place: Place = somewhere()


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation set off from the text; `source` is the line below that says whose it is."""

    blocks: tuple[Node, ...]
    source: Inlines = ()
    place: Place = somewhere()


@dataclass(frozen=True, slots=True)
class Code:
    """Text set as it was typed."""

    text: str
    place: Place = somewhere()


@dataclass(frozen=True, slots=True)
class Formula:
    """A displayed formula; `tex` is its source."""

    tex: str
    id: str = ""
    label: str = ""
    place: Place = somewhere()


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a table, set as the manuscript's cell was."""

    content: Inlines = ()
    header: bool = False
    colspan: int = 1
    rowspan: int = 1
    align: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption and the notes below it."""

    rows: tuple[tuple[TableCell, ...], ...]
    id: str = ""
    label: str = ""
    caption: Inlines = ()
    notes: tuple[Inlines, ...] = ()
    place: Place = somewhere()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure; `target` is its file, empty where the manuscript holds only the caption.

    `more` are further images under the same caption, `notes` lines below that tell its source.
    """

    target: str
    id: str = ""
    label: str = ""
    caption: Inlines = ()
    alt: str = ""
    more: Runs = ()
    notes: tuple[Inlines, ...] = ()
    place: Place = somewhere()


@dataclass(frozen=True, slots=True)
class Section:
    """A section; `label` is its printed number, `kind` its JATS sec-type where one is known."""

    title: Inlines
    blocks: tuple[Node, ...] = ()
    id: str = ""
    label: str = ""
    kind: str = ""
    place: Place = somewhere()


Node = Paragraph | ItemList | Quote | Code | Formula | Table | Figure | Section
