"""A table has header cells.

Good:

    <table-wrap id="t1"><table><thead><tr><th>Net</th><th>Year</th></tr></thead><tbody><tr><td>a</td><td>1</td>
    </tr><tr><td>b</td><td>2</td></tr></tbody></table></table-wrap>

Bad:

    <table-wrap id="t1"><table><tbody><tr><td>Net</td><td>Year</td></tr><tr><td>a</td><td>1</td></tr></tbody>
    </table></table-wrap>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("table"):
        rows = [row for row in each.iter("tr") if len(row) > 1]
        if len(rows) > 1 and next(each.iter("th", "thead"), None) is None:
            yield at(each)


RULE = Rule(
    code="table-header-missing",
    severity=Severity.WARNING,
    source="JATS4R Accessibility: tables have th; WCAG 2.2, 1.3.1",
    en=Wording(
        "The table has no header cells.",
        "Screen readers cannot say what a number means.",
        "Make the first row <thead> with <th>.",
    ),
    ru=Wording(
        "В таблице нет заголовочных ячеек.",
        "Экранный диктор не скажет, что значит число.",
        "Сделайте первую строку <thead> с <th>.",
    ),
    check=_check,
)
