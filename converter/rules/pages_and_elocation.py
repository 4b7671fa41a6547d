"""An article has pages or an article number, not both.

Good:

    <article-meta><elocation-id>e77</elocation-id></article-meta>

Bad:

    <article-meta><fpage>1</fpage><elocation-id>e77</elocation-id></article-meta>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, child, local


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("elocation-id"):
        holder = each.getparent()
        if (
            holder is not None
            and local(holder) in ("article-meta", "front-stub")
            and child(holder, "fpage") is not None
        ):
            yield at(each)


RULE = Rule(
    code="pages-and-elocation",
    severity=Severity.WARNING,
    source="JATS4R: elocation-id or fpage, not both",
    en=Wording(
        "There are pages and an article number.",
        "It is cited in two ways, and the citations are not counted together.",
        "Keep the one the journal prints.",
    ),
    ru=Wording(
        "Указаны и страницы, и номер статьи.",
        "Её будут цитировать двояко, и цитирования не сложатся.",
        "Оставьте то, что печатает журнал.",
    ),
    check=_check,
)
