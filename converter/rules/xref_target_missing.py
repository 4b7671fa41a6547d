"""A cross-reference points to something.

Good:

    <p><xref ref-type="fig" rid="f1">Fig. 1</xref></p><fig id="f1"/>

Bad:

    <p><xref ref-type="fig" rid="f1">Fig. 1</xref></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, text_of


def _check(article: View) -> Iterator[Hit]:
    for target, pointers in article.pointers.items():
        for each in pointers if target not in article.ids else ():
            yield at(each, id=target, text=text_of(each))


RULE = Rule(
    code="xref-target-missing",
    severity=Severity.ERROR,
    source="XML 1.0, 3.3.1: IDREF; JATS Tag Library: rid",
    en=Wording(
        "“{text}” points to “{id}”, which is not in the article.",
        "The link is dead.",
        "Correct the rid, or add what was lost.",
    ),
    ru=Wording(
        "«{text}» указывает на «{id}», которого в статье нет.",
        "Ссылка мертва.",
        "Исправьте rid или верните потерянное.",
    ),
    check=_check,
)
