"""Columns of text laid side by side in lines (`pdftotext -layout`), set one below the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from statistics import median

Numbered = tuple[int, str]
"""A line and its number in the file."""

_FEWEST = 8
"""So many lines at least have text on both sides of a gutter."""
_NARROWEST = 20
"""Letters of the narrowest column."""
_MOST = 0.3
"""On so large a part of a page's lines at least text stands on both sides."""
_TYPICAL = 25
"""Letters of most lines of a column at least: cells of tables are shorter."""
_FULL = 0.8
"""Most lines of a column fill so much of its width; those of cells end anywhere."""
_MOSTLY = 0.7
_ALIGNED = 0.6
"""In this part of the lines the right column begins at one place."""
_WHOLE = 0.8
"""This part of the lines of a column has no wide white within, as rows of tables have."""
_CELLS = re.compile(r"\S\s{3,}\S")
_GUTTER = re.compile(r"(?<=\S)\s{2,}(?=\S)")
_TAB = 8
_MAINLY = 0.5
"""This part of a page's lines begins at the margin of its text."""
_SIDE = 0.4
"""A side column takes at most this part of the page."""
_CROSSING = 4
"""So many lines may stand under both, as a foot does."""
_FEWEST_BESIDE = 4
_LABEL = 8
"""The lines of a side column are longer than the labels of a list."""


def one_below_the_other(lines: Sequence[str]) -> Iterator[Numbered]:
    """The lines of a text with their numbers from 1; where a page has two columns, the left above the right."""
    page: list[Numbered] = []
    for number, line in enumerate(lines, start=1):
        if "\f" in line and page:
            yield from _page(page)
            page = []
        page.append((number, line))
    yield from _page(page)


def _page(lines: Sequence[Numbered]) -> Iterator[Numbered]:
    wide = [(number, line.expandtabs(_TAB)) for number, line in lines]
    texts = [line for _, line in wide]
    if margin := _margin(texts):
        yield from _without_side(wide, margin)
        return
    gutter = _gutter(texts)
    if gutter is None:
        yield from lines
        return
    for parted, group in groupby(wide, lambda line: _is_parted(line[1], gutter)):
        band = list(group)
        yield from _columns(band, gutter) if parted else band


def _gutter(lines: Sequence[str]) -> int | None:
    """Where most right columns begin, None on a page of one column."""
    starts = Counter(match.end() for line in lines for match in _GUTTER.finditer(line) if match.end() > _NARROWEST)
    filled = sum(bool(line.strip()) for line in lines)
    for start, count in starts.most_common(3):
        if count < _FEWEST:
            return None
        both = [line for line in lines if line[:start].strip() and line[start:].strip() and _is_parted(line, start)]
        if len(both) >= max(_FEWEST, _MOST * filled) and count >= _ALIGNED * len(both) and _is_prose(both, start):
            return start
    return None


def _margin(lines: Sequence[str]) -> int:
    """Where the text begins on a page with a narrow column at its left side, 0 on other pages."""
    filled = [line for line in lines if line.strip()]
    indents = Counter(len(line) - len(line.lstrip()) for line in filled)
    indents += Counter(match.end() for line in filled for match in islice(_GUTTER.finditer(line), 1))
    margin, count = max(indents.items(), key=lambda each: each[1], default=(0, 0))
    if margin < _NARROWEST or count < max(_FEWEST, _MAINLY * len(filled)):
        return 0
    side = [line for line in filled if line[:margin].strip() and _is_parted(line, margin)]
    crossing = sum(not _is_parted(line, margin) for line in filled)
    widest = max(map(len, filled))
    fits = crossing <= _CROSSING and margin <= _SIDE * widest and len(side) >= _FEWEST_BESIDE
    return margin if fits and median(len(line[:margin].strip()) for line in side) >= _LABEL else 0


def _without_side(lines: Sequence[Numbered], margin: int) -> Iterator[Numbered]:
    """The text of a page, its side column at the first white of the text beside it."""
    rows = [(number, line) for number, line in lines if _is_parted(line, margin) or not line.strip()]
    side = [(number, line[:margin].rstrip()) for number, line in rows if line[:margin].strip()]
    top = side[0][0]
    white = (number for number, line in rows if number >= top and not line[margin:].strip())
    place = next(white, lines[-1][0])
    for number, line in lines:
        parted = _is_parted(line, margin)
        if number == place:
            yield number, ""
            yield from side
            yield number, ""
        elif not line.strip() or not parted:
            yield number, line
        elif line[margin:].strip():
            yield number, line[margin:]


def _is_parted(line: str, gutter: int) -> bool:
    """Whether white stands before the gutter; a line of one side alone does not cross it."""
    return not line[gutter - 2 : gutter].strip() and (len(line) <= gutter or not line[gutter - 1].strip())


def _is_prose(lines: Sequence[str], gutter: int) -> bool:
    sides = ([line[:gutter].strip() for line in lines], [line[gutter:].strip() for line in lines])
    return all(
        median(map(len, side)) >= _TYPICAL
        and sum(not _CELLS.search(text) for text in side) >= _WHOLE * len(side)
        and sum(len(text) >= _FULL * median(map(len, side)) for text in side) >= _MOSTLY * len(side)
        for side in sides
    )


def _columns(band: Sequence[Numbered], gutter: int) -> Iterator[Numbered]:
    """The left column, then the right; a band with text on one side only is as it was."""
    left = [(number, line[:gutter].rstrip(" ")) for number, line in band]
    right = [(number, line[gutter:].strip(" ")) for number, line in band]
    if not any(text for _, text in right):
        yield from left
        return
    for number, side in ((band[0][0], left), (band[-1][0], right)):
        yield number, ""
        yield from _without_edges(side)
    yield band[-1][0], ""


def _without_edges(lines: Iterable[Numbered]) -> Iterator[Numbered]:
    """The lines from the first with text to the last."""
    kept = list(lines)
    filled = [at for at, (_, text) in enumerate(kept) if text.strip()]
    yield from kept[filled[0] : filled[-1] + 1] if filled else ()
