"""A licence is named by its address.

Good:

    <license xlink:href="https://creativecommons.org/licenses/by/4.0/"><license-p>Free.</license-p></license>

    <license><ali:license_ref>https://creativecommons.org/licenses/by/4.0/</ali:license_ref></license>

Bad:

    <license><license-p>Free to use.</license-p></license>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import HREF, View, text_of


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("license"):
        linked = any(part.get(HREF) for part in each.iter("ext-link", "uri"))
        if not each.get(HREF) and not linked and not any(text_of(ref) for ref in each.iter("{*}license_ref")):
            yield at(each)


RULE = Rule(
    code="licence-address-missing",
    severity=Severity.WARNING,
    source="JATS4R Permissions; NISO RP-22 Access and License Indicators",
    en=Wording(
        "The licence has no address.",
        "Programs do not read its words.",
        "Add <ali:license_ref> with the address of the licence.",
    ),
    ru=Wording(
        "У лицензии нет адреса.",
        "Её слов программы не прочтут.",
        "Добавьте <ali:license_ref> с адресом лицензии.",
    ),
    check=_check,
)
