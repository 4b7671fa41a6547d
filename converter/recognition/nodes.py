"""Blocks of a page as nodes of an article: lists nested, quotations gathered, captions joined.

Order and words stay as they are. Headings are not for here: `sections` nests them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from converter.article import Code, Figure, Formula, Item, ItemList, Node, Paragraph, Quote, Table, TableCell
from converter.languages import LANGUAGES
from converter.manuscript import Block, BlockKind, Runs
from converter.runs import cut, strip

_ORDERED = re.compile(r"[(\[]?\w{1,5}[.)\]]+")
_NUMBER = r"\s*(?:[A-ZА-Я]?\d{1,3}(?:[.-]\d{1,3})?[a-zа-я]?|[IVXLC]{1,6})"


def nodes_of(blocks: Sequence[Block]) -> tuple[Node, ...]:
    """The nodes that `blocks` make; notes and breaks make none."""
    nodes: list[Node] = []
    at = 0
    while at < len(blocks):
        taken, node = _next(blocks, at)
        nodes += [node] if node else []
        at += taken
    return tuple(nodes)


def _next(blocks: Sequence[Block], at: int) -> tuple[int, Node | None]:
    """How many blocks make the next node, and the node."""
    block = blocks[at]
    match block.kind:
        case BlockKind.ITEM:
            count = _count(blocks, at, BlockKind.ITEM)
            return count, _list(blocks[at : at + count])
        case BlockKind.QUOTE:
            count = _count(blocks, at, BlockKind.QUOTE)
            quoted = tuple(Paragraph(b.runs, b.place) for b in blocks[at : at + count])
            return count, Quote(quoted, block.place)
        case BlockKind.TABLE:
            return 1, Table(_cells(block), caption=block.runs, place=block.place)
        case BlockKind.FIGURE:
            return _figure(blocks, at)
        case BlockKind.FORMULA:
            return 1, Formula(block.text, place=block.place)
        case BlockKind.CODE:
            return 1, Code(block.text, block.place)
        case BlockKind.NOTE | BlockKind.BREAK:
            return 1, None
        case _:
            return _captioned(blocks, at)


def _cells(block: Block) -> tuple[tuple[TableCell, ...], ...]:
    return tuple(
        tuple(TableCell(each.runs, each.header, each.colspan, each.rowspan, each.align) for each in row)
        for row in block.rows
    )


def _count(blocks: Sequence[Block], at: int, kind: BlockKind) -> int:
    end = at
    while end < len(blocks) and blocks[end].kind is kind:
        end += 1
    return end - at


def _list(items: Sequence[Block]) -> ItemList:
    """Items of one depth, deeper ones inside the item before them, markerless ones added to it."""
    depth = items[0].level
    made: list[Item] = []
    at = 0
    while at < len(items):
        item = items[at]
        if item.level > depth and made:
            deeper = at
            while deeper < len(items) and items[deeper].level > depth:
                deeper += 1
            made[-1] = replace(made[-1], blocks=(*made[-1].blocks, _list(items[at:deeper])))
            at = deeper
            continue
        paragraph = Paragraph(item.runs, item.place)
        if item.label or not made:
            made.append(Item((paragraph,), item.label))
        else:
            made[-1] = replace(made[-1], blocks=(*made[-1].blocks, paragraph))
        at += 1
    ordered = bool(_ORDERED.fullmatch(items[0].label))
    return ItemList(tuple(made), ordered, items[0].place)


@cache
def _caption(role: str) -> re.Pattern[str]:
    words = {word for language in LANGUAGES.values() for word in language.words.get(role, ())}
    stems = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"(?:{stems})\.?{_NUMBER}(?=\s*[.:—–|]|\s*$)", re.IGNORECASE)


def _label_end(block: Block, role: str) -> int:
    """Length of the label of a caption that opens a block ("Table 1"), or 0."""
    match = _caption(role).match(block.text)
    return match.end() if match else 0


def _parts(block: Block, role: str) -> tuple[str, Runs]:
    """Label and caption of a captioning block."""
    end = _label_end(block, role)
    return block.text[:end].strip(), strip(strip(cut(block.runs, end), " .:—–|\n"))


def _figure(blocks: Sequence[Block], at: int) -> tuple[int, Node]:
    """A figure with the caption below it, or without one."""
    block = blocks[at]
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    if following and following.kind is BlockKind.PARAGRAPH and _label_end(following, "figure"):
        label, caption = _parts(following, "figure")
        return 2, Figure(block.target, "", label, caption, block.text, block.place)
    return 1, Figure(block.target, alt=block.text, place=block.place)


def _captioned(blocks: Sequence[Block], at: int) -> tuple[int, Node]:
    """A paragraph; or the caption above a table or a figure, with what it captions."""
    block = blocks[at]
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    if following and following.kind is BlockKind.TABLE and _label_end(block, "table"):
        label, caption = _parts(block, "table")
        return 2, Table(_cells(following), "", label, caption, place=block.place)
    if following and following.kind is BlockKind.FIGURE and _captions_next(blocks, at):
        label, caption = _parts(block, "figure")
        return 2, Figure(following.target, "", label, caption, following.text, block.place)
    return 1, Paragraph(block.runs, block.place)


def _captions_next(blocks: Sequence[Block], at: int) -> bool:
    """Whether a caption stands above its figure: the figure has none below."""
    below = blocks[at + 2] if at + 2 < len(blocks) else None
    return bool(_label_end(blocks[at], "figure")) and not (below and _label_end(below, "figure"))
