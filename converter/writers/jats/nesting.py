"""Blocks within blocks, walked without recursion: a manuscript may nest them without end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from converter.article import (
    Box,
    Code,
    DefinitionList,
    Figure,
    Formula,
    Inlines,
    Item,
    ItemList,
    Node,
    Paragraph,
    Quote,
    Section,
    Table,
    Verse,
)
from converter.inlines import walk
from converter.manuscript import Mark, Run
from converter.writers.jats.inline import bold

DEEPEST = 30
"""How deep blocks nest in the XML: parsers refuse files deeper than 256 elements."""


def is_blank(node: Node | Item) -> bool:
    """Whether a block, with all that is in it, says and shows nothing."""
    return not any(map(_says_something, walk((node,))))


def is_silent(inlines: Inlines) -> bool:
    """Whether there is neither a word nor an image in a row."""
    return not any(
        each.text or (each.href and Mark.IMAGE in each.marks) if isinstance(each, Run) else each.content
        for each in inlines
    )


def printed_label(item: Item) -> str:
    """The printed marker of an item, unless it is a mere bullet."""
    return item.label if any(map(str.isalnum, item.label)) else ""


def dissolved(nodes: Iterable[Node]) -> Iterator[Node]:
    """`nodes` with each section as a paragraph, its title in bold, and its blocks."""
    waiting = list(nodes)[::-1]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Section):
            waiting.extend(reversed(node.blocks))
            node = _heading(node)
        if not is_blank(node):
            yield node


def flattened(nodes: Iterable[Node]) -> Iterator[Node]:
    """`nodes` without any nesting: what deep lists and quotations hold, one after the other."""
    for node in walk(nodes):
        match node:
            case Quote() | ItemList():
                continue
            case Section() | Box():
                yield _heading(node)
            case Item(_, label):
                yield Paragraph((Run(label),))
            case _:
                yield node


def _heading(titled: Section | Box) -> Paragraph:
    label = (Run(f"{titled.label} "),) if titled.label else ()
    return Paragraph(bold((*label, *titled.title)), titled.place)


def _says_something(node: Node | Item) -> bool:
    """Whether a block says or shows something itself, whatever is in it."""
    match node:
        case Paragraph(content):
            return not is_silent(content)
        case ItemList() | Quote():
            return False
        case Item():
            return bool(printed_label(node))
        case Verse(lines):
            return not all(map(is_silent, lines))
        case DefinitionList(items):
            return bool(items)
        case Code(text):
            return bool(text)
        case Formula(tex, _, label):
            return bool(tex or label)
        case Table(rows, _, label, caption, notes):
            return any(rows) or bool(label) or not all(map(is_silent, (caption, *notes)))
        case Figure(target, _, label, caption, alt, more, notes):
            return bool(target or label or alt or more) or not all(map(is_silent, (caption, *notes)))
        case Section(label=label, title=title) | Box(label=label, title=title):
            return bool(label) or not is_silent(title)
        case _:
            assert_never(node)
