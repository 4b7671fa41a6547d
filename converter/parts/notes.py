"""Notes: footnotes and endnotes, and the markers in the text that point to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from converter.article import Note, Paragraph
from converter.diagnostics import Log
from converter.manuscript import BlockKind
from converter.recognition.draft import Draft


def find_notes(log: Log, draft: Draft) -> tuple[Note, ...]:
    """Every note of the manuscript, claimed; paragraphs with one label are one note."""
    notes: dict[str, Note] = {}
    for index, block in list(draft.free()):
        if block.kind is not BlockKind.NOTE:
            continue
        draft.claim([index], "notes")
        paragraph = Paragraph(block.runs, block.place)
        if block.label in notes:
            known = notes[block.label]
            notes[block.label] = replace(known, blocks=(*known.blocks, paragraph))
        else:
            notes[block.label] = Note(f"fn{len(notes) + 1}", block.label, (paragraph,), block.place)
    return tuple(notes.values())


def note_ids(notes: Sequence[Note]) -> Mapping[str, str]:
    """From the label of a note to its id."""
    return {note.label: note.id for note in notes}
