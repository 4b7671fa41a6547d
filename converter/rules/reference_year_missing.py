"""A reference names a year.

Good:

    <ref id="r1"><mixed-citation>Holm A. Nets. <year>2019</year>.</mixed-citation></ref>

    <ref id="r1"><mixed-citation>Holm A. Nets. In press.</mixed-citation></ref>

Bad:

    <ref id="r1"><element-citation><name><surname>Holm</surname></name><source>Nets</source></element-citation>
    </ref>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import years_in
from converter.views import View


def _check(article: View) -> Iterator[Hit]:
    for each in article.references:
        structured = next(each.iter("element-citation"), None)
        dated = next(each.iter("year", "date-in-citation", "date", "conf-date"), None) is not None
        if structured is not None and not dated and not years_in(article.texts[each]):
            yield at(each, text=article.texts[each])


RULE = Rule(
    code="reference-year-missing",
    severity=Severity.NOTE,
    source="Crossref 5.3.1: citation/cYear; PMC Tagging Guidelines: element-citation",
    en=Wording(
        "The reference “{text}” has no year.",
        "Without it works are matched badly.",
        "Add <year>.",
    ),
    ru=Wording(
        "У работы «{text}» нет года.",
        "Без него работы плохо сопоставляются.",
        "Добавьте <year>.",
    ),
    check=_check,
)
