"""A Manuscript is what the file shows: blocks in order, each with its place.

A reader makes it, repairs mend it, nothing in it is understood yet. Plain records without
behaviour: a reader of any format fills the same ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

from converter.diagnostics import Place


class Mark(StrEnum):
    """How a run of text is set."""

    BOLD = "bold"
    ITALIC = "italic"
    SUP = "sup"
    SUB = "sub"
    UNDERLINE = "underline"
    STRIKE = "strike"
    SMALL_CAPS = "small-caps"
    CODE = "code"
    MATH = "math"
    """The text is TeX."""
    IMAGE = "image"
    """The text is the alternative text, `href` the file."""


class Run(Struct, frozen=True):
    """Text set in one way. In a Manuscript a line end inside a block is a newline character."""

    text: str
    marks: frozenset[Mark] = frozenset()
    href: str = ""
    """Target of a link, or the file of an image."""
    note: str = ""
    """Label of the footnote whose marker this run is."""


Runs = tuple[Run, ...]


class BlockKind(StrEnum):
    """What a block looks like."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    VERSE = "verse"
    """Its lines end where they are printed to end."""
    TABLE = "table"
    FIGURE = "figure"
    FORMULA = "formula"
    CODE = "code"
    NOTE = "note"
    BREAK = "break"


class Cell(Struct, frozen=True):
    """One cell of a table."""

    runs: Runs = ()
    header: bool = False
    colspan: int = 1
    rowspan: int = 1
    align: str = ""


class Look(Struct, frozen=True):
    """How a block is set, as far as the format tells: what recognition may lean on."""

    size: float = 0.0
    """Type size in points, 0 where unknown."""
    align: str = ""
    style: str = ""
    """Name of the paragraph style."""
    indent: float = 0.0
    page_start: bool = False
    """The block is the first on its page."""
    bold: bool = False
    """All its letters are bold, be it by its style."""


TITLED = "titled"
"""The style of a block that a reader knows to be the title of the article."""
BOXED = "boxed"
"""The style of a table with one cell that a reader knows to be a box."""


class Block(Struct, frozen=True):
    """One block of the page.

    `level`: depth of a heading, a list item or a quotation, from 1. `label`: printed marker of
    a list item or label of a footnote. `target`: file of a figure, or the key of a note whose
    label another has too. A table has `rows`, its caption in `runs`. A formula or code has its
    source as the text of its only run.
    """

    kind: BlockKind
    runs: Runs = ()
    place: Place = Place()
    level: int = 0
    label: str = ""
    rows: tuple[tuple[Cell, ...], ...] = ()
    target: str = ""
    look: Look = Look()

    @property
    def text(self) -> str:
        """The words of the block without their marks."""
        runs = self.runs
        return runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])


class CitedWork(Struct, frozen=True):
    """A work as a citation program knows it: surnames (or names of groups), four digits of a year, a bare DOI."""

    title: str = ""
    authors: tuple[str, ...] = ()
    year: str = ""
    doi: str = ""
    kind: str = ""
    """The JATS publication-type, "" where unknown."""


class CitationField(Struct, frozen=True):
    """A citation that a citation program set: what it shows, blanks single, and the works it means."""

    shown: str
    works: tuple[CitedWork, ...]


class Manuscript(Struct, frozen=True):
    """A whole file, read. `metadata` holds what the format keeps apart (YAML front matter, running heads).

    `media` holds the files of the images that stand in the manuscript itself, by the name that
    its blocks and runs give them. `cited` are the fields of citation programs, in order.
    """

    blocks: tuple[Block, ...]
    file: str = ""
    format: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    media: Mapping[str, bytes] = field(default_factory=dict)
    cited: tuple[CitationField, ...] = ()
