"""What an article is made of: inline nodes, fields of printed text, blocks of the body.

Frozen records without behaviour; the unions are closed, so that a writer that forgot a node is
found by the type checker.
"""

from __future__ import annotations

from msgspec import Struct

from converter.diagnostics import Place
from converter.manuscript import Run, Runs

# Inline nodes: text of a paragraph is a flat row of them.


class Citation(Struct, frozen=True):
    """A mark in the text that points to references, as printed: `Sokolov 2021: 148`."""

    content: Runs
    targets: tuple[str, ...]
    """Ids of the references meant."""
    locator: str = ""
    """Pages within the work, as printed."""


class Pointer(Struct, frozen=True):
    """A mark in the text that points to a note, table, figure, formula or section."""

    content: Runs
    target: str
    """Id of what is meant."""
    kind: str = "fn"
    """JATS `xref/@ref-type`: fn, table, fig, boxed-text, disp-formula, sec."""


Inline = Run | Citation | Pointer
Inlines = tuple[Inline, ...]


class Field(Struct, frozen=True):
    """A part of printed text that was understood: `printed[start:end]` is a `name`.

    `normal` is its normal form where that differs (a DOI, an ISO date, an expanded page).
    `parts` lie inside it: an `author` has `surname` and `given`.
    """

    name: str
    start: int
    end: int
    normal: str = ""
    parts: tuple[Field, ...] = ()


class Tagged(Struct, frozen=True):
    """Printed text with what was understood of it; fields in order, none overlapping."""

    printed: Runs
    fields: tuple[Field, ...] = ()

    @property
    def text(self) -> str:
        """The words without their marks."""
        return "".join(run.text for run in self.printed)


# Body


class Paragraph(Struct, frozen=True):
    """A paragraph."""

    content: Inlines
    place: Place = Place()


class Item(Struct, frozen=True):
    """One item of a list, with the marker printed before it."""

    blocks: tuple[Node, ...]
    label: str = ""


class ItemList(Struct, frozen=True):
    """A list of items, numbered or not."""

    items: tuple[Item, ...]
    ordered: bool = False
    place: Place = Place()


class Definition(Struct, frozen=True):
    """An abbreviation, a symbol or a term, and what it stands for."""

    term: Inlines
    meaning: Inlines


class DefinitionList(Struct, frozen=True):
    """Terms and what they stand for."""

    items: tuple[Definition, ...]
    place: Place = Place()


class Quote(Struct, frozen=True):
    """A quotation set off from the text; `source` is the line below that says whose it is."""

    blocks: tuple[Node, ...]
    source: Inlines = ()
    place: Place = Place()


SUPPLEMENT = "supplementary-material"
"""The kind of a box that tells of a file beside the article."""


class Box(Struct, frozen=True):
    """Text set apart in a frame, with its own number and title; or, by its `kind`, a supplement of the article."""

    blocks: tuple[Node, ...]
    id: str = ""
    label: str = ""
    title: Inlines = ()
    place: Place = Place()
    kind: str = ""


class Verse(Struct, frozen=True):
    """Lines of a poem."""

    lines: tuple[Inlines, ...]
    place: Place = Place()


class Code(Struct, frozen=True):
    """Text set as it was typed."""

    text: str
    place: Place = Place()


class Formula(Struct, frozen=True):
    """A displayed formula; `tex` is its source."""

    tex: str
    id: str = ""
    label: str = ""
    place: Place = Place()


class TableCell(Struct, frozen=True):
    """One cell of a table, set as the manuscript's cell was."""

    content: Inlines = ()
    header: bool = False
    colspan: int = 1
    rowspan: int = 1
    align: str = ""


class Table(Struct, frozen=True):
    """A table with its caption and the notes below it.

    `signs`, as many as notes or none: with which of them signs in the table point to the note (`t1fn2` is the second
    of `t1`), "" where nothing does.
    """

    rows: tuple[tuple[TableCell, ...], ...]
    id: str = ""
    label: str = ""
    caption: Inlines = ()
    notes: tuple[Inlines, ...] = ()
    place: Place = Place()
    signs: tuple[str, ...] = ()


class Figure(Struct, frozen=True):
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
    place: Place = Place()


class Section(Struct, frozen=True):
    """A section; `label` is its printed number, `kind` its JATS sec-type where one is known."""

    title: Inlines
    blocks: tuple[Node, ...] = ()
    id: str = ""
    label: str = ""
    kind: str = ""
    place: Place = Place()


Node = Paragraph | ItemList | DefinitionList | Quote | Box | Verse | Code | Formula | Table | Figure | Section
