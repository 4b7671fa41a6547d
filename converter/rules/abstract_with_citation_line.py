"""The line that tells how to cite the article is not part of the abstract.

Good:

    <abstract><p>Nets and boats.</p></abstract>

Bad:

    <abstract><p>Nets and boats.</p><p>For citation: Holm A. Nets. Hill Studies. 2020. 1(2): 3–9.</p></abstract>

    <abstract><p>Nets and boats. © 2020 Hill Press</p></abstract>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.languages import find_label
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import paragraphs
from converter.views import View, text_of


def _check(article: View) -> Iterator[Hit]:
    for abstract in article.all("abstract", "trans-abstract"):
        for each in paragraphs(abstract):
            text = text_of(each)
            if find_label(text, {"citation", "for-citation", "citation-line"}) or re.search(r"©\s?\D{0,20}\d{4}", text):
                yield at(each)


RULE = Rule(
    code="abstract-with-citation-line",
    severity=Severity.WARNING,
    source="PMC Tagging Guidelines: abstract: no citation or copyright text",
    en=Wording(
        "The abstract holds the citation line or the copyright.",
        "Indexes print both as part of the abstract.",
        "Take them out: both are in the metadata.",
    ),
    ru=Wording(
        "В аннотации стоит строка для цитирования или знак охраны авторского права.",
        "Базы напечатают их как часть аннотации.",
        "Уберите их: и то и другое есть в метаданных.",
    ),
    check=_check,
)
