"""Two authors of an article cannot have one ORCID.

Good:

    <contrib-group><contrib><contrib-id contrib-id-type="orcid">https://orcid.org/0000-0002-1825-0097</contrib-id>
    </contrib><contrib><contrib-id contrib-id-type="orcid">https://orcid.org/0000-0002-1694-233X</contrib-id>
    </contrib></contrib-group>

    <contrib-group><contrib><contrib-id contrib-id-type="orcid">https://orcid.org/0000-0002-1825-0097</contrib-id>
    <name><surname>Holm</surname></name></contrib><contrib><contrib-id contrib-id-type="orcid">0000-0002-1825-0097
    </contrib-id><name><surname>Holm</surname></name></contrib></contrib-group>

Bad:

    <contrib-group><contrib><contrib-id contrib-id-type="orcid">https://orcid.org/0000-0002-1825-0097</contrib-id>
    </contrib><contrib><contrib-id contrib-id-type="orcid">https://orcid.org/0000-0002-1825-0097</contrib-id>
    </contrib></contrib-group>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import Element, View, around, text_of


def _check(article: View) -> Iterator[Hit]:
    for group in article.all("contrib-group"):
        seen: dict[str, Element] = {}
        for each in group.iter("contrib-id"):
            orcid = text_of(each)[-19:] if each.get("contrib-id-type", "").lower() == "orcid" else ""
            owner = around(each, "contrib")
            if orcid and owner is not None:
                first = seen.setdefault(orcid, owner)
                if first is not owner and not _names(first) & _names(owner):
                    yield at(each, orcid=orcid)


def _names(person: Element) -> set[str]:
    """The names of a contributor; whoever is named twice may have one ORCID twice."""
    return {text_of(each).casefold() for each in person.iter("name", "string-name")}


RULE = Rule(
    code="orcid-repeated",
    severity=Severity.ERROR,
    source="ORCID, Structure of the ORCID Identifier: one identifier, one person",
    en=Wording(
        "The ORCID {orcid} is given to two authors.",
        "An ORCID is one person's; one of the two is credited wrongly.",
        "Find out whose it is and take it from the other.",
    ),
    ru=Wording(
        "ORCID {orcid} указан у двух авторов.",
        "ORCID принадлежит одному человеку; одному из двух он приписан ошибочно.",
        "Выясните, чей он, и удалите у другого.",
    ),
    check=_check,
)
