"""Epigraphs: a saying set off at the head of the text, and below it the line that says whose it is.

They stand before the first heading of the body or right below one of its first. The saying is in
italics, in quotation marks or at the right; its source begins with a dash or stands at the right too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from converter.article import Paragraph, Quote
from converter.languages import find_label
from converter.layout import ends_sentence, is_caption, opens_low
from converter.manuscript import Block, BlockKind, Mark
from converter.patterns import regex
from converter.recognition.nodes import Piece
from converter.runs import text_of

_MOST_LINES = 3
_MOST_WORDS = 70
_FEWEST_WORDS = 4
_MOST_WORDS_SOURCE = 15
_RIGHT = "right"
_QUOTED = regex(r"[«“„\"‘'].*[»”“\"’'][.,…]?", re.DOTALL)
_DASHED = regex(r"[—–―-]{1,2}\s{0,3}(?=[^\W\d_]|[«“\"(])")
_NO_SOURCE = regex(r"[@?!:;]|https?|\d{4,}\s*\.?$")


def set_off_epigraphs(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """`pieces` with an epigraph at their head, or below the headings that open them, as a quotation."""
    heads = [at for at, piece in enumerate(pieces) if _is_heading(piece)][:2]
    adjoining = len(heads) == 2 and heads[1] == heads[0] + 1
    for start in (0, *(at + 1 for at in heads[: 1 + adjoining])):
        lines = _lines(pieces, start)
        if lines:
            *said, source = lines
            quote = Quote(tuple(Paragraph(each.runs, each.place) for each in said), source.runs, said[0].place)
            return (*pieces[:start], quote, *pieces[start + len(lines) :])
    return tuple(pieces)


def _is_heading(piece: Piece) -> bool:
    return isinstance(piece, Block) and piece.kind is BlockKind.HEADING


def _lines(pieces: Sequence[Piece], start: int) -> list[Block]:
    """The lines of an epigraph that begins at `start`, its source the last; none if there is none."""
    lines: list[Block] = []
    for piece in pieces[start : start + _MOST_LINES + 1]:
        if not isinstance(piece, Block) or piece.kind is not BlockKind.PARAGRAPH:
            return []
        if lines and _is_source(piece, lines[-1]) and _goes_on(pieces, start + len(lines) + 1):
            return [*lines, piece]
        if not _is_said(piece):
            return []
        lines.append(piece)
    return []


def _goes_on(pieces: Sequence[Piece], at: int) -> bool:
    """Whether text or a heading follows, not another line that begins with a dash, as talk does."""
    following = pieces[at] if at < len(pieces) else None
    return isinstance(following, Block) and not _DASHED.match(following.text.strip())


def _is_said(block: Block) -> bool:
    """Whether a paragraph is short and set apart from text."""
    text = block.text.strip()
    if not _FEWEST_WORDS <= len(text.split()) <= _MOST_WORDS or is_caption(text) or find_label(text):
        return False
    worded = [run for run in block.runs if any(map(str.isalnum, run.text))]
    italic = all(Mark.ITALIC in run.marks for run in worded)
    return italic or block.look.align == _RIGHT or _QUOTED.fullmatch(text) is not None


def _is_source(block: Block, said: Block) -> bool:
    """Whether a line below a saying names somebody: after a dash, or at the right below whole sentences there."""
    text = text_of(block.runs).strip()
    dash = _DASHED.match(text)
    name = text[dash.end() :] if dash else text
    if len(text.split()) > _MOST_WORDS_SOURCE or "\n" in text or _NO_SOURCE.search(text):
        return False
    if opens_low(name) or find_label(name):
        return False
    if dash:
        return True
    both = block.look.align == said.look.align == _RIGHT
    return both and text[:1].isalpha() and ends_sentence(said.text.strip('»”"’ ')) and not _is_sentence(text)


def _is_sentence(text: str) -> bool:
    return ends_sentence(text) and len(text.split()) > _FEWEST_WORDS
