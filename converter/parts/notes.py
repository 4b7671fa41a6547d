"""Notes: footnotes and endnotes, and the markers in the text that point to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from converter.article import Note, Paragraph
from converter.diagnostics import Kind, Log, Severity
from converter.manuscript import Block, BlockKind
from converter.recognition.draft import Draft

NOTE_WITHOUT_MARKER = Kind("note-without-marker", Severity.QUESTION, "Nothing in the text points to note {label}.")
MARKER_WITHOUT_NOTE = Kind("marker-without-note", Severity.WARNING, "The marker {label} has no note.")


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


def compare_markers(log: Log, blocks: Sequence[Block], notes: Sequence[Note]) -> None:
    """Tell of markers without a note and of notes without a marker."""
    known = {note.label for note in notes}
    used: set[str] = set()
    for block in blocks:
        for run in (*block.runs, *(run for row in block.rows for cell in row for run in cell.runs)):
            if run.note:
                used.add(run.note)
                if run.note not in known:
                    log(MARKER_WITHOUT_NOTE(block.place, excerpt=_around(block, run.note), label=run.note))
    for note in notes:
        if note.label not in used:
            log(NOTE_WITHOUT_MARKER(note.place, label=note.label))


def _around(block: Block, label: str) -> str:
    """The words before the marker."""
    text = ""
    for run in block.runs:
        if run.note == label:
            return text[-40:] + run.text
        text += run.text
    return text[:40]
