"""A citation by author and year has the year of its reference.

Good:

    <p><xref ref-type="bibr" rid="r1">Holm, 2019a</xref></p><ref id="r1">
    <mixed-citation>Holm A. Nets. <year>2019</year>.</mixed-citation></ref>

Bad:

    <p><xref ref-type="bibr" rid="r1">Holm, 2018</xref></p><ref id="r1">
    <mixed-citation>Holm A. Nets. <year>2019</year>.</mixed-citation></ref>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import reference_years, years_in
from converter.views import View, text_of


def _check(article: View) -> Iterator[Hit]:
    dated = [(each, years_in(text_of(each))) for each in article.all("xref") if each.get("ref-type") == "bibr"]
    known = {each: reference_years(each) for each in article.all("ref")} if any(years for _, years in dated) else {}
    for each, cited in dated:
        targets = [holder for name in (each.get("rid") or "").split() for holder in article.ids.get(name, ())]
        printed = {year for target in targets for year in known.get(target, ())}
        if cited and printed and not cited & printed:
            yield at(each, text=text_of(each), years=", ".join(sorted(printed)))


RULE = Rule(
    code="citation-year-differs-from-reference",
    severity=Severity.WARNING,
    source="APA 7, 8.10; ГОСТ Р 7.0.5-2008",
    en=Wording(
        "“{text}” cites another year than its reference: {years}.",
        "The link leads to the wrong work, or one of the years is mistyped.",
        "Look both up.",
    ),
    ru=Wording(
        "В «{text}» год не тот, что в списке: {years}.",
        "Ссылка ведёт не к той работе, или в годе ошибка.",
        "Проверьте оба места.",
    ),
    check=_check,
)
