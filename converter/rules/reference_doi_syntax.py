"""The DOIs of references are DOIs.

Good:

    <ref><mixed-citation><pub-id pub-id-type="doi">10.5555/12345678</pub-id></mixed-citation></ref>

Bad:

    <ref><mixed-citation><pub-id pub-id-type="doi">doi: 10.5555/12345678</pub-id></mixed-citation></ref>

    <ref><mixed-citation><pub-id pub-id-type="doi">10.5555/123 45678</pub-id></mixed-citation></ref>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, text_of


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("pub-id"):
        if each.get("pub-id-type") == "doi" and not re.fullmatch(r"10\.\d{4,9}(\.\d+)*/\S+", text_of(each)):
            yield at(each, doi=text_of(each))


RULE = Rule(
    code="reference-doi-syntax",
    severity=Severity.WARNING,
    source="ISO 26324 (DOI); PMC Tagging Guidelines: pub-id",
    en=Wording(
        "“{doi}” is not written as a DOI.",
        "The cited work is not found, and Crossref does not count the citation.",
        "Write the DOI alone: 10.5555/12345678.",
    ),
    ru=Wording(
        "«{doi}» записан не как DOI.",
        "Цитируемая работа не найдётся, и Crossref не учтёт ссылку.",
        "Запишите сам DOI: 10.5555/12345678.",
    ),
    check=_check,
)
