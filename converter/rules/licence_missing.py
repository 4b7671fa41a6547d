"""The article says under which terms it may be used.

Good:

    <article-meta><permissions><license xlink:href="https://creativecommons.org/licenses/by/4.0/">
    <license-p>Free.</license-p></license></permissions></article-meta>

Bad:

    <article-meta><permissions><copyright-year>2020</copyright-year></permissions></article-meta>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View


def _check(article: View) -> Iterator[Hit]:
    meta = article.first("article-meta")
    if meta is not None and not any(True for _ in meta.iter("license", "{*}license_ref", "{*}free_to_read")):
        yield at(meta)


RULE = Rule(
    code="licence-missing",
    severity=Severity.WARNING,
    source="JATS4R Permissions; DOAJ: licence of each article; PMC Tagging Guidelines: permissions",
    en=Wording(
        "The article has no licence.",
        "Nobody may use what is not allowed, and DOAJ asks for it in every article.",
        "Add <license> with its address to <permissions>.",
    ),
    ru=Wording(
        "У статьи нет лицензии.",
        "Что не разрешено, тем пользоваться нельзя; DOAJ требует лицензию в каждой статье.",
        "Добавьте <license> с адресом в <permissions>.",
    ),
    check=_check,
)
