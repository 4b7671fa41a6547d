"""The body and whatever else holds paragraphs: sections, lists, quotations, objects.

https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/sec.html

JATS knows no paragraph after a subsection and no section within a list, note or quotation.
There the order of the words wins: a loose block goes to the end of the section it follows, and
a section where none may stand becomes a paragraph with its title in bold and its blocks.
Nesting that no reader could follow is written flat.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from converter.article import (
    Box,
    Code,
    DefinitionList,
    Figure,
    Formula,
    Inlines,
    ItemList,
    Node,
    Paragraph,
    Quote,
    Section,
    Table,
    Verse,
)
from converter.diagnostics import Place
from converter.manuscript import Run
from converter.writers.jats.elements import HREF, Element, add
from converter.writers.jats.inline import LABEL, UNLINKED, write_inlines
from converter.writers.jats.mathml import write_formula
from converter.writers.jats.nesting import DEEPEST, dissolved, flattened, is_blank, is_silent, printed_label
from converter.writers.jats.scribe import Scribe
from converter.writers.jats.tables import write_rows

_ANY = (Paragraph, ItemList, DefinitionList, Quote, Box, Verse, Code, Formula, Table, Figure)


class Home(Struct, frozen=True):
    """What the content model of an element lets it hold besides sections; the rest goes into p."""

    direct: tuple[type, ...] = (Paragraph,)
    sections: bool = False


BODY = Home(_ANY, sections=True)
FLOW = Home(_ANY)
ABSTRACT = Home(sections=True)
ITEM = Home((Paragraph, ItemList))
NOTE = Home()


def write_nodes(scribe: Scribe, parent: Element, nodes: Iterable[Node], home: Home) -> None:
    """Write blocks at the end of `parent`; blocks without a word or an object are left out."""
    if scribe.depth == DEEPEST:
        nodes = flattened(nodes)
    row = [node for node in nodes if not is_blank(node)]
    scribe.depth += 1
    for node in _gathered(row) if home.sections else dissolved(row):
        inside = isinstance(node, (*home.direct, Section))
        _write_node(scribe, parent if inside else add(parent, "p"), node)
    scribe.depth -= 1


def _write_section(scribe: Scribe, parent: Element, node: Section) -> None:
    """One sec; without label and title it gets the empty title the DTD asks for."""
    sec = add(parent, "sec", "", {"sec-type": node.kind})
    scribe.name(sec, node.id, "sec", node.place)
    _write_heading(scribe, sec, node)
    write_nodes(scribe, sec, node.blocks, BODY)


def _write_heading(scribe: Scribe, parent: Element, node: Section) -> None:
    if node.label:
        add(parent, "label", node.label)
    if node.title or not node.label:
        write_inlines(scribe, add(parent, "title"), node.title)


def write_appendices(scribe: Scribe, parent: Element, sections: Iterable[Section]) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/app.html"""
    for each in sections:
        app = scribe.name(add(parent, "app"), each.id, "app", each.place)
        _write_heading(scribe, app, each)
        write_nodes(scribe, app, each.blocks, BODY)


def _gathered(nodes: Sequence[Node]) -> Iterator[Node]:
    """`nodes` with each block that follows a section at the end of that section."""
    first = next((n for n, node in enumerate(nodes) if isinstance(node, Section)), len(nodes))
    yield from nodes[:first]
    section: Section | None = None
    loose: list[Node] = []
    for node in nodes[first:]:
        if isinstance(node, Section):
            if section:
                yield replace(section, blocks=(*section.blocks, *loose))
            section, loose = node, []
        else:
            loose.append(node)
    if section:
        yield replace(section, blocks=(*section.blocks, *loose)) if loose else section


def _write_node(scribe: Scribe, parent: Element, node: Node) -> None:
    match node:
        case Paragraph(content, place):
            write_inlines(scribe, scribe.locate(add(parent, "p"), place), content)
        case ItemList():
            _write_list(scribe, parent, node)
        case Quote(blocks, source, place):
            quote = scribe.locate(add(parent, "disp-quote"), place)
            write_nodes(scribe, quote, blocks, FLOW)
            if not is_silent(source):
                write_inlines(scribe, add(quote, "attrib"), source)
        case Box():
            _write_box(scribe, parent, node)
        case Verse(lines, place):
            verse = scribe.locate(add(parent, "verse-group"), place)
            for line in lines:
                write_inlines(scribe, add(verse, "verse-line"), line, UNLINKED)
        case DefinitionList():
            _write_definitions(scribe, parent, node)
        case Code(text, place):
            scribe.locate(add(parent, "preformat", text, {"preformat-type": "code"}), place)
        case Formula():
            _write_formula(scribe, parent, node)
        case Table():
            _write_table(scribe, parent, node)
        case Figure():
            _write_figure(scribe, parent, node)
        case Section():
            _write_section(scribe, parent, node)
        case _:
            assert_never(node)


def _write_list(scribe: Scribe, parent: Element, node: ItemList) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/list.html"""
    labelled = any(printed_label(item) for item in node.items)
    kind = "order" if node.ordered else "simple" if labelled else "bullet"
    made = scribe.locate(add(parent, "list", "", {"list-type": kind}), node.place)
    for item in node.items:
        if is_blank(item):
            continue
        entry = add(made, "list-item")
        if printed_label(item):
            add(entry, "label", item.label)
        write_nodes(scribe, entry, item.blocks, ITEM)
        if len(entry) == bool(printed_label(item)):
            add(entry, "p")


def _write_definitions(scribe: Scribe, parent: Element, node: DefinitionList) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/def-list.html"""
    made = scribe.locate(add(parent, "def-list"), node.place)
    for each in node.items:
        item = add(made, "def-item")
        write_inlines(scribe, add(item, "term"), each.term)
        write_inlines(scribe, add(add(item, "def"), "p"), each.meaning)


def _write_formula(scribe: Scribe, parent: Element, node: Formula) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/disp-formula.html"""
    made = scribe.name(add(parent, "disp-formula"), node.id, "eq", node.place)
    if node.label:
        add(made, "label", node.label)
    write_formula(made, node.tex, display=True)


def _write_table(scribe: Scribe, parent: Element, node: Table) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/table-wrap.html"""
    made = scribe.name(add(parent, "table-wrap"), node.id, "table", node.place)
    _write_caption(scribe, made, node.label, node.caption, node.place)
    write_rows(scribe, made, node.rows)
    signs = node.signs or ("",) * len(node.notes)
    if not all(map(is_silent, node.notes)):
        foot = add(made, "table-wrap-foot")
        for n, (sign, note) in enumerate(zip(signs, node.notes, strict=True), 1):
            if sign:
                fn = scribe.name(add(foot, "fn"), f"{node.id}fn{n}", "fn", node.place)
                add(fn, "label", sign)
                write_inlines(scribe, add(fn, "p"), note)
            elif not is_silent(note):
                write_inlines(scribe, add(foot, "p"), note)


def _write_box(scribe: Scribe, parent: Element, node: Box) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/boxed-text.html, or supplementary-material.html"""
    made = scribe.name(add(parent, node.kind or "boxed-text"), node.id, "box", node.place)
    if node.label:
        add(made, "label", node.label)
    if not is_silent(node.title):
        write_inlines(scribe, add(add(made, "caption"), "title"), node.title)
    write_nodes(scribe, made, node.blocks, FLOW)


def _write_figure(scribe: Scribe, parent: Element, node: Figure) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/fig.html"""
    made = scribe.name(add(parent, "fig"), node.id, "fig", node.place)
    _write_caption(scribe, made, node.label, node.caption, node.place)
    images = (Run(node.alt, href=node.target), *node.more)
    for image in images:
        if image.text and not image.href:
            add(made, "alt-text", image.text)
    for image in images:
        if image.href:
            _write_graphic(made, image)
    for note in node.notes:
        if not is_silent(note):
            write_inlines(scribe, add(made, "attrib"), note)


def _write_graphic(parent: Element, image: Run) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/graphic.html"""
    graphic = add(parent, "graphic", "", {HREF: image.href})
    if image.text:
        add(graphic, "alt-text", image.text)


def _write_caption(scribe: Scribe, parent: Element, label: str, caption: Inlines, place: Place) -> None:
    if label:
        write_inlines(scribe, add(parent, "label"), (Run(label),), LABEL)
    if not is_silent(caption):
        write_inlines(scribe, scribe.locate(add(add(parent, "caption"), "p"), place), caption)
