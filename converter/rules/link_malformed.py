"""A web address is whole.

Good:

    <p><ext-link ext-link-type="uri" xlink:href="https://example.org/a">page</ext-link></p>

Bad:

    <p><ext-link ext-link-type="uri" xlink:href="www.example.org/a">page</ext-link></p>

    <p><ext-link ext-link-type="uri" xlink:href="https://example.org/a b">page</ext-link></p>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.patterns import regex
from converter.rules import Hit, Rule, Wording, at
from converter.views import HREF, View, local

_SCHEME = regex(r"(https?|ftps?)://[^\s/]+\S*|(mailto|doi|urn|info|tel|ark):\S+", re.IGNORECASE)


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("ext-link", "uri", "self-uri"):
        href = each.get(HREF, "")
        web = each.get("ext-link-type", "uri") in ("uri", "url", "ftp") and local(each) != "self-uri"
        if href and web and not _SCHEME.fullmatch(href):
            yield at(each, href=href)


RULE = Rule(
    code="link-malformed",
    severity=Severity.WARNING,
    source="RFC 3986; PMC Tagging Guidelines: ext-link",
    en=Wording(
        "“{href}” is no whole web address.",
        "The link leads nowhere.",
        "Write it with https:// and without blanks.",
    ),
    ru=Wording(
        "«{href}» — неверный веб-адрес.",
        "Ссылка никуда не ведёт.",
        "Запишите его с https:// и без пробелов.",
    ),
    check=_check,
)
