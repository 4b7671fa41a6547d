"""The address of a Creative Commons licence is the official one.

Good:

    <license><ali:license_ref>https://creativecommons.org/licenses/by-nc-nd/4.0/</ali:license_ref></license>

    <license xlink:href="http://creativecommons.org/publicdomain/zero/1.0/"/>

Bad:

    <license xlink:href="https://creativecommons.org/licenses/bync/4.0/"/>

    <license xlink:href="www.creativecommons.org/licenses/by/4.0"/>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.patterns import regex
from converter.rules import Hit, Rule, Wording, at
from converter.views import HREF, View, local, text_of

_OFFICIAL = regex(
    r"https?://(www\.)?creativecommons\.org/(licenses/(by|by-sa|by-nd|by-nc|by-nc-sa|by-nc-nd)/[1-4]\.\d(/[a-z]{2,3})?"
    r"|publicdomain/(zero|mark)/1\.0)/?(deed\.\w+|legalcode)?"
)


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("license", "license_ref"):
        address = each.get(HREF) or (text_of(each) if local(each) == "license_ref" else "")
        if "creativecommons" in address and not _OFFICIAL.fullmatch(address):
            yield at(each, address=address)


RULE = Rule(
    code="licence-address-form",
    severity=Severity.WARNING,
    source="JATS4R Permissions: licence address; creativecommons.org",
    en=Wording(
        "“{address}” is no address of a Creative Commons licence.",
        "DOAJ, PMC and Crossref compare it letter by letter.",
        "Write it like https://creativecommons.org/licenses/by/4.0/ with the final slash.",
    ),
    ru=Wording(
        "«{address}» — не адрес лицензии Creative Commons.",
        "DOAJ, PMC и Crossref сравнивают его буква в букву.",
        "Пишите так: https://creativecommons.org/licenses/by/4.0/ с косой чертой в конце.",
    ),
    check=_check,
)
