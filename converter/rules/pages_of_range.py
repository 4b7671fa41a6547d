"""The range of pages begins and ends like the pages.

Good:

    <article-meta><fpage>12</fpage><lpage>19</lpage><page-range>12–15, 19</page-range></article-meta>

Bad:

    <article-meta><fpage>12</fpage><lpage>19</lpage><page-range>12–15</page-range></article-meta>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, child, text_of


def _check(article: View) -> Iterator[Hit]:
    for each in article.main("page-range"):
        holder = each.getparent()
        pages = re.findall(r"[^\W_]+", text_of(each))
        last = text_of(child(holder, "lpage")) if holder is not None else ""
        if last and pages and pages[-1].lower() != last.lower():
            yield at(each, range=text_of(each), last=last)


RULE = Rule(
    code="pages-of-range",
    severity=Severity.NOTE,
    source="JATS Tag Library: page-range",
    en=Wording(
        "The page range {range} does not end at the last page, {last}.",
        "Programs take one or the other.",
        "Make them agree.",
    ),
    ru=Wording(
        "Диапазон {range} не кончается последней страницей, {last}.",
        "Программы берут то одно, то другое.",
        "Согласуйте их.",
    ),
    check=_check,
)
