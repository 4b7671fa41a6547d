"""Keywords stand in their own element, not in the abstract.

Good:

    <abstract><p>Nets and boats.</p></abstract><kwd-group><kwd>nets</kwd></kwd-group>

Bad:

    <abstract><p>Nets and boats.</p><p>Keywords: nets, boats</p></abstract>

    <trans-abstract xml:lang="ru"><p>Сети и лодки.</p><p><bold>Ключевые слова:</bold> сети, лодки</p>
    </trans-abstract>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.languages import find_label
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import paragraphs
from converter.views import View, text_of


def _check(article: View) -> Iterator[Hit]:
    for abstract in article.all("abstract", "trans-abstract"):
        for each in paragraphs(abstract):
            label = find_label(text_of(each), {"keywords"})
            if label and label.end < len(text_of(each)):
                yield at(each)


RULE = Rule(
    code="abstract-with-keywords",
    severity=Severity.WARNING,
    source="PMC Tagging Guidelines: abstract",
    en=Wording(
        "The abstract holds keywords.",
        "They are not found as keywords, and the abstract is longer than it is.",
        "Move them to <kwd-group>.",
    ),
    ru=Wording(
        "В аннотации стоят ключевые слова.",
        "Как ключевые слова их не найдут, а аннотация длиннее, чем есть.",
        "Перенесите их в <kwd-group>.",
    ),
    check=_check,
)
