"""An abstract has a title only when it is not "Abstract".

Good:

    <abstract><title>Author summary</title><p>Nets.</p></abstract>

Bad:

    <abstract><title>Abstract</title><p>Nets.</p></abstract>

    <trans-abstract xml:lang="pt"><title>Resumo</title><p>Redes.</p></trans-abstract>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.languages import find_label
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, child, text_of


def _check(article: View) -> Iterator[Hit]:
    for abstract in article.all("abstract", "trans-abstract"):
        title = child(abstract, "title")
        text = text_of(title)
        label = find_label(text, {"abstract"}) if title is not None else None
        if title is not None and label and label.end >= len(text):
            yield at(title, text=text)


RULE = Rule(
    code="abstract-title-redundant",
    severity=Severity.NOTE,
    source="PMC Tagging Guidelines: abstract title",
    en=Wording(
        "The title “{text}” says only what the element says.",
        "It is printed twice.",
        "Take the title out.",
    ),
    ru=Wording(
        "Заголовок «{text}» повторяет то, что говорит элемент.",
        "Он напечатается дважды.",
        "Удалите его.",
    ),
    check=_check,
)
