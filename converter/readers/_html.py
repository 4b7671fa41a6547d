"""What of HTML stands in Markdown: tables, images, paragraphs and inline tags.

OCR tools write tables and super- or subscripts so. Only tags that HTML knows count: anything
else in angle brackets is text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from converter.diagnostics import Place
from converter.manuscript import Block, BlockKind, Cell, Mark, Run, Runs
from converter.patterns import regex

if TYPE_CHECKING:
    from lxml import html

INLINE_MARKS = {
    "sup": Mark.SUP,
    "sub": Mark.SUB,
    "i": Mark.ITALIC,
    "em": Mark.ITALIC,
    "b": Mark.BOLD,
    "strong": Mark.BOLD,
    "u": Mark.UNDERLINE,
    "s": Mark.STRIKE,
    "del": Mark.STRIKE,
    "code": Mark.CODE,
}
_SILENT = frozenset(
    ["a", "big", "br", "center", "div", "font", "img", "ins", "mark", "nobr", "p", "small", "span", "wbr"]
)
_BLOCKS = frozenset(
    ["p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "tr", "dt", "dd", "figcaption", "center"]
)
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_TAG = regex(r"</?([A-Za-z][A-Za-z0-9]*)[\s/>]")


def tag_name(tag: str) -> tuple[str, bool]:
    """Name of an inline tag that HTML knows, or "" ; and whether it closes."""
    if tag.startswith("<!--"):
        return "span", True
    match = _TAG.match(tag)
    name = match[1].lower() if match else ""
    return (name if name in _SILENT or name in INLINE_MARKS else ""), tag.startswith("</")


def html_blocks(source: str, place: Place) -> list[Block]:
    """The blocks in a piece of HTML: tables, images, headings and paragraphs."""
    from lxml import etree, html

    try:
        root = html.fragment_fromstring(source, create_parent="div")
    except etree.ParserError:
        return []
    return [replace(block, place=place) for block in _blocks(root)]


def _blocks(element: html.HtmlElement) -> Iterator[Block]:
    runs: list[Run] = [Run(element.text)] if (element.text or "").strip() else []
    for child in element:
        if child.tag == "table":
            yield from _paragraph(runs)
            yield Block(BlockKind.TABLE, rows=tuple(_row(tr) for tr in child.iter("tr")))
        elif child.tag == "img":
            yield from _paragraph(runs)
            alt = (Run(child.get("alt", "")),) if child.get("alt") else ()
            yield Block(BlockKind.FIGURE, alt, target=child.get("src", ""))
        elif child.tag in _HEADINGS:
            yield from _paragraph(runs)
            yield Block(BlockKind.HEADING, _runs(child), level=_HEADINGS[child.tag])
        elif child.tag in _BLOCKS or child.find(".//table") is not None:
            yield from _paragraph(runs)
            yield from _blocks(child)
        elif isinstance(child.tag, str):
            runs += _runs(child, INLINE_MARKS.get(child.tag))
        if (child.tail or "").strip():
            runs.append(Run(child.tail))
    yield from _paragraph(runs)


def _paragraph(runs: list[Run]) -> Iterator[Block]:
    """The runs collected so far as a paragraph; the list is emptied."""
    if any(run.text.strip() for run in runs):
        yield Block(BlockKind.PARAGRAPH, tuple(runs))
    runs.clear()


def _row(row: html.HtmlElement) -> tuple[Cell, ...]:
    in_head = row.getparent().tag == "thead"
    return tuple(
        Cell(
            _runs(cell),
            header=in_head or cell.tag == "th",
            colspan=_span(cell.get("colspan")),
            rowspan=_span(cell.get("rowspan")),
        )
        for cell in row
        if cell.tag in ("td", "th")
    )


def _span(value: str | None) -> int:
    return min(int(value), 1000) if value and value.isascii() and value.isdigit() and int(value) else 1


def _runs(element: html.HtmlElement, mark: Mark | None = None) -> Runs:
    """Text of an element and of what is in it, set as the inline tags say."""
    marks = frozenset({mark} if mark else ())
    runs: list[Run] = [Run(element.text, marks)] if element.text else []
    for child in element:
        if child.tag == "br":
            runs.append(Run("\n"))
        elif isinstance(child.tag, str):
            inner = _runs(child, INLINE_MARKS.get(child.tag))
            runs += [replace(run, marks=run.marks | marks) for run in inner]
        if child.tail:
            runs.append(Run(child.tail, marks))
    return tuple(runs)
