"""The last page is written in full; what is printed in a reference may be shorter.

Good:

    <article-meta><fpage>112</fpage><lpage>119</lpage></article-meta>

    <mixed-citation>Holm A. Nets. 2019: <fpage>112</fpage>–<lpage>9</lpage>.</mixed-citation>

Bad:

    <article-meta><fpage>112</fpage><lpage>9</lpage></article-meta>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import pages_number, whole_page
from converter.views import View, around, child, text_of


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("lpage"):
        holder = each.getparent()
        if holder is None or around(each, "mixed-citation") is not None:
            continue
        first, last = text_of(child(holder, "fpage")), text_of(each)
        start, end = pages_number(first), pages_number(last)
        if start and end and start[0] == end[0] and end[1] < start[1] <= whole_page(start[1], end[1]):
            yield at(each, first=first, last=last)


RULE = Rule(
    code="pages-abbreviated",
    severity=Severity.NOTE,
    source="PMC Tagging Guidelines: fpage, lpage in full",
    en=Wording(
        "The last page {last} after {first} is abbreviated.",
        "Programs take it for an earlier page.",
        "Write both pages in full: 112 and 119, not 112 and 9.",
    ),
    ru=Wording(
        "Последняя страница {last} после {first} записана сокращённо.",
        "Программы примут её за более раннюю.",
        "Пишите обе полностью: 112 и 119, а не 112 и 9.",
    ),
    check=_check,
)
