"""Notes: footnotes and endnotes, and the markers in the text that point to them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from converter.article import Inlines, Note, Paragraph
from converter.diagnostics import Log
from converter.languages import is_label
from converter.manuscript import BlockKind
from converter.recognition.draft import Draft


class Notes(Struct, frozen=True):
    """The notes of a manuscript, the heading above them, and what a marker means: its key to an id."""

    notes: tuple[Note, ...] = ()
    title: Inlines = ()
    ids: Mapping[str, str] = {}


def find_notes(log: Log, draft: Draft) -> Notes:
    """Every note of the manuscript, claimed with its heading; paragraphs with one key are one note."""
    title = _title(draft)
    notes: dict[str, Note] = {}
    for index, block in list(draft.free()):
        if block.kind is not BlockKind.NOTE:
            continue
        draft.claim([index], "notes")
        paragraph = Paragraph(block.runs, block.place)
        key = block.target or block.label
        if key in notes:
            known = notes[key]
            notes[key] = replace(known, blocks=(*known.blocks, paragraph))
        else:
            notes[key] = Note(f"fn{len(notes) + 1}", block.label, (paragraph,), block.place)
    return Notes(tuple(notes.values()), title, {key: note.id for key, note in notes.items()})


def _title(draft: Draft) -> Inlines:
    """The first heading of notes that stands right above one, claimed."""
    for (index, block), (_, below) in pairwise(draft.free()):
        headed = block.kind is BlockKind.HEADING and below.kind is BlockKind.NOTE
        if headed and is_label(block.text, "notes"):
            draft.claim([index], "notes")
            return block.runs
    return ()
