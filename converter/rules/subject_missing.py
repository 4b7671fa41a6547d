"""The article belongs to a section of the issue.

Good:

    <article-meta><article-categories><subj-group><subject>Economy</subject></subj-group></article-categories>
    </article-meta>

Bad:

    <article-meta><article-id>1</article-id></article-meta>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, text_of


def _check(article: View) -> Iterator[Hit]:
    meta = article.first("article-meta")
    if meta is not None and not any(text_of(each) for each in meta.iter("subject")):
        yield at(meta)


RULE = Rule(
    code="subject-missing",
    severity=Severity.NOTE,
    source="PMC Tagging Guidelines: article-categories; RSCI: section/secTitle",
    en=Wording(
        "The section of the issue is not given.",
        "Tables of contents are made of it.",
        "Add <article-categories> with <subject>.",
    ),
    ru=Wording(
        "Не указана рубрика.",
        "По рубрикам строится содержание номера.",
        "Добавьте <article-categories> с <subject>.",
    ),
    check=_check,
)
