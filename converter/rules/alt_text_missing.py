"""A picture has a description in words.

Good:

    <fig id="f1"><graphic xlink:href="f1.png"><alt-text>A net of hemp</alt-text></graphic></fig>

Bad:

    <fig id="f1"><graphic xlink:href="f1.png"/></fig>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import HREF, Element, View, around, child, text_of

_MOST_TOLD = 20


def _check(article: View) -> Iterator[Hit]:
    silent = [each for each in article.all("graphic", "media") if _needs_words(each)]
    for each in silent[:_MOST_TOLD]:
        yield at(each, href=each.get(HREF, ""))


def _needs_words(element: Element) -> bool:
    if around(element, "disp-formula", "inline-formula", "alternatives", "supplementary-material") is not None:
        return False
    holders = [element, *element.iterancestors("fig", "fig-group", "boxed-text", "table-wrap")]
    return not any(text_of(child(each, "alt-text", "long-desc")) for each in holders)


RULE = Rule(
    code="alt-text-missing",
    severity=Severity.WARNING,
    source="JATS4R Accessibility; WCAG 2.2, 1.1.1; European Accessibility Act",
    en=Wording(
        "The picture {href} has no description in words.",
        "Who cannot see it learns nothing of it; the law asks for it in more and more countries.",
        "Add <alt-text> with what is to be seen.",
    ),
    ru=Wording(
        "У изображения {href} нет описания словами.",
        "Кто его не видит, ничего о нём не узнает; во многих странах описания требует закон.",
        "Добавьте <alt-text> с тем, что на нём видно.",
    ),
    check=_check,
)
