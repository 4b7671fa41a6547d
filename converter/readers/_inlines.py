"""Pandoc's inline nodes as runs of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from converter.manuscript import Mark, Run, Runs
from converter.runs import unescape_address

Tree = Any

_MARKS = {
    "Emph": Mark.ITALIC,
    "Strong": Mark.BOLD,
    "Superscript": Mark.SUP,
    "Subscript": Mark.SUB,
    "Strikeout": Mark.STRIKE,
    "Underline": Mark.UNDERLINE,
    "SmallCaps": Mark.SMALL_CAPS,
}
_SPACES = {"Space": " ", "SoftBreak": "\n", "LineBreak": "\n"}
_QUOTES = {"SingleQuote": ("\u2018", "\u2019"), "DoubleQuote": ("\u201c", "\u201d")}
_CLASS_MARKS = {"smallcaps": Mark.SMALL_CAPS, "underline": Mark.UNDERLINE, "ul": Mark.UNDERLINE}
_HIDDEN = frozenset({"comment-start", "comment-end"})


class Found(Struct):
    """What stood in inline nodes and belongs elsewhere: footnotes by number, and what was left out."""

    notes: list[list[Tree]] = field(default_factory=list)
    comments: int = 0
    raw: list[str] = field(default_factory=list)


class Display(Struct, frozen=True):
    """A displayed formula among inline nodes."""

    tex: str


def runs_of(inlines: Iterable[Tree], found: Found) -> Runs:
    """The runs that inline nodes make, displayed formulas within the line."""
    pieces = pieces_of(inlines, found)
    return merged(Run(p.tex, frozenset({Mark.MATH})) if isinstance(p, Display) else p for p in pieces)


def pieces_of(inlines: Iterable[Tree], found: Found) -> Iterator[Run | Display]:
    """Runs and displayed formulas in their order; notes are put aside in `found`."""
    yield from _walk(inlines, Run(""), found)


def merged(runs: Iterable[Run]) -> Runs:
    """`runs` with neighbours that are set alike made one: linear, whatever their number."""
    rows: list[tuple[Run, list[str]]] = []
    for run in runs:
        bare = replace(run, text="")
        if rows and rows[-1][0] == bare and not run.note and Mark.IMAGE not in run.marks:
            rows[-1][1].append(run.text)
        elif run.text or run.note or Mark.IMAGE in run.marks:
            rows.append((bare, [run.text]))
    return tuple(unescape_address(replace(bare, text="".join(texts))) for bare, texts in rows)


def _walk(inlines: Iterable[Tree], like: Run, found: Found) -> Iterator[Run | Display]:
    """`like` carries the marks and the link that are open."""
    for node in inlines:
        name, held = node["t"], node.get("c")
        if name == "Str":
            yield replace(like, text=held)
        elif name in _SPACES:
            yield replace(like, text=_SPACES[name])
        elif name in _MARKS:
            yield from _walk(held, _marked(like, _MARKS[name]), found)
        else:
            yield from _special(name, held, like, found)


def _special(name: str, held: Tree, like: Run, found: Found) -> Iterator[Run | Display]:
    match name:
        case "Quoted":
            opening, closing = _QUOTES[held[0]["t"]]
            yield replace(like, text=opening)
            yield from _walk(held[1], like, found)
            yield replace(like, text=closing)
        case "Cite":
            yield from _walk(held[1], like, found)
        case "Code":
            yield replace(_marked(like, Mark.CODE), text=held[1])
        case "Math":
            yield _formula(held, like)
        case "Link":
            yield from _walk(held[1], replace(like, href=_target(held[2][0])), found)
        case "Image":
            yield from _image(held, like, found)
        case "Span":
            yield from _span(held, like, found)
        case "Note":
            found.notes.append(held)
            label = str(len(found.notes))
            yield Run(label, frozenset({Mark.SUP}), note=label)
        case "RawInline":
            found.raw.append(held[1])


def _marked(like: Run, mark: Mark) -> Run:
    return replace(like, marks=like.marks | {mark})


def _formula(held: Tree, like: Run) -> Run | Display:
    tex = held[1].strip()
    if held[0]["t"] == "DisplayMath" and not like.href:
        return Display(tex)
    return replace(_marked(like, Mark.MATH), text=tex)


def _target(address: str) -> str:
    """Where a link leads; marks within the manuscript itself are for its own program."""
    return "" if address.startswith("#") else address


def _image(held: Tree, like: Run, found: Found) -> Iterator[Run]:
    attributes, caption, (address, _) = held
    alternative = "".join(run.text for run in runs_of(caption, found))
    words = alternative or dict(attributes[2]).get("alt", "")
    yield replace(_marked(like, Mark.IMAGE), text=words, href=address)


def _span(held: Tree, like: Run, found: Found) -> Iterator[Run | Display]:
    (_, classes, _), inside = held
    if _HIDDEN.intersection(classes):
        found.comments += "comment-start" in classes
        return
    for name in classes:
        if name in _CLASS_MARKS:
            like = _marked(like, _CLASS_MARKS[name])
    yield from _walk(inside, like, found)
