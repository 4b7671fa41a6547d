"""A reference is cited somewhere.

Good:

    <body><p><xref ref-type="bibr" rid="r1">1</xref></p></body><ref-list><ref id="r1"/></ref-list>

    <body><p><xref ref-type="bibr" rid="r1">1</xref>–<xref ref-type="bibr" rid="r3">3</xref></p></body><ref-list>
    <ref id="r1"/><ref id="r2"/><ref id="r3"/></ref-list>

Bad:

    <body><p><xref ref-type="bibr" rid="r1">1</xref></p></body><ref-list><ref id="r1"/><ref id="r2"/></ref-list>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import Element, View, local

_MOST_TOLD = 20
_DASHES = "-‐‑–—"


def _check(article: View) -> Iterator[Hit]:
    cites = [each for each in article.all("xref") if each.get("ref-type") == "bibr"]
    if not cites:
        return
    reached = _spanned(article, cites)
    silent = [each for each in article.references if not _is_cited(article, each) and each not in reached]
    for each in silent[:_MOST_TOLD]:
        yield at(each, text=article.texts[each])


def _is_cited(article: View, reference: Element) -> bool:
    return any(article.pointers.get(each.get("id", "")) for each in reference.iter() if each.get("id"))


def _spanned(article: View, cites: list[Element]) -> set[Element]:
    """The references between the two ends of ranges such as 3–7."""
    ranks = {each.get("id", ""): rank for rank, each in enumerate(article.references)}
    found: set[Element] = set()
    for first in cites:
        last = first.getnext()
        between = (first.tail or "").strip()
        if last is not None and local(last) == "xref" and between and not between.strip(_DASHES):
            start, end = ranks.get(first.get("rid", "")), ranks.get(last.get("rid", ""))
            if start is not None and end is not None:
                found |= set(article.references[start : end + 1])
    return found


RULE = Rule(
    code="reference-uncited",
    severity=Severity.WARNING,
    source="APA 7, 8.4: correspondence between reference list and text; journals' instructions",
    en=Wording(
        "The reference “{text}” is cited nowhere.",
        "Its citation was lost or is not linked, or it does not belong to the list.",
        "Search the text for its author.",
    ),
    ru=Wording(
        "На работу «{text}» нигде нет ссылки.",
        "Ссылка потеряна или не размечена, либо работа лишняя.",
        "Поищите в тексте её автора.",
    ),
    check=_check,
)
