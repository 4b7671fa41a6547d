"""A number in brackets is linked to its reference, as the others are.

Good:

    <body>
    <p>As told <xref ref-type="bibr" rid="r1">[1]</xref> and in [<xref ref-type="bibr" rid="r2">2</xref>],
    the scores t[1] and t[2].</p>
    </body><ref-list><ref id="r1"/><ref id="r2"/></ref-list>

Bad:

    <body><p>As told <xref ref-type="bibr" rid="r1">[1]</xref> and again [2].</p></body><ref-list><ref id="r1"/>
    <ref id="r2"/></ref-list>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.patterns import regex
from converter.rules import Hit, Rule, Wording, at
from converter.views import Element, View, around, local, text_of

_NUMBERS = regex(r"(?<!\b[^\W\d])\[(\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,12})\]")
_MOST_TOLD = 20


def _check(article: View) -> Iterator[Hit]:
    if not _is_numbered(article):
        return
    told = 0
    for holder, text, _ in article.find(_NUMBERS):
        if local(holder) not in ("p", "italic", "title", "td"):
            continue
        inside = around(holder, "body") is not None and around(holder, "ref", "disp-formula") is None
        for found in _NUMBERS.finditer(text) if inside and told < _MOST_TOLD else ():
            if all(0 < int(number) <= len(article.references) for number in re.findall(r"\d+", found[1])):
                told += 1
                yield at(holder, text=found[0])


def _is_numbered(article: View) -> bool:
    """Whether the citations are numbers in square brackets."""
    cites = [each for each in article.main("xref") if each.get("ref-type") == "bibr"]
    return any(re.fullmatch(r"\[\d+\]?", text_of(each)) or _text_before(each).endswith("[") for each in cites)


def _text_before(element: Element) -> str:
    before, holder = element.getprevious(), element.getparent()
    text = before.tail if before is not None else holder.text if holder is not None else ""
    return (text or "").rstrip()


RULE = Rule(
    code="citation-not-linked",
    severity=Severity.WARNING,
    source="PMC Tagging Guidelines: xref",
    en=Wording(
        "“{text}” looks like a citation, but is not linked.",
        "Readers cannot go from it to the work.",
        'Put it into <xref ref-type="bibr">.',
    ),
    ru=Wording(
        "«{text}» похоже на ссылку, но не размечено.",
        "Читатель не перейдёт от неё к работе.",
        'Поместите её в <xref ref-type="bibr">.',
    ),
    check=_check,
)
