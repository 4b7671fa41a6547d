"""An ORCID is four groups of four digits, the last of which may be an X.

Good:

    <contrib><contrib-id contrib-id-type="orcid">https://orcid.org/0000-0002-1825-0097</contrib-id></contrib>

    <contrib><contrib-id contrib-id-type="orcid">0000-0002-1825-0097</contrib-id></contrib>

Bad:

    <contrib><contrib-id contrib-id-type="orcid">https://orcid.org/0000-0002-1825</contrib-id></contrib>

    <contrib><contrib-id contrib-id-type="orcid">ORCID 0000-0002-1825-0097</contrib-id></contrib>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.patterns import regex
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, text_of

_ORCID = regex(r"(https?://orcid\.org/)?\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("contrib-id"):
        orcid = text_of(each) if each.get("contrib-id-type", "").lower() == "orcid" else ""
        if orcid and not _ORCID.fullmatch(orcid):
            yield at(each, orcid=orcid)


RULE = Rule(
    code="orcid-syntax",
    severity=Severity.WARNING,
    source="ORCID, Structure of the ORCID Identifier; JATS4R Authors and Affiliations (NISO RP-48-2024)",
    en=Wording(
        "“{orcid}” is not written as an ORCID.",
        "The work is credited to nobody, and Crossref refuses it.",
        "Write https://orcid.org/ and the four groups of four, the last character a digit or X.",
    ),
    ru=Wording(
        "«{orcid}» записан не как ORCID.",
        "Работа ни за кем не будет записана, и Crossref такой ORCID не примет.",
        "Напишите https://orcid.org/ и четыре группы по четыре знака; последний знак — цифра или X.",
    ),
    check=_check,
)
