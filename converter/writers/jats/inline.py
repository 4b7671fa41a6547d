"""The text of a paragraph, a title, a label: runs, citations and pointers.

https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/p.html and the emphasis elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from converter.article import Citation, Inline, Inlines, Pointer
from converter.manuscript import Mark, Run, Runs
from converter.patterns import regex
from converter.writers.jats.elements import HREF, Element, add, write
from converter.writers.jats.mathml import write_formula
from converter.writers.jats.scribe import Scribe

_TAGS = {
    Mark.BOLD: "bold",
    Mark.ITALIC: "italic",
    Mark.UNDERLINE: "underline",
    Mark.STRIKE: "strike",
    Mark.SMALL_CAPS: "sc",
    Mark.CODE: "monospace",
    Mark.SUP: "sup",
    Mark.SUB: "sub",
}
"""Marks in the order they are nested, the outermost first."""

_ALL = frozenset(_TAGS)
_SAFE = regex(r"(?:https?|ftp|mailto):\S", re.IGNORECASE)
_REF_TYPES = frozenset(
    {"aff", "app", "bibr", "boxed-text", "disp-formula", "fig", "fn", "list", "sec", "supplementary-material", "table"}
    | {"table-fn"}
)


class Allowance(Struct, frozen=True):
    """What the content model of an element lets its text hold; the rest becomes plain words."""

    marks: frozenset[Mark] = _ALL
    links: bool = False
    pointers: bool = False
    objects: bool = False
    """Formulas and images."""


EVERYTHING = Allowance(links=True, pointers=True, objects=True)
UNLINKED = Allowance(pointers=True, objects=True)
CITED = Allowance(links=True, objects=True)
LINKED = Allowance(links=True)
LABEL = Allowance(objects=True)
MARKED = Allowance()
RAISED = Allowance(marks=frozenset({Mark.BOLD, Mark.ITALIC}), links=True)
PLAIN = Allowance(marks=frozenset())


def write_inlines(scribe: Scribe, parent: Element, inlines: Iterable[Inline], allowed: Allowance = EVERYTHING) -> None:
    """Write a row of inline nodes at the end of `parent`; neighbours share what marks they share."""
    opened: list[tuple[str, Element]] = []
    for inline in inlines:
        match inline:
            case Run():
                _write_run(scribe, parent, opened, inline, allowed)
            case Citation(content, targets):
                opened.clear()
                _write_pointer(scribe, parent, content, targets, "bibr", allowed)
            case Pointer(content, target, kind):
                opened.clear()
                _write_pointer(scribe, parent, content, (target,), kind, allowed)
            case _:
                assert_never(inline)


def bold(inlines: Inlines) -> Inlines:
    """`inlines` with their runs in bold."""
    return tuple(replace(each, marks=each.marks | {Mark.BOLD}) if isinstance(each, Run) else each for each in inlines)


def plain_text(inlines: Iterable[Inline]) -> str:
    """The words of a row of inline nodes."""
    return "".join(each.text if isinstance(each, Run) else plain_text(each.content) for each in inlines)


def safe_link(href: str) -> str:
    """The target of a link that may stand in a published article, else nothing."""
    href = href.strip()
    return href if _SAFE.match(href) else ""


def _write_run(
    scribe: Scribe, parent: Element, opened: list[tuple[str, Element]], run: Run, allowed: Allowance
) -> None:
    if not run.marks and not run.href:
        opened.clear()
        write(parent, run.text)
        return
    image = Mark.IMAGE in run.marks
    if not run.text and not (image and run.href and allowed.objects):
        return
    if _is_email(run, allowed):
        opened.clear()
        add(parent, "email", run.text)
        return
    holder = _descend(parent, opened, _path(run, allowed))
    if image and run.href and allowed.objects:
        _write_image(holder, run)
    elif Mark.MATH in run.marks and allowed.objects:
        write_formula(add(holder, "inline-formula"), run.text)
    else:
        write(holder, run.text)


def _is_email(run: Run, allowed: Allowance) -> bool:
    return allowed.links and not run.marks and "@" in run.text and run.href == f"mailto:{run.text}"


def _path(run: Run, allowed: Allowance) -> list[str]:
    """What the run stands in, the outermost first: a link target, then tags of marks."""
    marks = [tag for mark, tag in _TAGS.items() if mark in run.marks and mark in allowed.marks] if run.marks else []
    if run.href and allowed.links and Mark.IMAGE not in run.marks and Mark.MATH not in run.marks:
        href = safe_link(run.href)
        return [href, *marks] if href else marks
    return marks


def _descend(parent: Element, opened: list[tuple[str, Element]], path: list[str]) -> Element:
    """The innermost element of `path`: what of it is still open is used again."""
    shared = 0
    while shared < min(len(opened), len(path)) and opened[shared][0] == path[shared]:
        shared += 1
    del opened[shared:]
    holder = opened[-1][1] if opened else parent
    for step in path[shared:]:
        link = {"ext-link-type": "uri", HREF: step} if ":" in step else {}
        holder = add(holder, "ext-link" if link else step, "", link)
        opened.append((step, holder))
    return holder


def _write_image(parent: Element, run: Run) -> None:
    graphic = add(parent, "inline-graphic", "", {HREF: run.href})
    if run.text:
        add(graphic, "alt-text", run.text)


def _write_pointer(
    scribe: Scribe, parent: Element, content: Runs, targets: tuple[str, ...], kind: str, allowed: Allowance
) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/xref.html"""
    if not allowed.pointers:
        write_inlines(scribe, parent, content, allowed)
        return
    xref = add(parent, "xref", "", {"ref-type": kind if kind in _REF_TYPES else "other"})
    scribe.point(xref, targets)
    write_inlines(scribe, xref, content, MARKED)
