"""A copyright has a year and a holder.

Good:

    <permissions><copyright-statement>© 2020 Hill Press</copyright-statement><copyright-year>2020</copyright-year>
    <copyright-holder>Hill Press</copyright-holder></permissions>

Bad:

    <permissions><copyright-statement>© 2020 Hill Press</copyright-statement></permissions>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, around, local


def _check(article: View) -> Iterator[Hit]:
    for each in article.main("permissions"):
        names = {local(part) for part in each}
        missing = sorted({"copyright-year", "copyright-holder"} - names)
        if missing and "copyright-statement" in names and around(each, "fig", "table-wrap") is None:
            yield at(each, missing=", ".join(missing))


RULE = Rule(
    code="copyright-incomplete",
    severity=Severity.WARNING,
    source="JATS4R Permissions",
    en=Wording(
        "The copyright lacks: {missing}.",
        "Programs read the elements, not the sentence.",
        "Add them beside <copyright-statement>.",
    ),
    ru=Wording(
        "В сведениях об авторском праве не хватает: {missing}.",
        "Программы читают элементы, а не фразу.",
        "Добавьте их рядом с <copyright-statement>.",
    ),
    check=_check,
)
