"""Repairs: Manuscript to Manuscript, one kind of damage each, decided by evidence.

Every repair logs each change with the whole words before and after. What is doubtful is left
as it is and asked. The order has meaning and is listed here.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from converter.diagnostics import Log
from converter.manuscript import Manuscript

Repair = Callable[[Log, Manuscript], Manuscript]

ORDER = (
    "running_heads",
    "loose_cells",
    "lone_labels",
    "parted_bylines",
    "title_pages",
    "title_feet",
    "bilingual_titles",
    "notes",
    "paragraphs",
    "title_tables",
    "headings",
    "bold_headings",
    "page_breaks",
    "continued_tables",
    "vietnamese_fonts",
    "lost_hyphens",
    "line_hyphens",
    "combining",
    "mixed_scripts",
    "run_in_labels",
    "stacked_lines",
    "reflow",
    "note_lists",
    "repeated_notes",
)
"""Repairs as they follow each other: what needs the printed lines, lost fonts, words, letters."""


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """The manuscript after every repair."""
    for name in ORDER:
        repair: Repair = import_module(f"converter.repairs.{name}").mend
        manuscript = repair(log, manuscript)
    return manuscript
