"""Blocks that are captions: which, how sure, and what one makes that has no object."""

from __future__ import annotations

from converter.article import Figure, Node, Table
from converter.captions import Caption, find_caption
from converter.manuscript import Block, BlockKind, Mark, Runs
from converter.runs import cut, strip

WORDED = (BlockKind.PARAGRAPH, BlockKind.HEADING)
DELIMITERS = " .:—–|-\n\t"
LONGEST_TITLE = 300


def caption_of(block: Block) -> Caption | None:
    """The caption a block may be: delimited, set off by its type, or followed by a capital."""
    found = find_caption(block.text) if block.kind in WORDED else None
    if found is None or found.closed or _is_set_off(block, found):
        return found
    following = block.text[found.end :].lstrip()[:1]
    return found if following.isupper() and len(block.text) <= LONGEST_TITLE else None


def _is_set_off(block: Block, found: Caption) -> bool:
    """Whether the label alone is bold or in italics: "**Figure 1** A map"."""
    first = block.runs[0]
    alone = len(first.text.rstrip(DELIMITERS)) == len(block.text[: found.end].rstrip(DELIMITERS))
    return bool(first.marks & {Mark.BOLD, Mark.ITALIC, Mark.SMALL_CAPS}) and alone


def stands_alone(block: Block, found: Caption) -> bool:
    """Whether a block is surely a caption, whatever stands beside it."""
    words = block.text[found.start :].strip(DELIMITERS).split()
    return (
        found.role != "box" and (found.closed or _is_set_off(block, found)) and bool(words) and not words[0].islower()
    )


def parts_of(block: Block, found: Caption) -> tuple[str, Runs]:
    """Its label and its words."""
    return block.text[: found.end].strip(), strip(cut(block.runs, found.start))


def alone_as(block: Block, found: Caption) -> Node:
    """What a caption without its object makes."""
    label, caption = parts_of(block, found)
    if found.role == "figure":
        return Figure("", label=label, caption=caption, place=block.place)
    return Table((), label=label, caption=caption, place=block.place)
