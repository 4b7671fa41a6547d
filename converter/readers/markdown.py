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
from converter.manuscript import Block, BlockKind, Cell, Manuscript, Mark, Run, Runs
from converter.readers import Reader
from converter.readers._decoding import decode
from converter.readers._html import INLINE_MARKS, html_blocks, tag_name
from converter.readers._metadata import read_metadata
from converter.runs import cut, joined, strip, unescape_address

Event = Any
"""pyromark's events: a string, or a mapping with one key."""

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_MATH
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    | pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
)
_SPAN_MARKS = {
    "Emphasis": Mark.ITALIC,
    "Strong": Mark.BOLD,
    "Strikethrough": Mark.STRIKE,
}
_SCRIPTS = re.compile(r"\^([^\s^]{1,40})\^|~([^\s~]{1,40})~")  # pandoc's km^2^ and H~2~O
_IMAGE_END = re.compile(r"\]\(([^()\s]{1,500})\)$")
_ALIGNMENTS = {"Left": "left", "Center": "center", "Right": "right"}
_ITEM_MARKER = re.compile(rb"\s*(\d{1,9}[.)]|[-+*])")
_EVIDENCE = re.compile(
    r"^#{1,6}[ \t]+\S|^\*\*[^*\n]+\*\*|^\[\^[^\]\n]+\]:|\]\([^)\s]+\)|^```|^\|.*\|[ \t]*$"
    r"|(?<!\w)\*[^*\s][^*\n]*\*(?!\w)",
    re.MULTILINE,
)


def looks_like_markdown(text: str) -> bool:
    """Whether plain text bears Markdown's signs: two at least, headings or emphasis or links."""
    return sum(1 for _, _ in zip(range(2), _EVIDENCE.finditer(text), strict=False)) == 2


def read(log: Log, data: bytes, file: str) -> Manuscript:
    """The blocks of a Markdown file, each with its lines."""
    text = decode(log, data, file).replace("\f", "\n")
    page = _Page(text.encode(), file)
    events = pyromark.events_with_range(text, options=_OPTIONS)
    page.take((event, span["start"], span["end"]) for event, span in events)
    if not page.head:
        return Manuscript(tuple(page.blocks), file, "markdown")
    front, metadata = read_metadata(log, *page.head)
    return Manuscript((*front, *page.blocks), file, "markdown", metadata)


class _Page:
    """The blocks read so far and what is open: quotations, lists, marks, links, a table."""

    def __init__(self, source: bytes, file: str) -> None:
        self.source = source
        self.file = file
        self.line_starts = [0, *(m.end() for m in re.finditer(rb"\n", source))]
        self.events: Iterator[tuple[Event, int, int]] = iter(())
        self.blocks: list[Block] = []
        self.head: tuple[str, Place] | None = None
        self.runs: list[Run] = []
        self.marks: list[Mark] = []
        self.html_marks: list[Mark] = []
        self.href: list[str] = []
        self.quotes = 0
        self.lists = 0
        self.item_label = ""
        self.note_label = ""
        self.in_item = 0

    def take(self, events: Iterator[tuple[Event, int, int]]) -> None:
        self.events = events
        for event, start, end in events:
            match event:
                case {"Start": tag}:
                    self.open(tag, start, end)
                case {"End": tag}:
                    self.close(tag, start, end)
                case "Rule":
                    self.blocks.append(Block(BlockKind.BREAK, place=self.place(start, end)))
                case _:
                    self.inline(event, start, end)

    # Blocks

    def open(self, tag: Event, start: int, end: int) -> None:
        match tag:
            case "Paragraph" | {"Heading": _}:
                self.flush(start, start)
            case {"BlockQuote": _}:
                self.flush(start, start)
                self.quotes += 1
            case {"List": _}:
                self.flush(start, start)
                self.lists += 1
            case "Item":
                self.open_item(start)
            case {"FootnoteDefinition": label}:
                self.note_label = str(label)
            case {"Table": alignments}:
                self.blocks.append(self.table(alignments, start, end))
            case {"CodeBlock": kind}:
                self.blocks.append(self.code(kind, start, end))
            case "HtmlBlock":
                self.html(start, end)
            case {"MetadataBlock": _}:
                self.head = self.texts("MetadataBlock"), self.place(start, end)
            case _:
                self.open_span(tag)

    def close(self, tag: Event, start: int, end: int) -> None:
        match tag:
            case "Paragraph":
                self.flush(start, end)
            case {"Heading": level}:
                self.flush(start, end, heading=int(level[1]))
            case {"BlockQuote": _}:
                self.quotes -= 1
            case {"List": _}:
                self.lists -= 1
            case "Item":
                self.flush(start, end)
                self.in_item -= 1
            case "FootnoteDefinition" | {"FootnoteDefinition": _}:
                self.flush(start, end)
                self.note_label = ""
            case _:
                self.close_span(tag)

    def open_item(self, start: int) -> None:
        self.in_item += 1
        marker = _ITEM_MARKER.match(self.source, start)
        self.item_label = marker[1].decode() if marker else "-"

    def flush(self, start: int, end: int, heading: int = 0) -> None:
        """Close the block whose runs were collected, if there are any."""
        runs, self.runs = _trimmed(self.runs), []
        self.html_marks.clear()
        if runs:
            self.blocks.append(self.block(runs, self.place(start, end), heading))

    def block(self, runs: Runs, place: Place, heading: int) -> Block:
        if heading:
            return Block(BlockKind.HEADING, runs, place, level=heading)
        if self.note_label:
            return Block(BlockKind.NOTE, runs, place, label=self.note_label)
        if self.in_item:
            label, self.item_label = self.item_label, ""
            return Block(BlockKind.ITEM, runs, place, level=self.lists, label=label)
        noted = _image_with_notes(runs)
        if noted:
            return Block(BlockKind.FIGURE, noted[0], place, target=noted[1])
        if Mark.IMAGE in runs[0].marks and all(run.note for run in runs[1:]):
            return Block(BlockKind.FIGURE, (Run(runs[0].text), *runs[1:]), place, target=runs[0].href)
        kind = BlockKind.QUOTE if self.quotes else BlockKind.PARAGRAPH
        return Block(kind, runs, place, level=self.quotes)

    def code(self, kind: Event, start: int, end: int) -> Block:
        text = self.texts("CodeBlock").rstrip("\n")
        if isinstance(kind, dict):
            return Block(BlockKind.CODE, (Run(text),), self.place(start, end))
        return Block(BlockKind.PARAGRAPH, (Run(text.strip()),), self.place(start, end))

    def html(self, start: int, end: int) -> None:
        self.blocks += html_blocks(self.texts("HtmlBlock"), self.place(start, end))

    def table(self, alignments: Any, start: int, end: int) -> Block:
        rows: list[tuple[Cell, ...]] = []
        row: list[Cell] = []
        header = False
        for event, at, until in self.events:
            match event:
                case {"Start": "TableHead" | "TableRow" as kind}:
                    row, header = [], kind == "TableHead"
                case {"End": "TableHead" | "TableRow"}:
                    rows.append(tuple(row))
                case {"Start": "TableCell"}:
                    self.runs = []
                case {"End": "TableCell"}:
                    align = _ALIGNMENTS.get(alignments[len(row)], "")
                    row.append(Cell(_trimmed(self.runs), header, align=align))
                case {"End": tag} if tag == "Table" or (isinstance(tag, dict) and "Table" in tag):
                    break
                case {"Start": tag}:
                    self.open_span(tag)
                case {"End": tag}:
                    self.close_span(tag)
                case _:
                    self.inline(event, at, until)
        self.runs = []
        return Block(BlockKind.TABLE, place=self.place(start, end), rows=tuple(rows))

    # Inline

    def open_span(self, tag: Event) -> None:
        match tag:
            case {"Link": link}:
                self.href.append(_target(link))
            case {"Image": image}:
                self.image(str(image["dest_url"]))
            case str() if tag in _SPAN_MARKS:
                self.marks.append(_SPAN_MARKS[tag])

    def image(self, target: str) -> None:
        """An image with its alternative text; the markers of notes in that stand behind it."""
        said: list[str] = []
        markers: list[Run] = []
        for event, _, _ in self.events:
            match event:
                case {"Text": text} | {"Html": text} | {"Code": text}:
                    said.append(text)
                case "SoftBreak" | "HardBreak":
                    said.append("\n")
                case {"FootnoteReference": label}:
                    markers.append(Run(str(label), frozenset({Mark.SUP}), note=str(label)))
                case {"End": ended} if ended == "Image" or (isinstance(ended, dict) and "Image" in ended):
                    break
        self.runs += [Run("".join(said), frozenset({Mark.IMAGE}), target), *markers]

    def close_span(self, tag: Event) -> None:
        if tag == "Link":
            self.href.pop()
        elif tag in _SPAN_MARKS:
            self.marks.pop()

    def inline(self, event: Event, start: int, end: int) -> None:
        match event:
            case {"Text": text}:
                self.say(text)
            case {"Code": text}:
                self.say(text, Mark.CODE)
            case {"InlineMath": tex}:
                self.say(tex, Mark.MATH)
            case {"DisplayMath": tex}:
                self.flush(start, start)
                place = self.place(start, end)
                self.blocks.append(Block(BlockKind.FORMULA, (Run(tex.strip()),), place))
            case {"FootnoteReference": label}:
                self.runs.append(Run(str(label), frozenset({Mark.SUP}), note=str(label)))
            case {"InlineHtml": tag} | {"Html": tag}:
                self.inline_html(tag)
            case "SoftBreak" | "HardBreak":
                self.say("\n")

    def inline_html(self, tag: str) -> None:
        name, closing = tag_name(tag)
        if name == "br":
            self.say("\n")
        elif name in INLINE_MARKS:
            mark = INLINE_MARKS[name]
            if not closing:
                self.html_marks.append(mark)
            elif mark in self.html_marks:
                self.html_marks.remove(mark)
        elif not name:
            self.say(tag)  # "<Ivanov>" is text in angle brackets

    def say(self, text: str, *more: Mark) -> None:
        """Add text in the marks that are open, to the last run where it is set alike."""
        marks = frozenset((*self.marks, *self.html_marks, *more))
        href = self.href[-1] if self.href else ""
        last = self.runs[-1] if self.runs else None
        if last and last.marks == marks and last.href == href and not last.note:
            self.runs[-1] = replace(last, text=last.text + text)
        elif text:
            self.runs.append(Run(text, marks, href))

    def texts(self, tag: str) -> str:
        """The text up to the end of the block or span called `tag`."""
        said = []
        for event, _, _ in self.events:
            match event:
                case {"Text": text} | {"Html": text} | {"Code": text}:
                    said.append(text)
                case {"End": ended} if ended == tag or (isinstance(ended, dict) and tag in ended):
                    break
        return "".join(said)

    def place(self, start: int, end: int) -> Place:
        stripped = len(self.source[start:end].rstrip())
        first = bisect_right(self.line_starts, start)
        last = bisect_right(self.line_starts, start + max(stripped - 1, 0))
        return Place(self.file, first, last)


def _target(link: Any) -> str:
    prefix = "mailto:" if link["link_type"] == "Email" else ""
    return prefix + str(link["dest_url"])


def _trimmed(runs: list[Run]) -> Runs:
    """Runs without blanks at the two ends, pandoc's super- and subscripts marked."""
    return strip(joined(part for run in runs for part in _scripts(run)))


def _scripts(run: Run) -> Iterator[Run]:
    run = unescape_address(run)
    if run.marks & {Mark.CODE, Mark.MATH, Mark.IMAGE} or run.href or run.note:
        yield run
        return
    end = 0
    for match in _SCRIPTS.finditer(run.text):
        mark = Mark.SUP if match[1] else Mark.SUB
        yield replace(run, text=run.text[end : match.start()])
        yield replace(run, text=match[1] or match[2], marks=run.marks | {mark})
        end = match.end()
    yield replace(run, text=run.text[end:]) if end else run


READER = Reader((".md", ".markdown", ".mkd"), read)


def _image_with_notes(runs: Runs) -> tuple[Runs, str] | None:
    """Alternative text and file of a lone image whose text holds markers of notes: no parser takes it for one."""
    end = _IMAGE_END.search(runs[-1].text)
    if end is None or not runs[0].text.startswith("![") or not any(run.note for run in runs):
        return None
    length = sum(len(run.text) for run in runs)
    return cut(runs, 2, length - len(end[0])), end[1]
