"""The words of a licence and its address are of the same licence.

Good:

    <license xlink:href="https://creativecommons.org/licenses/by/4.0/">
    <license-p>This is under CC BY 4.0.</license-p></license>

Bad:

    <license xlink:href="https://creativecommons.org/licenses/by/4.0/">
    <license-p>This is under CC BY-NC-ND 4.0.</license-p></license>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.patterns import regex
from converter.rules import Hit, Rule, Wording, at
from converter.views import HREF, View, text_of

_NAMED = regex(r"\bCC[ -](BY(?:-(?:NC-ND|NC-SA|NC|ND|SA))?)\b", re.IGNORECASE)


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("license"):
        addresses = [each.get(HREF) or "", *(text_of(ref) for ref in each.iter("{*}license_ref"))]
        meant = {found[1] for address in addresses if (found := re.search(r"/licenses/([a-z-]+)/", address))}
        named = {found[1].lower() for found in _NAMED.finditer(text_of(each).replace("\u2011", "-"))}
        if meant and named and not meant & named:
            yield at(each, address=", ".join(sorted(meant)), words=", ".join(sorted(named)))


RULE = Rule(
    code="licence-differs",
    severity=Severity.WARNING,
    source="JATS4R Permissions",
    en=Wording(
        "The address is of the licence {address}, the words are of {words}.",
        "Nobody knows what is allowed.",
        "Ask which one the journal grants.",
    ),
    ru=Wording(
        "Адрес ведёт на лицензию {address}, а в тексте названа {words}.",
        "Неизвестно, что разрешено.",
        "Выясните, какую из них даёт журнал.",
    ),
    check=_check,
)
