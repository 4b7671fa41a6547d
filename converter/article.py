"""An Article is what a manuscript means: typed, in every language it has.

Frozen records without behaviour. Bilingual is one shape everywhere: `ByLanguage`, from a
language code (BCP 47: "en", "ru", "vi") to the thing. Only the JATS writer knows which of them
becomes `trans-title` or `name-alternatives`. Printed text is kept as it was printed: what was
understood of it is told by `Field`s, which point into it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TypeVar

from msgspec import Struct, field

from converter.diagnostics import Place
from converter.manuscript import Runs
from converter.nodes import (
    Box,
    Citation,
    Code,
    Definition,
    DefinitionList,
    Field,
    Figure,
    Formula,
    Inline,
    Inlines,
    Item,
    ItemList,
    Node,
    Paragraph,
    Pointer,
    Quote,
    Section,
    Table,
    TableCell,
    Tagged,
    Verse,
)

__all__ = [
    "Abstract",
    "Affiliation",
    "Article",
    "Award",
    "Box",
    "ByLanguage",
    "BylineNote",
    "Citation",
    "Code",
    "Contributor",
    "Credit",
    "Definition",
    "DefinitionList",
    "Field",
    "Figure",
    "Formula",
    "HistoryDate",
    "Inline",
    "Inlines",
    "Issue",
    "Item",
    "ItemList",
    "Journal",
    "Name",
    "Node",
    "Note",
    "Paragraph",
    "Pointer",
    "Quote",
    "Reference",
    "ReferenceList",
    "Right",
    "Section",
    "Statement",
    "Table",
    "TableCell",
    "Tagged",
    "Title",
    "Verse",
]

T = TypeVar("T")
ByLanguage = Mapping[str, T]


# Front


class Title(Struct, frozen=True):
    """A title; the colon between title and subtitle belongs to neither."""

    text: Inlines
    subtitle: Inlines = ()
    place: Place = Place()


class Name(Struct, frozen=True):
    """A person's name as printed in one script; `order` is "western" or "eastern"."""

    family: str
    given: str = ""
    order: str = "western"
    prefix: str = ""
    suffix: str = ""


class Credit(Struct, frozen=True):
    """A role of CRediT: the last step of its address, its name, the printed words."""

    role: str
    term: str
    said: str


class Contributor(Struct, frozen=True):
    """An author, in every language the manuscript names them in."""

    names: ByLanguage[Name]
    collective: str = ""
    """Name of a group; `names` is then empty."""
    degrees: ByLanguage[tuple[str, ...]] = field(default_factory=dict)
    roles: ByLanguage[tuple[str, ...]] = field(default_factory=dict)
    orcid: str = ""
    """The 16 characters with hyphens, or empty."""
    emails: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    """Ids of affiliations."""
    corresponding: bool = False
    equal: bool = False
    """Said to have contributed as much as others who are."""
    notes: tuple[str, ...] = ()
    """Ids of by-line notes."""
    bios: ByLanguage[tuple[Inlines, ...]] = field(default_factory=dict)
    """Who the person is, where that is told in sentences."""
    credits: tuple[Credit, ...] = ()
    """What the person did, in the terms of CRediT."""
    place: Place = Place()


class BylineNote(Struct, frozen=True):
    """A note to the by-line, as printed: `kind` is corresp, equal, present-address, deceased or ""."""

    id: str
    kind: str
    content: Inlines
    label: str = ""
    language: str = ""
    place: Place = Place()


class Right(Struct, frozen=True):
    """A line that tells who holds the rights (`kind` "copyright") or grants them ("licence")."""

    kind: str
    content: Inlines
    language: str = ""
    place: Place = Place()
    year: str = ""
    """Of a copyright."""
    holder: str = ""


class Affiliation(Struct, frozen=True):
    """An affiliation in every language; fields: institution, city, region, country, postcode."""

    id: str
    texts: ByLanguage[Tagged]
    label: str = ""
    place: Place = Place()


class Abstract(Struct, frozen=True):
    """An abstract: paragraphs, or sections where it is structured."""

    blocks: tuple[Node, ...]
    truncated: bool = False
    place: Place = Place()


class HistoryDate(Struct, frozen=True):
    """A date in the life of the article; `kind` is the JATS date-type."""

    kind: str
    iso: str
    place: Place = Place()


class Award(Struct, frozen=True):
    """What one funder gave: its name and the numbers of its grants, as printed."""

    funder: str
    numbers: tuple[str, ...] = ()


class Statement(Struct, frozen=True):
    """A labelled statement of the front or back: funding, conflict, data, ack, contributions."""

    kind: str
    blocks: tuple[Node, ...]
    language: str = ""
    title: str = ""
    awards: tuple[Award, ...] = ()
    """Who gave what, as far as the words tell."""
    place: Place = Place()


class Journal(Struct, frozen=True):
    """The journal; what no manuscript holds comes from its file in `journals/`."""

    titles: ByLanguage[str] = field(default_factory=dict)
    abbreviation: str = ""
    id: str = ""
    issns: Mapping[str, str] = field(default_factory=dict)
    """From publication format ("print", "electronic", or "" where unknown) to ISSN."""
    publishers: ByLanguage[str] = field(default_factory=dict)
    publisher_place: str = ""
    licence: str = ""
    """URL of the licence."""
    licence_texts: ByLanguage[str] = field(default_factory=dict)


class Issue(Struct, frozen=True):
    """Where in the journal the article stands."""

    year: str = ""
    volume: str = ""
    issue: str = ""
    fpage: str = ""
    lpage: str = ""
    elocation: str = ""


# Back


class Note(Struct, frozen=True):
    """A footnote or endnote."""

    id: str
    label: str
    blocks: tuple[Node, ...]
    place: Place = Place()


class Reference(Struct, frozen=True, dict=True):
    """One entry of a reference list.

    `printed` is always kept. `fields` name what was understood: author and editor and
    translator (parts: surname, given, suffix; or none, then the whole is a group), etal, year,
    title, trans-title, source, trans-source, edition, volume, issue, fpage, lpage, elocation,
    pages (a count), publisher, place, series, date, accessed, doi, url, pmid, isbn, issn, note.
    `kind` is the JATS publication-type. `alternatives` hold the same work printed in other
    languages.
    """

    id: str
    printed: Runs
    fields: tuple[Field, ...] = ()
    kind: str = ""
    label: str = ""
    language: str = ""
    style: str = ""
    alternatives: tuple[Reference, ...] = ()
    place: Place = Place()

    @cached_property
    def text(self) -> str:
        """The words without their marks."""
        return "".join([run.text for run in self.printed])

    def values(self, name: str) -> tuple[str, ...]:
        """The printed text of every field called `name`."""
        text = self.text
        return tuple(text[f.start : f.end] for f in self.fields if f.name == name)


class ReferenceList(Struct, frozen=True):
    """A reference list with its title as printed."""

    references: tuple[Reference, ...]
    title: Inlines = ()
    language: str = ""
    place: Place = Place()


class Article(Struct, frozen=True):
    """A whole article. `language` is the main one; `identifiers` holds doi, udc, edn..."""

    language: str
    journal: Journal = Journal()
    issue: Issue = Issue()
    identifiers: Mapping[str, str] = field(default_factory=dict)
    subjects: ByLanguage[tuple[str, ...]] = field(default_factory=dict)
    titles: ByLanguage[Title] = field(default_factory=dict)
    contributors: tuple[Contributor, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    byline_notes: tuple[BylineNote, ...] = ()
    rights: tuple[Right, ...] = ()
    short_titles: ByLanguage[Inlines] = field(default_factory=dict)
    """Running titles."""
    abstracts: ByLanguage[Abstract] = field(default_factory=dict)
    keywords: ByLanguage[tuple[Inlines, ...]] = field(default_factory=dict)
    dates: tuple[HistoryDate, ...] = ()
    statements: tuple[Statement, ...] = ()
    body: tuple[Node, ...] = ()
    appendices: tuple[Section, ...] = ()
    notes: tuple[Note, ...] = ()
    notes_title: Inlines = ()
    """The heading printed above the notes."""
    reference_lists: tuple[ReferenceList, ...] = ()

    @property
    def references(self) -> tuple[Reference, ...]:
        """Every reference of every list."""
        return tuple(ref for each in self.reference_lists for ref in each.references)
