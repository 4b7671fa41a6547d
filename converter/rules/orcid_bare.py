"""An ORCID is written as a web address.

Good:

    <contrib><contrib-id contrib-id-type="orcid">https://orcid.org/0000-0002-1825-0097</contrib-id></contrib>

Bad:

    <contrib><contrib-id contrib-id-type="orcid">0000-0002-1825-0097</contrib-id></contrib>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, text_of


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("contrib-id"):
        orcid = text_of(each) if each.get("contrib-id-type", "").lower() == "orcid" else ""
        if re.fullmatch(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", orcid):
            yield at(each, orcid=orcid)


RULE = Rule(
    code="orcid-bare",
    severity=Severity.NOTE,
    source="ORCID, Structure of the ORCID Identifier; JATS4R Authors and Affiliations (NISO RP-48-2024)",
    en=Wording(
        "The ORCID {orcid} is given without its address.",
        "ORCID asks for the whole web address; Crossref and DOAJ take no other form.",
        "Write https://orcid.org/ before it.",
    ),
    ru=Wording(
        "ORCID {orcid} указан без адреса.",
        "ORCID просит указывать полный веб-адрес; Crossref и DOAJ принимают только его.",
        "Добавьте перед ним https://orcid.org/.",
    ),
    check=_check,
)
