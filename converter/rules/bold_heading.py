"""A heading is a section's title, not a bold paragraph.

Good:

    <body><sec><title>Nets</title><p><bold>Hemp.</bold> It is strong.</p></sec></body>

Bad:

    <body><p><bold>The nets of hemp</bold></p><p>It is strong.</p></body>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, local, own_text, text_of

_LONGEST = 120


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("p"):
        holder = each.getparent()
        if holder is None or local(holder) not in ("body", "sec", "abstract", "trans-abstract") or len(each) != 1:
            continue
        alone = local(each[0]) == "bold" and not own_text(each)
        text = text_of(each)
        if (
            alone
            and 2 < len(text) <= _LONGEST
            and not text.endswith((".", ":", ";", ","))
            and each.getnext() is not None
        ):
            yield at(each, text=text)


RULE = Rule(
    code="bold-heading",
    severity=Severity.WARNING,
    source="PMC Tagging Guidelines: no bold pseudo-headings, use sec and title",
    en=Wording(
        "“{text}” is a heading made of bold type.",
        "Screen readers and tables of contents do not see it.",
        "Make a <sec> with this <title>.",
    ),
    ru=Wording(
        "«{text}» — заголовок, набранный полужирным.",
        "Его не увидят экранный диктор и содержание.",
        "Сделайте <sec> с этим <title>.",
    ),
    check=_check,
)
