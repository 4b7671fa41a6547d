"""Boxes: prose in a frame, which word processors make of a table with a single cell.

"Box 1. Key points" stands above the frame or is its first line. A frame that holds an image, a
formula, code or a few words is none: it stays the table that it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from converter.article import Box
from converter.captions import Caption, find_caption
from converter.languages import LANGUAGES
from converter.layout import ends_sentence
from converter.manuscript import BOXED, Block, BlockKind, Mark, Runs
from converter.patterns import regex
from converter.recognition.nodes import nodes_of
from converter.runs import cut, plain, strip, text_of

_FEWEST_WORDS = 40
_FEWEST_WORDS_LABELLED = 15
_LONGEST_TITLE = 25
_NO_PROSE = frozenset({Mark.IMAGE, Mark.MATH, Mark.CODE})
_BULLET = regex(r"([•●▪■◦‣–—-])\s{1,3}(?=\S)")
_MOSTLY = 0.6


def is_box(block: Block) -> bool:
    """Whether a table is prose in a frame: one cell, of many words or several paragraphs, or one below its title."""
    if block.kind is not BlockKind.TABLE or any(len(row) != 1 for row in block.rows):
        return False
    if any(run.marks & _NO_PROSE for row in block.rows for run in row[0].runs):
        return False
    top, *below = _cells(block) or [[]]
    if len(below) > 1 or (below and len(top) > 1):
        return False
    return block.look.style == BOXED or _is_prose([text_of(line) for line in _lines(block)])


def _is_prose(lines: Sequence[str]) -> bool:
    """Whether most lines are words, and there are enough of them; a caption of a table on top forbids it."""
    words = " ".join(lines).split()
    told = find_caption(lines[0]) if lines else None
    if told and told.closed and not names_box(told):
        return False
    spoken = sum(word.strip("()[].,;:«»“”\"'").isalpha() for word in words)
    sentences = sum(map(ends_sentence, lines))
    labelled = told is not None and told.closed and len(words) >= _FEWEST_WORDS_LABELLED
    enough = len(words) >= _FEWEST_WORDS or sentences > 1 or labelled
    return enough and sentences > 0 and spoken >= _MOSTLY * len(words)


def names_box(found: Caption) -> bool:
    """Whether a caption's word may name a box; in some languages it names a table as well."""
    return found.word.rstrip(".") in _words()


@cache
def _words() -> frozenset[str]:
    return frozenset(word.casefold().rstrip(".") for each in LANGUAGES.values() for word in each.words.get("box", ()))


def box_of(block: Block, label: str, title: Runs, notes: Sequence[Runs] = ()) -> Box:
    """The box of a framed block with the label and title found beside it, else those it begins with."""
    lines = _lines(block)
    if not label and not title and len(lines) > 1:
        label, title, lines = _headed(lines)
    blocks = [_block(line, block) for line in (*lines, *notes)]
    return Box(nodes_of(blocks), "", label, plain(title, frozenset({Mark.BOLD})), block.place)


def _headed(lines: Sequence[Runs]) -> tuple[str, Runs, list[Runs]]:
    """The label and title with which the lines begin, and the lines after them."""
    first, *rest = lines
    text = text_of(first)
    found = find_caption(text)
    if found and names_box(found) and (found.closed or _is_title(first)):
        title = strip(cut(first, found.start))
        if not title and len(rest) > 1 and _is_title(rest[0]):
            title, *rest = rest
        return text[: found.end].strip(), title, rest
    return ("", first, rest) if _is_title(first) else ("", (), [first, *rest])


def _is_title(line: Runs) -> bool:
    """Whether a line is all bold, short and no sentence."""
    bold = all(Mark.BOLD in run.marks for run in line if run.text.strip())
    text = text_of(line).strip()
    return bold and len(text.split()) <= _LONGEST_TITLE and not text.endswith((".", ";", ","))


def _lines(block: Block) -> list[Runs]:
    return [line for cell in _cells(block) for line in cell]


def _cells(block: Block) -> list[list[Runs]]:
    """The lines of each cell that has any."""
    return [lines for row in block.rows if (lines := _divided(row[0].runs))]


def _divided(runs: Runs) -> list[Runs]:
    lines: list[Runs] = []
    at = 0
    for line in text_of(runs).split("\n"):
        lines.append(strip(cut(runs, at, at + len(line))))
        at += len(line) + 1
    return [line for line in lines if text_of(line).strip() or any(run.note for run in line)]


def _block(line: Runs, box: Block) -> Block:
    """A line of a box as a paragraph, or the item of a list that its bullet makes it."""
    bullet = _BULLET.match(text_of(line))
    if bullet is None:
        return Block(BlockKind.PARAGRAPH, line, box.place)
    return Block(BlockKind.ITEM, strip(cut(line, bullet.end())), box.place, 1, bullet[1])
