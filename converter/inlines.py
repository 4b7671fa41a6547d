"""The rows of inline nodes of an article: each changed in the order of reading, or cut by offsets.

Blocks may nest without end, so they are walked without recursion.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from typing import assert_never

from msgspec.structs import replace

from converter.article import (
    Article,
    Box,
    Code,
    Definition,
    DefinitionList,
    Figure,
    Formula,
    Inline,
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
from converter.diagnostics import Place
from converter.manuscript import Run
from converter.runs import cut, text_of

Change = Callable[[Inlines, Place], Inlines]
"""What becomes of a row that stands at a place."""

# Blocks within blocks

_Rebuilding = Generator[Node, Node, Node]
"""Asks for the blocks inside a block, one by one, and is sent each as it was changed."""


def rewrite(article: Article, change: Change) -> Article:
    """`article` with every row of its body, appendices, statements and notes changed, in this order."""
    return replace(
        article,
        body=rewrite_nodes(article.body, change),
        appendices=tuple(_section(each, change) for each in article.appendices),
        statements=tuple(replace(each, blocks=rewrite_nodes(each.blocks, change)) for each in article.statements),
        notes=tuple(replace(each, blocks=rewrite_nodes(each.blocks, change)) for each in article.notes),
    )


def rewrite_nodes(nodes: tuple[Node, ...], change: Change) -> tuple[Node, ...]:
    """`nodes` with every row in them changed: titles, captions, cells and notes of tables too."""
    return tuple(_rewritten(node, change) for node in nodes)


def _section(section: Section, change: Change) -> Section:
    done = _rewritten(section, change)
    assert isinstance(done, Section)
    return done


def _rewritten(node: Node, change: Change) -> Node:
    if isinstance(node, Paragraph):
        return _paragraph(node, change)
    open_blocks = [_rebuild(node, change)]
    done = _advance(open_blocks, change, None)
    while open_blocks:
        done = _advance(open_blocks, change, done)
    assert done is not None
    return done


def _advance(open_blocks: list[_Rebuilding], change: Change, inner: Node | None) -> Node | None:
    """One step of the innermost block: the block when it is done, None when another opens in it."""
    try:
        wanted = next(open_blocks[-1]) if inner is None else open_blocks[-1].send(inner)
    except StopIteration as ended:
        open_blocks.pop()
        done: Node = ended.value
        return done
    open_blocks.append(_rebuild(wanted, change))
    return None


def _rebuild(node: Node, change: Change) -> _Rebuilding:
    match node:
        case Paragraph():
            return _paragraph(node, change)
        case Section() | Box():
            title = change(node.title, node.place)
            return replace(node, title=title, blocks=(yield from _each(node.blocks, change)))
        case Quote():
            blocks = yield from _each(node.blocks, change)
            return replace(node, blocks=blocks, source=change(node.source, node.place))
        case ItemList():
            items: list[Item] = []
            for item in node.items:
                items.append(replace(item, blocks=(yield from _each(item.blocks, change))))
            return replace(node, items=tuple(items))
        case Verse():
            return replace(node, lines=tuple(change(line, node.place) for line in node.lines))
        case DefinitionList():
            return replace(node, items=tuple(_definition(each, change, node.place) for each in node.items))
        case Table():
            return _table(node, change)
        case Figure():
            caption = change(node.caption, node.place)
            return replace(node, caption=caption, notes=tuple(change(row, node.place) for row in node.notes))
        case Code() | Formula():
            return node
        case _:
            assert_never(node)


def _paragraph(node: Paragraph, change: Change) -> Paragraph:
    content = change(node.content, node.place)
    return node if content is node.content else replace(node, content=content)


def _each(nodes: tuple[Node, ...], change: Change) -> Generator[Node, Node, tuple[Node, ...]]:
    made: list[Node] = []
    for node in nodes:
        made.append(_paragraph(node, change) if isinstance(node, Paragraph) else (yield node))
    return tuple(made)


def _definition(each: Definition, change: Change, place: Place) -> Definition:
    return Definition(change(each.term, place), change(each.meaning, place))


def _table(table: Table, change: Change) -> Table:
    caption = change(table.caption, table.place)
    rows = tuple(tuple(replace(cell, content=change(cell.content, table.place)) for cell in row) for row in table.rows)
    notes = tuple(change(row, table.place) for row in table.notes)
    return replace(table, caption=caption, rows=rows, notes=notes)


def walk(nodes: Iterable[Node | Item]) -> Iterator[Node | Item]:
    """Every block and list item, however deep, in the order of their words."""
    waiting = list(nodes)[::-1]
    while waiting:
        node = waiting.pop()
        yield node
        match node:
            case Quote(blocks, source):
                waiting += [Paragraph(source)] if source else []
                waiting.extend(reversed(blocks))
            case Section() | Box() | Item():
                waiting.extend(reversed(node.blocks))
            case ItemList(items):
                waiting.extend(reversed(items))
            case _:
                continue


# One row


def printed(each: Inline) -> str:
    """The words of one inline."""
    return each.text if isinstance(each, Run) else text_of(each.content)


def between(inlines: Inlines, start: int, end: int | None) -> list[Inline]:
    """The part of a row between two offsets of its text; only runs are cut."""
    kept: list[Inline] = []
    at = 0
    for each in inlines:
        length = len(printed(each))
        low, high = max(start - at, 0), length if end is None else min(end - at, length)
        empty = not length and start <= at and (end is None or at < end)
        if empty or (0 == low < high == length):
            kept.append(each)
        elif isinstance(each, Run) and low < high:
            kept += cut((each,), low, high)
        at += length
    return kept
