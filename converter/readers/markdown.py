"""Markdown: CommonMark with tables, footnotes, `$math$`, super- and subscripts, HTML remains.

pyromark (pulldown-cmark) gives events with byte ranges; this module turns them into blocks with
places. Indented text is a paragraph, not code: manuscripts indent, they hold no programs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

import pyromark
from msgspec.structs import replace

from converter.diagnostics import Log, Place
from converter.layout import is_verse
from converter.manuscript import Block, BlockKind, Cell, Manuscript, Mark, Run, Runs
from converter.patterns import regex
from converter.readers import Beside, Reader, alone
from converter.readers._decoding import decode
from converter.readers._html import html_blocks
from converter.readers._markdown_divisions import framed, without_fences
from converter.readers._markdown_lines import Line, image_with_notes, marker, verse_of
from converter.readers._markdown_works import entries_below, read_listed
from converter.readers._metadata import read_metadata

Event = Any
"""pyromark's events: a string, or a mapping with one key."""
Span = Any
"""The bytes of an event: a mapping with `start` and `end`."""

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_MATH
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    | pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
)
_WORDED = ("Text", "Html", "Code")
_BREAKS = ("SoftBreak", "HardBreak")
_ALIGNMENTS = {"Left": "left", "Center": "center", "Right": "right"}
_CITED_KEY = regex(r"@(?<![\w.]@)[\w{]")
_ITEM_MARKER = regex(rb"\s*(\d{1,9}[.)]|[-+*])")
_EVIDENCE = regex(
    r"#(?<![^\n]#)#{0,5}[ \t]+\S|\*(?<![^\n]\*)\*[^*\n]+\*\*|\[(?<![^\n]\[)\^[^\]\n]+\]:|\]\([^)\s]+\)"
    r"|`(?<![^\n]`)``|\|(?<![^\n]\|).*\|[ \t]*$|\*(?<!\w\*)[^*\s][^*\n]*\*(?!\w)",
    re.MULTILINE,
)
"""Each begins with its sign and looks back then: text without signs is passed over ten times as quickly."""


def looks_like_markdown(text: str) -> bool:
    """Whether plain text bears Markdown's signs: two at least, headings or emphasis or links."""
    return sum(1 for _, _ in zip(range(2), _EVIDENCE.finditer(text), strict=False)) == 2


def read(log: Log, data: bytes, file: str) -> Manuscript:
    """The blocks of a Markdown file, each with its lines."""
    return read_text(log, decode(log, data, file), file)


def read_text(log: Log, text: str, file: str) -> Manuscript:
    """The blocks of decoded Markdown."""
    return _read(log, text, file, alone)


def read_beside(log: Log, data: bytes, file: str, beside: Beside) -> Manuscript:
    """The blocks of a Markdown file; works that it cites by their keys are listed as its bibliography tells them."""
    return _read(log, decode(log, data, file), file, beside)


def _read(log: Log, text: str, file: str, beside: Beside) -> Manuscript:
    text = text.replace("\f", "\n")
    page = _read_page(text, file)
    front, metadata = read_metadata(log, *page.head) if page.head else ((), {})
    listed = read_listed(log, text, metadata, file, beside) if _CITED_KEY.search(text) else None
    if listed is None:
        return Manuscript((*front, *page.blocks), file, "markdown", metadata)
    page = _read_page(listed.text, file)
    blocks = (*front, *page.blocks)
    return Manuscript((*blocks, *entries_below(blocks, listed)), file, "markdown", metadata, cited=listed.cited)


def _read_page(text: str, file: str) -> _Page:
    text, divisions = without_fences(text)
    page = _Page(text.encode(), file)
    page.take(pyromark.events_with_range(text, options=_OPTIONS))
    page.blocks = framed(page.blocks, divisions) if divisions else page.blocks
    return page


class _Page:
    """The blocks read so far and what is open: quotations, lists, a line, a table."""

    def __init__(self, source: bytes, file: str) -> None:
        self.source = source
        self.file = file
        self.line_starts = [0, *(m.end() for m in re.finditer(rb"\n", source))]
        self.events: Iterator[tuple[Event, Span]] = iter(())
        self.blocks: list[Block] = []
        self.head: tuple[str, Place] | None = None
        self.line = Line()
        self.quotes = 0
        self.lists = 0
        self.item_label = ""
        self.note_label = ""
        self.in_item = 0

    def take(self, events: Iterator[tuple[Event, Span]]) -> None:
        self.events = events
        for event, span in events:
            kind, held = _parted(event)
            if kind == "Start":
                self.open(held, span)
            elif kind == "End":
                self.close(held, span)
            elif kind == "Rule":
                self.blocks.append(Block(BlockKind.BREAK, place=self.place(span)))
            else:
                self.inline(kind, held, span)

    # Blocks

    def open(self, tag: Event, span: Span) -> None:
        name, held = _parted(tag)
        match name:
            case "Paragraph" | "Heading":
                self.flush(span)
            case "BlockQuote":
                self.flush(span)
                self.quotes += 1
            case "List":
                self.flush(span)
                self.lists += 1
            case "Item":
                self.open_item(span["start"])
            case "FootnoteDefinition":
                self.note_label = str(held)
            case "Table":
                self.blocks.append(self.table(held, span))
            case "CodeBlock":
                self.blocks.append(self.code(held, span))
            case "HtmlBlock":
                self.blocks += html_blocks(self.texts("HtmlBlock"), self.place(span))
            case "MetadataBlock":
                self.head = self.texts("MetadataBlock"), self.place(span)
            case _:
                self.open_span(name, held)

    def close(self, tag: Event, span: Span) -> None:
        name, held = _parted(tag)
        match name:
            case "Paragraph":
                self.flush(span, closing=True)
            case "Heading":
                self.flush(span, closing=True, heading=int(held[1]))
            case "BlockQuote":
                self.quotes -= 1
            case "List":
                self.lists -= 1
            case "Item":
                self.flush(span, closing=True)
                self.in_item -= 1
            case "FootnoteDefinition":
                self.flush(span, closing=True)
                self.note_label = ""
            case _:
                self.line.close(name)

    def open_item(self, start: int) -> None:
        self.in_item += 1
        marker = _ITEM_MARKER.match(self.source, start)
        self.item_label = marker[1].decode() if marker else "-"

    def flush(self, span: Span, *, closing: bool = False, heading: int = 0) -> None:
        """Make a block of the runs that were collected, if there are any: where it closes, or another opens."""
        by_hand = self.line.is_ended_by_hand
        runs = self.line.take()
        if runs:
            made = self.block(runs, self.place(span, closing=closing), heading)
            verse = by_hand and made.kind is BlockKind.QUOTE and is_verse(made.text)
            self.blocks.append(replace(made, kind=BlockKind.VERSE) if verse else made)

    def block(self, runs: Runs, place: Place, heading: int) -> Block:
        if heading:
            return Block(BlockKind.HEADING, runs, place, level=heading)
        if self.note_label:
            return Block(BlockKind.NOTE, runs, place, label=self.note_label)
        if self.in_item:
            label, self.item_label = self.item_label, ""
            return Block(BlockKind.ITEM, runs, place, level=self.lists, label=label)
        noted = image_with_notes(runs)
        if noted:
            return Block(BlockKind.FIGURE, noted[0], place, target=noted[1])
        if Mark.IMAGE in runs[0].marks and all(run.note for run in runs[1:]):
            return Block(BlockKind.FIGURE, (Run(runs[0].text), *runs[1:]), place, target=runs[0].href)
        if verse := verse_of(runs):
            return Block(BlockKind.VERSE, verse, place, level=self.quotes)
        kind = BlockKind.QUOTE if self.quotes else BlockKind.PARAGRAPH
        return Block(kind, runs, place, level=self.quotes)

    def code(self, kind: Event, span: Span) -> Block:
        text = self.texts("CodeBlock").rstrip("\n")
        if isinstance(kind, dict):
            return Block(BlockKind.CODE, (Run(text),), self.place(span))
        return Block(BlockKind.PARAGRAPH, (Run(text.strip()),), self.place(span))

    def table(self, alignments: Any, span: Span) -> Block:
        rows: list[tuple[Cell, ...]] = []
        row: list[Cell] = []
        head = False
        for event, at in self.events:
            kind, held = _parted(event)
            name, inside = _parted(held) if kind in ("Start", "End") else ("", None)
            if name == "Table":
                break
            if name in ("TableHead", "TableRow"):
                if kind == "End":
                    rows.append(tuple(row))
                row, head = [], name == "TableHead"
            elif name == "TableCell":
                if kind == "End":
                    align = _ALIGNMENTS.get(alignments[len(row)], "")
                    row.append(Cell(self.line.take(), head, align=align))
                self.line.runs.clear()
            elif kind == "Start":
                self.open_span(name, inside)
            elif kind == "End":
                self.line.close(name)
            else:
                self.inline(kind, held, at)
        return Block(BlockKind.TABLE, place=self.place(span), rows=tuple(rows))

    # Inline

    def open_span(self, name: str, held: Any) -> None:
        if name == "Image":
            self.image(str(held["dest_url"]))
        else:
            self.line.open(name, held)

    def image(self, target: str) -> None:
        """An image with its alternative text; the markers of notes in that stand behind it."""
        said: list[str] = []
        markers: list[Run] = []
        for event, _ in self.events:
            kind, held = _parted(event)
            if kind in _WORDED:
                said.append(held)
            elif kind in _BREAKS:
                said.append("\n")
            elif kind == "FootnoteReference":
                markers.append(marker(held))
            elif kind == "End" and _parted(held)[0] == "Image":
                break
        self.line.runs += [Run("".join(said), frozenset({Mark.IMAGE}), target), *markers]

    def inline(self, kind: str, held: Any, span: Span) -> None:
        match kind:
            case "Text":
                self.line.say(held)
            case "SoftBreak" | "HardBreak":
                self.line.end(kind)
            case "Code":
                self.line.say(held, Mark.CODE)
            case "InlineMath":
                self.line.say(held, Mark.MATH)
            case "DisplayMath":
                self.flush(span)
                self.blocks.append(Block(BlockKind.FORMULA, (Run(held.strip()),), self.place(span)))
            case "FootnoteReference":
                self.line.runs.append(marker(held))
            case "InlineHtml" | "Html":
                self.line.tag(held)

    def texts(self, tag: str) -> str:
        """The text up to the end of the block or span called `tag`."""
        said = []
        for event, _ in self.events:
            kind, held = _parted(event)
            if kind in _WORDED:
                said.append(held)
            elif kind == "End" and _parted(held)[0] == tag:
                break
        return "".join(said)

    def place(self, span: Span, *, closing: bool = True) -> Place:
        """The lines of a span; of its first byte alone where it only opens."""
        start = span["start"]
        stripped = len(self.source[start : span["end"]].rstrip()) if closing else 0
        first = bisect_right(self.line_starts, start)
        last = bisect_right(self.line_starts, start + max(stripped - 1, 0))
        return Place(self.file, first, last)


def _parted(event: Event) -> tuple[str, Any]:
    """The name of an event or a tag, and what it holds."""
    if isinstance(event, str):
        return event, None
    ((name, held),) = event.items()
    return name, held


READER = Reader((".md", ".markdown", ".mkd", ".qmd", ".rmd"), read, read_beside=read_beside)
