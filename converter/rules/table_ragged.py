"""All rows of a table are equally wide.

Good:

    <table><tbody><tr><td colspan="2">Nets</td></tr><tr><td>a</td><td>1</td></tr></tbody></table>

    <table><tbody><tr><td rowspan="2">a</td><td>1</td></tr><tr><td>2</td></tr></tbody></table>

Bad:

    <table><tbody><tr><td>Net</td><td>Year</td></tr><tr><td>a</td></tr></tbody></table>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import Element, View, children

_MOST_SPAN = 1000


def _check(article: View) -> Iterator[Hit]:
    for table in article.all("table"):
        for part in [table, *table.iter("thead", "tbody", "tfoot")]:
            widths = list(_widths(children(part, "tr")))
            widest = max((width for _, width in widths), default=0)
            uneven = [(row, width) for row, width in widths if width != widest and len(row)]
            for row, width in uneven[:1]:
                yield at(row, width=width, widest=widest)


def _widths(rows: list[Element]) -> Iterator[tuple[Element, int]]:
    """Each row with its columns, those reached from rows above included."""
    hanging: list[tuple[int, int]] = []
    for row in rows:
        cells = [(_span(cell, "rowspan"), _span(cell, "colspan")) for cell in children(row, "td", "th")]
        yield row, sum(wide for _, wide in hanging) + sum(wide for _, wide in cells)
        hanging = [(high - 1, wide) for high, wide in [*hanging, *cells] if high > 1]


def _span(cell: Element, name: str) -> int:
    said = cell.get(name, "1")
    return min(int(said), _MOST_SPAN) if said.isascii() and said.isdigit() else 1


RULE = Rule(
    code="table-ragged",
    severity=Severity.WARNING,
    source="HTML table model; JATS Tag Library: table",
    en=Wording(
        "This row has {width} columns, others have {widest}.",
        "Cells stand under the wrong header.",
        "Add the cells that are missing, or correct the spans.",
    ),
    ru=Wording(
        "В этой строке столбцов {width}, в других {widest}.",
        "Ячейки окажутся не под своим заголовком.",
        "Добавьте недостающие ячейки или исправьте объединение.",
    ),
    check=_check,
)
