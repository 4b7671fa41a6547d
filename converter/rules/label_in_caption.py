"""A label is not repeated in the caption.

Good:

    <fig id="f1"><label>Fig. 1</label><caption><p>Nets</p></caption></fig>

Bad:

    <fig id="f1"><label>Fig. 1</label><caption><p>Fig. 1. Nets</p></caption></fig>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, child, text_of


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("label"):
        caption = child(holder, "caption", "title") if (holder := each.getparent()) is not None else None
        label = text_of(each).rstrip(".:")
        if caption is not None and len(label) > 1 and re.match(re.escape(label) + r"(?!\w)", text_of(caption)):
            yield at(caption, label=label)


RULE = Rule(
    code="label-in-caption",
    severity=Severity.WARNING,
    source="JATS4R Display Objects: no label in the caption",
    en=Wording(
        "The caption begins with the label “{label}” once more.",
        "It is printed twice.",
        "Take it out of the caption.",
    ),
    ru=Wording(
        "Подпись начинается с того же номера «{label}».",
        "Он напечатается дважды.",
        "Удалите его из подписи.",
    ),
    check=_check,
)
