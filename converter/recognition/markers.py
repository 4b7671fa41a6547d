"""Markers: runs that point to a note become pointers, wherever text stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from converter.article import (
    Article,
    Code,
    Figure,
    Formula,
    Inlines,
    ItemList,
    Node,
    Paragraph,
    Pointer,
    Quote,
    Section,
    Table,
)
from converter.manuscript import Run


def resolve_markers(article: Article, ids: Mapping[str, str]) -> Article:
    """The article with every marker whose note exists made a `Pointer` to it."""
    if not ids:
        return article
    notes = tuple(replace(note, blocks=_nodes(note.blocks, ids)) for note in article.notes)
    return replace(article, body=_nodes(article.body, ids), notes=notes)


def _nodes(nodes: tuple[Node, ...], ids: Mapping[str, str]) -> tuple[Node, ...]:
    return tuple(_node(node, ids) for node in nodes)


def _node(node: Node, ids: Mapping[str, str]) -> Node:
    match node:
        case Paragraph():
            return replace(node, content=_inlines(node.content, ids))
        case Section():
            return replace(node, title=_inlines(node.title, ids), blocks=_nodes(node.blocks, ids))
        case Quote():
            return replace(node, blocks=_nodes(node.blocks, ids))
        case ItemList():
            items = tuple(replace(item, blocks=_nodes(item.blocks, ids)) for item in node.items)
            return replace(node, items=items)
        case Table() | Figure():
            return replace(node, caption=_inlines(node.caption, ids))
        case Code() | Formula():
            return node
        case _:
            assert_never(node)


def _inlines(content: Inlines, ids: Mapping[str, str]) -> Inlines:
    return tuple(
        Pointer((replace(each, note=""),), ids[each.note]) if isinstance(each, Run) and each.note in ids else each
        for each in content
    )
