"""The article says when it was published.

Good:

    <article-meta><pub-date><year>2024</year></pub-date></article-meta>

Bad:

    <article-meta><volume>1</volume></article-meta>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, text_of


def _check(article: View) -> Iterator[Hit]:
    meta = article.first("article-meta")
    if meta is not None and not any(text_of(each) for each in meta.iterfind("pub-date/year")):
        yield at(meta)


RULE = Rule(
    code="publication-date-missing",
    severity=Severity.WARNING,
    source="Crossref 5.3.1: publication_date is required; DOAJ XML: publicationDate",
    en=Wording(
        "There is no date of publication.",
        "Crossref and DOAJ ask for it.",
        "Add <pub-date> with <year> at least.",
    ),
    ru=Wording(
        "Нет даты публикации.",
        "Её требуют Crossref и DOAJ.",
        "Добавьте <pub-date> хотя бы с <year>.",
    ),
    check=_check,
)
