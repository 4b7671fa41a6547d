"""An ORCID is a web address with four groups of four digits.

Good:

    <contrib><contrib-id contrib-id-type="orcid">https://orcid.org/0000-0002-1825-0097</contrib-id></contrib>

Bad:

    <contrib><contrib-id contrib-id-type="orcid">0000-0002-1825-0097</contrib-id></contrib>

    <contrib><contrib-id contrib-id-type="orcid">https://orcid.org/0000-0002-1825</contrib-id></contrib>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, text_of

_ORCID = re.compile(r"https?://orcid\.org/\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("contrib-id"):
        if each.get("contrib-id-type", "").lower() == "orcid" and not _ORCID.fullmatch(text_of(each)):
            yield at(each, orcid=text_of(each))


RULE = Rule(
    code="orcid-syntax",
    severity=Severity.WARNING,
    source="ORCID, Structure of the ORCID Identifier; JATS4R Authors and Affiliations (NISO RP-48-2024)",
    en=Wording(
        "“{orcid}” is not written as an ORCID.",
        "Crossref and DOAJ take an ORCID only as a full web address.",
        "Write https://orcid.org/ and the four groups of four, the last character a digit or X.",
    ),
    ru=Wording(
        "«{orcid}» записан не как ORCID.",
        "Crossref и DOAJ принимают ORCID только как полный адрес.",
        "Напишите https://orcid.org/ и четыре группы по четыре знака; последний знак — цифра или X.",
    ),
    check=_check,
)
