"""The last page does not come before the first.

Good:

    <article-meta><fpage>12</fpage><lpage>19</lpage></article-meta>

    <article-meta><fpage>S12</fpage><lpage>S19</lpage></article-meta>

    <element-citation><fpage>112</fpage><lpage>9</lpage></element-citation>

Bad:

    <article-meta><fpage>119</fpage><lpage>112</lpage></article-meta>

    <element-citation><fpage>119</fpage><lpage>2</lpage></element-citation>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import pages_number, whole_page
from converter.views import View, child, text_of


def _check(article: View) -> Iterator[Hit]:
    for last in article.all("lpage"):
        holder = last.getparent()
        first = child(holder, "fpage") if holder is not None else None
        start, end = pages_number(text_of(first)), pages_number(text_of(last))
        if start and end and start[0] == end[0] and whole_page(start[1], end[1]) < start[1]:
            yield at(last, first=text_of(first), last=text_of(last))


RULE = Rule(
    code="pages-order",
    severity=Severity.WARNING,
    source="JATS4R Citations: lpage is not before fpage",
    en=Wording(
        "The last page {last} comes before the first, {first}.",
        "Links and citations by page fail.",
        "Look both up; they may be swapped.",
    ),
    ru=Wording(
        "Последняя страница {last} раньше первой, {first}.",
        "Ссылки по страницам не сработают.",
        "Проверьте обе; возможно, они переставлены.",
    ),
    check=_check,
)
