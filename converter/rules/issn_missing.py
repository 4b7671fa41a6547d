"""The journal has an ISSN.

Good:

    <front><journal-meta><issn pub-type="epub">2049-3630</issn></journal-meta></front>

Bad:

    <front><journal-meta><journal-id>hb</journal-id></journal-meta></front>

    <front><journal-meta><journal-id>hb</journal-id><issn/></journal-meta></front>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, text_of


def _check(article: View) -> Iterator[Hit]:
    meta = article.first("journal-meta")
    if meta is None:
        return
    given = list(meta.iter("issn", "issn-l"))
    if not any(map(text_of, given)):
        yield at(given[0] if given else meta)


RULE = Rule(
    code="issn-missing",
    severity=Severity.WARNING,
    source="Crossref 5.3.1: journal_metadata; DOAJ XML: issn, eissn",
    en=Wording(
        "The journal has no ISSN.",
        "Crossref, DOAJ and RSCI know a journal by its ISSN.",
        "Add <issn> to <journal-meta>.",
    ),
    ru=Wording(
        "У журнала нет ISSN.",
        "Crossref, DOAJ и РИНЦ узнают журнал по ISSN.",
        "Добавьте <issn> в <journal-meta>.",
    ),
    check=_check,
)
