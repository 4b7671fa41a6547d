"""Notes: lists of endnotes with their markers, and notes whose numbers begin anew."""

from __future__ import annotations

import pytest
from casefile import Case, cases

from converter.diagnostics import Diagnostic
from converter.manuscript import Block, BlockKind, Manuscript, Run
from converter.readers.markdown import READER
from converter.repairs import note_lists, repeated_notes


def shown(block: Block) -> str:
    text = "".join(f"{{{run.text}}}" if run.note else run.text for run in block.runs)
    signs = {BlockKind.HEADING: "# ", BlockKind.ITEM: f"- {block.label} ", BlockKind.NOTE: f"^{block.label} "}
    return signs.get(block.kind, "") + text


@pytest.mark.parametrize("case", cases("repairs/note_lists.txt"), ids=lambda case: case.title)
def test_a_numbered_list_under_a_heading_of_notes_holds_endnotes(case: Case) -> None:
    log: list[Diagnostic] = []
    manuscript = READER.read(log.append, case.input.encode(), "article.md")
    mended = note_lists.mend(log.append, manuscript)
    assert "\n".join(map(shown, mended.blocks)) == case.expected


def keyed(line: str) -> Block:
    if line.startswith("^"):
        return Block(BlockKind.NOTE, (Run("Words."),), label=line[1:])
    return Block(BlockKind.PARAGRAPH, tuple(Run(label, note=label) for label in line.split()))


def key(block: Block) -> str:
    note = block.kind is BlockKind.NOTE
    return f"^{block.target or block.label}" if note else " ".join(run.note for run in block.runs)


@pytest.mark.parametrize("case", cases("repairs/repeated_notes.txt"), ids=lambda case: case.title)
def test_a_note_has_a_key_of_its_own(case: Case) -> None:
    log: list[Diagnostic] = []
    mended = repeated_notes.mend(log.append, Manuscript(tuple(map(keyed, case.input.splitlines()))))
    assert [*map(key, mended.blocks)] == case.expected.splitlines()
