"""Blocks of a page as nodes of an article: lists nested, quotations gathered.

Order and words stay as they are. Headings are not for here: `sections` nests them.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from converter.article import Code, Figure, Item, ItemList, Node, Paragraph, Quote, Table, Verse
from converter.manuscript import Block, BlockKind, Runs
from converter.patterns import regex
from converter.recognition.formulas import formula_of
from converter.recognition.tables import cells_of
from converter.runs import cut, text_of

_ORDERED = regex(r"[(\[]?\w{1,5}[.)\]]+")

_SOURCE = regex(r"[—–―-]{1,2}\s{0,2}\w")
_LONGEST_SOURCE = 160

Piece = Block | Node
"""What a body is made of on its way from blocks to nodes."""


def nodes_of(blocks: Sequence[Piece]) -> tuple[Node, ...]:
    """The nodes that `blocks` make; notes and breaks make none, what is a node stays one."""
    nodes: list[Node] = []
    at = 0
    while at < len(blocks):
        taken, node = _next(blocks, at)
        nodes += [node] if node else []
        at += taken
    return tuple(nodes)


def _next(blocks: Sequence[Piece], at: int) -> tuple[int, Node | None]:
    """How many blocks make the next node, and the node."""
    block = blocks[at]
    if not isinstance(block, Block):
        return 1, block
    match block.kind:
        case BlockKind.ITEM:
            items = _alike(blocks, at, BlockKind.ITEM)
            return len(items), _list(items)
        case BlockKind.QUOTE:
            lines = _alike(blocks, at, BlockKind.QUOTE, BlockKind.VERSE)
            return len(lines), _quote(lines)
        case BlockKind.VERSE:
            lines = _alike(blocks, at, BlockKind.QUOTE, BlockKind.VERSE) if block.level else [block]
            return len(lines), _quote(lines) if block.level else _verse(block)
        case BlockKind.TABLE:
            return 1, Table(cells_of(block), caption=block.runs, place=block.place)
        case BlockKind.FIGURE:
            return 1, Figure(block.target, alt=block.text, place=block.place)
        case BlockKind.FORMULA:
            return 1, formula_of(block)
        case BlockKind.CODE:
            return 1, Code(block.text, block.place)
        case BlockKind.NOTE | BlockKind.BREAK:
            return 1, None
        case _:
            return 1, formula_of(block) or Paragraph(block.runs, block.place)


def _alike(blocks: Sequence[Piece], at: int, *kinds: BlockKind) -> list[Block]:
    """The blocks of some kinds that follow one another from `at` on."""
    found: list[Block] = []
    for block in blocks[at:]:
        if not isinstance(block, Block) or block.kind not in kinds:
            break
        found.append(block)
    return found


def _quote(lines: Sequence[Block]) -> Quote:
    """A quotation; a short last line that begins with a dash says whose it is."""
    *said, last = lines
    attributed = bool(said) and len(last.text) <= _LONGEST_SOURCE and _SOURCE.match(last.text) is not None
    quoted = said if attributed else lines
    source = last.runs if attributed else ()
    said_blocks = tuple(_verse(line) if line.kind is BlockKind.VERSE else _paragraph(line) for line in quoted)
    return Quote(said_blocks, source, lines[0].place)


def _paragraph(block: Block) -> Node:
    return Paragraph(block.runs, block.place)


def _verse(block: Block) -> Verse:
    """The lines of a poem, each as it is printed."""
    lines: list[Runs] = []
    at = 0
    for line in block.text.split("\n"):
        lines.append(cut(block.runs, at, at + len(line)))
        at += len(line) + 1
    return Verse(tuple(line for line in lines if text_of(line)), block.place)


class _OpenList(Struct):
    """A list being filled, and the block it began with."""

    opening: Block
    items: list[Item] = field(default_factory=list)

    def add(self, node: Node, label: str = "") -> None:
        """A new item, or without a label more of the item before."""
        if label or not self.items:
            self.items.append(Item((node,), label))
        else:
            last = self.items[-1]
            self.items[-1] = replace(last, blocks=(*last.blocks, node))

    def closed(self) -> ItemList:
        ordered = bool(_ORDERED.fullmatch(self.opening.label))
        return ItemList(tuple(self.items), ordered, self.opening.place)


def _list(items: Sequence[Block]) -> ItemList:
    """Items of one depth, deeper ones inside the item before them, markerless ones added to it."""
    path = [_OpenList(items[0])]
    for item in items:
        while len(path) > 1 and path[-2].opening.level >= item.level:
            inner = path.pop()
            path[-1].add(inner.closed())
        if item.level > path[-1].opening.level and path[-1].items:
            path.append(_OpenList(item))
        path[-1].add(Paragraph(item.runs, item.place), item.label)
    while len(path) > 1:
        inner = path.pop()
        path[-1].add(inner.closed())
    return path[0].closed()
