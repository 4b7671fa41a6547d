"""Blocks as rows of text, for elements that hold words but no paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
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


def lines(nodes: Iterable[Node]) -> Iterator[Inlines]:
    """Each paragraph, title, label, cell and caption of `nodes`, in their order."""
    for node in walk(nodes):
        match node:
            case Paragraph(content):
                yield content
            case ItemList() | Quote():
                continue
            case Verse(said):
                yield from said
            case DefinitionList(items):
                yield from (line for each in items for line in (each.term, each.meaning))
            case Item(_, label):
                yield (Run(label),)
            case Code(text):
                yield (Run(text),)
            case Formula(tex, _, label):
                yield from ((Run(label),), (Run(tex, frozenset({Mark.MATH})),))
            case Table(rows, _, label, caption, notes, _, signs):
                yield from ((Run(label),), caption, *(cell.content for row in rows for cell in row))
                yield from ((Run(sign), *note) for sign, note in zip_longest(signs, notes, fillvalue=""))
            case Figure(_, _, label, caption, alt, more, notes):
                yield from ((Run(label),), caption, (Run(alt),), *((Run(each.text),) for each in more), *notes)
            case Section(label=label, title=title) | Box(label=label, title=title):
                yield from ((Run(label),), title)
            case _:
                assert_never(node)


def one_line(nodes: Iterable[Node]) -> Inlines:
    """The words of `nodes` as one row, a space between two lines."""
    row: list[Inlines] = [line for line in lines(nodes) if any(not isinstance(each, Run) or each.text for each in line)]
    return tuple(inline for n, line in enumerate(row) for inline in ((Run(" "), *line) if n else line))
