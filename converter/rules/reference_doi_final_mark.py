"""A DOI does not end in the punctuation of its sentence.

Good:

    <ref><mixed-citation><pub-id pub-id-type="doi">10.1016/S0140-6736(05)67728-8</pub-id>.</mixed-citation></ref>

Bad:

    <ref><mixed-citation><pub-id pub-id-type="doi">10.5555/12345678.</pub-id></mixed-citation></ref>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, text_of


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("pub-id", "article-id"):
        doi = text_of(each)
        is_open = doi.endswith(")") and doi.count("(") < doi.count(")")
        if each.get("pub-id-type") == "doi" and (doi.endswith((".", ",", ";", "]")) or is_open):
            yield at(each, doi=doi)


RULE = Rule(
    code="reference-doi-final-mark",
    severity=Severity.WARNING,
    source="ISO 26324 (DOI); Crossref: constructing a DOI suffix",
    en=Wording(
        "The DOI {doi} ends in a punctuation mark of the sentence.",
        "With the mark it is another DOI, which leads nowhere.",
        "Put the mark after the element.",
    ),
    ru=Wording(
        "DOI {doi} заканчивается знаком препинания предложения.",
        "Вместе со знаком это другой DOI, который никуда не ведёт.",
        "Перенесите знак за элемент.",
    ),
    check=_check,
)
