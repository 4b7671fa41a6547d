"""The last character of an ORCID must follow from the others.

Good:

    <contrib><contrib-id contrib-id-type="orcid">https://orcid.org/0000-0002-1825-0097</contrib-id></contrib>

    <contrib><contrib-id contrib-id-type="orcid">https://orcid.org/0000-0002-1694-233X</contrib-id></contrib>

Bad:

    <contrib><contrib-id contrib-id-type="orcid">https://orcid.org/0000-0002-1825-0098</contrib-id></contrib>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.patterns import regex
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import check_digit_11_2
from converter.views import View, text_of

_DIGITS = regex(r"(\d{4})-?(\d{4})-?(\d{4})-?(\d{3})([\dXx])$")


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("contrib-id"):
        found = _DIGITS.search(text_of(each)) if each.get("contrib-id-type", "").lower() == "orcid" else None
        if found and check_digit_11_2("".join(found.groups()[:4])) != found[5].upper():
            yield at(each, orcid=text_of(each))


RULE = Rule(
    code="orcid-check-digit",
    severity=Severity.ERROR,
    source="ISO/IEC 7064, MOD 11-2; ORCID, Structure of the ORCID Identifier",
    en=Wording(
        "The ORCID {orcid} has a wrong check digit.",
        "There is no such ORCID: a digit was mistyped, and the work would be credited to nobody.",
        "Ask the author, or look the name up at orcid.org.",
    ),
    ru=Wording(
        "У ORCID {orcid} неверная контрольная цифра.",
        "Такого ORCID нет: одна из цифр набрана неверно, и работа ни за кем не будет записана.",
        "Уточните у автора или найдите его на orcid.org.",
    ),
    check=_check,
)
