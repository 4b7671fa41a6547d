"""The type of a cross-reference is that of its target.

Good:

    <p><xref ref-type="bibr" rid="r1">1</xref></p><ref id="r1"/>

    <p><xref ref-type="table-fn" rid="t1">a</xref></p><table-wrap-foot><fn id="t1"/></table-wrap-foot>

Bad:

    <p><xref ref-type="fig" rid="t1">Table 1</xref></p><table-wrap id="t1"/>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, local, text_of

_TARGETS = {
    "aff": {"aff", "aff-alternatives", "institution", "institution-wrap"},
    "app": {"app", "app-group", "sec", "supplementary-material"},
    "author-notes": {"author-notes", "fn", "corresp", "p"},
    "bibr": {"ref", "element-citation", "mixed-citation", "nlm-citation", "citation", "citation-alternatives", "note"},
    "corresp": {"corresp", "fn"},
    "disp-formula": {"disp-formula", "disp-formula-group", "inline-formula"},
    "fig": {"fig", "fig-group", "graphic", "media", "supplementary-material", "sec"},
    "fn": {"fn", "fn-group", "p", "corresp", "note", "notes", "table-wrap-foot", "def-item"},
    "sec": {"sec", "app", "ack", "boxed-text", "notes", "front-stub", "body", "sub-article", "fn"},
    "table": {"table-wrap", "table-wrap-group", "table", "supplementary-material", "sec", "boxed-text"},
    "table-fn": {"fn", "p", "table-wrap-foot"},
}


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("xref"):
        allowed = _TARGETS.get(each.get("ref-type", ""))
        for target in (each.get("rid") or "").split() if allowed else ():
            found = {local(holder) for holder in article.ids.get(target, ())}
            if allowed and found and not found & allowed:
                yield at(each, type=each.get("ref-type"), target=", ".join(found), text=text_of(each))


RULE = Rule(
    code="xref-type-wrong",
    severity=Severity.WARNING,
    source='JATS Tag Library: ref-type; JATS4R: ref-type="aff"',
    en=Wording(
        "“{text}” is of ref-type {type}, but points to <{target}>.",
        "Programs show it as what it is not.",
        "Correct ref-type, or rid if it leads to the wrong place.",
    ),
    ru=Wording(
        "У «{text}» ref-type {type}, а указывает он на <{target}>.",
        "Программы покажут его не тем, что он есть.",
        "Исправьте ref-type или rid, если он ведёт не туда.",
    ),
    check=_check,
)
