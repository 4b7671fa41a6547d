"""Headings by type: short paragraphs in a type that the text is not set in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence

from msgspec import Struct

from converter.languages import find_label
from converter.layout import ends_open, ends_sentence, opens_low
from converter.patterns import regex
from converter.readers._pdf.captions import is_caption_line
from converter.readers._pdf.chunks import Chunk
from converter.readers._pdf.runs import script_of

_MOST_WORDS = 30
_MOST_LINES = 5
_LARGER = 1.07
_ALL = 0.9
_ADDRESS = regex(r"@|https?://|www\.|\b10\.\d{4,9}/")
_NUMBER = regex(r"\s*(?:§\s*)?(?:\d{1,2}(?:\.\d{1,2}){0,4}\.?|[IVX]{1,5}\.|[A-ZА-Я]\.)\s+(?=[^\W\d_]|[\"“«‘(])")


class Body(Struct, frozen=True):
    """The type of the running text."""

    size: float
    bold: bool
    italic: bool
    indents: bool = False
    """Paragraphs begin with an indent."""


class _Style(Struct, frozen=True, order=True):
    """How a heading is set; the first in order stands above."""

    smallness: float
    small_letters: bool
    light: bool
    italic: bool


def body_of(chunks: Sequence[Chunk]) -> Body:
    """The type of most characters."""
    counts: Counter[tuple[float, bool, bool]] = Counter()
    for chunk in chunks:
        for line in chunk.lines:
            counts[round(line.size * 2) / 2, line.share("bold") > 0.5, line.share("italic") > 0.5] += len(line.text)
    size, bold, italic = counts.most_common(1)[0][0] if counts else (10.0, False, False)
    inside = [
        chunk for chunk in chunks if not (chunk.apart or chunk.first or chunk.hanging) and abs(chunk.size - size) < 0.6
    ]
    indented = sum(chunk.indented for chunk in inside)
    return Body(size, bold, italic, indented > max(0.6 * len(inside), 1))


def find_headings(chunks: Sequence[Chunk], body: Body, front: int, items: Container[int]) -> dict[int, int]:
    """From index of a heading to its level. Of the first `front` chunks only the title is one, of `items` none."""
    title = _title(chunks[:front])
    found = [at for at in range(front, len(chunks)) if at not in items and _is_heading(chunks, at, body)]
    styles = {at: _style(chunks[at]) for at in ([title] if title is not None else []) + found}
    ranks = {style: rank for rank, style in enumerate(sorted({styles[at] for at in found}), 1)}
    levels = {at: min(ranks[styles[at]], 6) for at in found}
    if title is not None:
        levels[title] = 1
    return levels


def _title(front: Sequence[Chunk]) -> int | None:
    """The paragraph in the largest type."""
    worded = [
        at for at, chunk in enumerate(front) if sum(map(str.isalpha, chunk.text)) > 8 and " " in chunk.text.strip()
    ]
    return max(worded, key=lambda at: (round(front[at].size), -at), default=None)


def _style(chunk: Chunk) -> _Style:
    letters = [char for char in chunk.text if char.isalpha()]
    capitals = bool(letters) and all(not char.islower() for char in letters)
    return _Style(-round(chunk.size), not capitals, chunk.share("bold") < _ALL, chunk.share("italic") > _ALL)


def _is_heading(chunks: Sequence[Chunk], at: int, body: Body) -> bool:
    chunk = chunks[at]
    text = chunk.text.strip()
    if not _has_shape(chunk, text) or chunk.column.aside or at + 1 == len(chunks):
        return False
    if chunk.size >= _LARGER * body.size:
        return True
    if chunk.size < 0.93 * body.size:
        return False
    if chunk.share("bold") > _ALL and not body.bold:
        return True
    alone = chunk.apart and _followed(chunks, at)
    label = find_label(text)
    named = label is not None and label.end >= len(text)
    numbered = _NUMBER.match(text) is not None
    if chunk.share("italic") > _ALL and not body.italic:
        return alone or named or numbered
    return alone and (named or (numbered and len(text.split()) < 14) or _is_capitals(text))


def _followed(chunks: Sequence[Chunk], at: int) -> bool:
    following = chunks[at + 1]
    return following.page != chunks[at].page or following.apart or len(following.lines) > 1


def _is_capitals(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 4 and all(not char.islower() for char in letters)


def _has_shape(chunk: Chunk, text: str) -> bool:
    words = text.split()
    if not 1 <= len(words) <= _MOST_WORDS or len(chunk.lines) > _MOST_LINES:
        return False
    if sum(map(str.isalpha, text)) < 3 or is_caption_line(text) or _ADDRESS.search(text):
        return False
    label = find_label(text)
    if label is not None and label.end >= len(text):
        return True
    if label is not None and label.closed and label.end < len(text):
        return False
    if opens_low(text) or ends_open(text) or text.endswith(";") or _marked(chunk) > 1:
        return False
    return not (ends_sentence(text) and not text.endswith("?") and _NUMBER.match(text) is None and len(words) > 8)


def _marked(chunk: Chunk) -> int:
    """How many superscripts it has: names with marks are no heading."""
    return sum(script_of(word, line) is not None for line in chunk.lines for word in line.words)
