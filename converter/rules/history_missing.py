"""A research article says when it was received and accepted.

Good:

    <article article-type="research-article"><front><article-meta><history><date date-type="received">
    <year>2024</year></date><date date-type="accepted"><year>2024</year></date></history></article-meta></front>
    </article>

Bad:

    <article article-type="research-article"><front><article-meta><pub-date><year>2024</year></pub-date>
    </article-meta></front></article>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Word, Wording, at
from converter.views import View


def _check(article: View) -> Iterator[Hit]:
    meta = article.first("article-meta")
    if meta is None or article.root.get("article-type") != "research-article":
        return
    given = {each.get("date-type") for each in meta.iter("date")}
    if missing := [name for name in ("received", "accepted") if name not in given]:
        yield at(meta, missing=Word(", ".join(missing)))


RULE = Rule(
    code="history-missing",
    severity=Severity.NOTE,
    source="RSCI: dates (dateReceived, dateAccepted); PMC Tagging Guidelines: history",
    en=Wording(
        "The history lacks: {missing}.",
        "Readers and RSCI look for these dates.",
        "Add <history> with the dates, or nothing if the journal prints none.",
    ),
    ru=Wording(
        "В истории статьи нет даты: {missing}.",
        "Их ищут читатели и РИНЦ.",
        "Добавьте <history> с датами; если журнал их не печатает, оставьте как есть.",
    ),
    check=_check,
)
