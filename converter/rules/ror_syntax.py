"""A ROR identifier is a web address with nine characters.

Good:

    <institution-id institution-id-type="ror">https://ror.org/05gq02987</institution-id>

Bad:

    <institution-id institution-id-type="ror">05gq02987</institution-id>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.patterns import regex
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, text_of

_ROR = regex(r"https://ror\.org/0[a-hj-km-np-tv-z0-9]{6}\d{2}")


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("institution-id"):
        if each.get("institution-id-type", "").lower() == "ror" and not _ROR.fullmatch(text_of(each)):
            yield at(each, ror=text_of(each))


RULE = Rule(
    code="ror-syntax",
    severity=Severity.WARNING,
    source="ROR, identifier pattern; JATS4R Authors and Affiliations (NISO RP-48-2024)",
    en=Wording(
        "“{ror}” is not written as a ROR identifier.",
        "Crossref takes it only as a full web address: https://ror.org/ and nine characters.",
        "Write it so; ror.org finds it by the institution's name.",
    ),
    ru=Wording(
        "«{ror}» записан не как идентификатор ROR.",
        "Crossref принимает его только как полный адрес: https://ror.org/ и девять знаков.",
        "Запишите его так; найти его можно на ror.org по названию организации.",
    ),
    check=_check,
)
