"""Plain text through its reader and the repairs of layout, block by block."""

from __future__ import annotations

import pytest
from casefile import Case, cases

from converter.diagnostics import Diagnostic
from converter.manuscript import Block, BlockKind, Manuscript, Mark, Run
from converter.readers.pdf_text import READER
from converter.repairs import (
    bilingual_titles,
    headings,
    lone_labels,
    loose_cells,
    notes,
    page_breaks,
    paragraphs,
    parted_bylines,
    reflow,
    running_heads,
    title_feet,
    title_pages,
)

ORDER = (
    running_heads,
    loose_cells,
    lone_labels,
    parted_bylines,
    title_pages,
    title_feet,
    bilingual_titles,
    notes,
    paragraphs,
    headings,
    page_breaks,
    reflow,
)


def mended(text: str) -> Manuscript:
    found: list[Diagnostic] = []
    manuscript = READER.read(found.append, text.encode(), "article.txt")
    for repair in ORDER:
        manuscript = repair.mend(found.append, manuscript)
    return manuscript


def shown(block: Block) -> str:
    text = "".join(f"{{{run.text}}}" if Mark.SUP in run.marks else run.text for run in block.runs).replace("\n", " ⏎ ")
    match block.kind:
        case BlockKind.HEADING:
            return "#" * block.level + f" {text}"
        case BlockKind.ITEM:
            return f"- {block.label} {text}"
        case BlockKind.NOTE:
            return f"^{block.label} {text}"
        case BlockKind.TABLE:
            rows = ("| " + " | ".join("".join(run.text for run in cell.runs) for cell in row) for row in block.rows)
            return "\n".join(rows)
        case _:
            return text


FILES = (
    "loose_cells",
    "lone_labels",
    "parted_bylines",
    "title_pages",
    "title_feet",
    "bilingual_titles",
    "paragraphs",
    "headings",
    "page_breaks",
    "notes",
    "reflow",
)
CASES = [case for name in FILES for case in cases(f"repairs/{name}.txt")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_lines_become_blocks(case: Case) -> None:
    manuscript = mended(case.input.replace("␌", "\f"))
    assert "\n".join(map(shown, manuscript.blocks)) == case.expected


def test_halves_of_a_cut_paragraph_are_joined_in_other_formats_too() -> None:
    first = "This justification of the new survey not only situates the work within the"
    second = "Great Survey but also explains it."
    blocks = tuple(Block(BlockKind.PARAGRAPH, (Run(text),)) for text in (first, second))
    log: list[Diagnostic] = []
    joined = page_breaks.mend(log.append, Manuscript(blocks, format="markdown"))
    assert [block.text for block in joined.blocks] == [f"{first}\n{second}"]
    assert [(each.code, each.after) for each in log] == [("cut-paragraph", "work within the Great Survey but")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The boats of the great river went down to the sea in every winter.", "the next block is small"),
        ("Keywords: boats, rivers, and much more that is long enough to be joined", "Boris Ivanov"),
        ("A heading", "of small letters"),
        ("The boats of the great river which went down to the sea were these:", "first, the old ones"),
    ],
)
def test_whole_paragraphs_stay_apart(first: str, second: str) -> None:
    blocks = tuple(Block(BlockKind.PARAGRAPH, (Run(text),)) for text in (first, second))
    manuscript = Manuscript(blocks, format="markdown")
    found: list[Diagnostic] = []
    assert page_breaks.mend(found.append, manuscript) == manuscript
