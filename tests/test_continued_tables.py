"""Tables cut by a page's end: what goes on is one table, what begins anew is another."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from converter.diagnostics import Diagnostic
from converter.manuscript import Block, BlockKind, Cell, Look, Manuscript, Run
from converter.repairs import continued_tables


def table(text: str, *, fresh: bool = False) -> Block:
    """Rows parted by " / ", cells by blanks; the first row is the head where its words are in capitals."""
    rows = [row.split() for row in text.split(" / ")]
    cells = tuple(tuple(Cell((Run(word),), header=row[0].isupper()) for word in row) for row in rows)
    return Block(BlockKind.TABLE, rows=cells, look=Look(page_start=fresh))


def block(line: str) -> Block:
    if line.startswith("T "):
        return table(line[2:])
    if line.startswith("PT "):
        return table(line[3:], fresh=True)
    return Block(BlockKind.PARAGRAPH, (Run(line),))


def mended(*lines: str, log: list[Diagnostic] | None = None) -> list[str]:
    found = [] if log is None else log
    manuscript = continued_tables.mend(found.append, Manuscript(tuple(map(block, lines))))
    return [
        " / ".join(" ".join("".join(run.text for run in cell.runs) for cell in row) for row in each.rows) or each.text
        for each in manuscript.blocks
    ]


@pytest.mark.parametrize(
    "again",
    [
        "Table 2. Boats",
        "Table 2",
        "Table 2 (continued)",
        "Table 2 — cont.",
        "Продолжение таблицы 2",
        "Окончание табл. 2",
        "(continued)",
        "Tabla 2. Continuación",
    ],
)
def test_a_caption_that_comes_again_or_says_so_goes_on_with_its_table(again: str) -> None:
    log: list[Diagnostic] = []
    assert mended("Table 2. Boats", "T A B / c d", again, "T A B / e f", log=log) == [
        "Table 2. Boats",
        "A B / c d / e f",
    ]
    assert [(each.code, each.before) for each in log] == [
        ("repeated-caption", again),
        ("repeated-head", "A B"),
        ("continued-table", "c d"),
    ]


@pytest.mark.parametrize(
    "other",
    ["Table 3. Boats", "Table 2. Ships of the line", "Продолжение таблицы 3", "The text continued here.", "Table 3"],
)
def test_another_caption_begins_another_table(other: str) -> None:
    lines = ("Table 2. Boats", "T A B / c d", other, "T A B / e f")
    assert mended(*lines) == ["Table 2. Boats", "A B / c d", other, "A B / e f"]


def test_rows_at_the_top_of_a_page_go_on() -> None:
    assert mended("T A B / c d", "PT e f / g h") == ["A B / c d / e f / g h"]


def test_rows_of_another_width_are_another_table() -> None:
    assert mended("T A B / c d", "PT e f g / h i j") == ["A B / c d", "e f g / h i j"]


def test_tables_on_one_page_stay_apart() -> None:
    assert mended("T A B / c d", "T A B / e f") == ["A B / c d", "A B / e f"]


def test_a_joined_table_has_one_head() -> None:
    manuscript = Manuscript((block("T A B / c d"), replace(table("X Y / e f"), look=Look(page_start=True))))
    (joined,) = continued_tables.mend(lambda _: None, manuscript).blocks
    assert [row[0].header for row in joined.rows] == [True, False, False, False]
