"""Columns of text laid side by side in lines (`pdftotext -layout`), set one below the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from statistics import median

from converter.patterns import regex
from converter.readers._text_marks import Numbered, with_marks, without_scraps

_FEWEST = 8
"""So many lines at least have text on both sides of a gutter."""
_FEWEST_AMONG = 3
"""So many do where another page has two columns."""
_TRIED = 5
"""So many of the most common places where text begins behind white may be the edge of the right column."""
_FIRST = 0.1
"""So many lines at least, beside those that hang, begin at the edge of the right column."""
_DEEPEST = 8
"""Indents and hanging indents of a column are less deep."""
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
_CELLS = regex(r"\S\s{3,}\S")
_GUTTER = regex(r"\s(?<=\S\s)\s+(?=\S)")
_TAB = 8
_MAINLY = 0.5
"""This part of a page's lines begins at the margin of its text."""
_SIDE = 0.4
"""A side column takes at most this part of the page."""
_CROSSING = 4
"""So many lines may stand under both, as a foot does."""
_FEWEST_BESIDE = 4
_NEARLY_ALL = 0.8
"""Words beside the text are fewer lines than that where so many of its lines begin at the margin."""
_LABEL = 8
"""The lines of a side column are longer than the labels of a list."""


def one_below_the_other(lines: Sequence[str]) -> Iterator[Numbered]:
    """The lines of a text with their numbers from 1; where a page has two columns, the left above the right."""
    raw = list(_pages(lines))
    pages = [_as_printed(page) for page in raw]
    columned = any(_gutter(page, _FEWEST) for page in pages)
    for page, made in zip(raw, (_page(page, columned) for page in pages), strict=True):
        number, line = next(made, page[0])
        yield number, _feed(page[0][1]) + line
        yield from made


def _feed(line: str) -> str:
    """The form feeds that a line begins with."""
    return line[: len(line) - len(line.lstrip("\f"))]


def _pages(lines: Sequence[str]) -> Iterator[list[Numbered]]:
    page: list[Numbered] = []
    for number, line in enumerate(lines, start=1):
        if "\f" in line and page:
            yield page
            page = []
        page.append((number, line))
    yield page


def _as_printed(page: Sequence[Numbered]) -> list[Numbered]:
    """The lines of a page as they stood there."""
    lines = with_marks((number, line.lstrip("\f").expandtabs(_TAB)) for number, line in page)
    return list(without_scraps(list(lines)))


def _page(lines: Sequence[Numbered], columned: bool) -> Iterator[Numbered]:
    foot = _foot(lines)
    lines, number = lines[:foot], lines[foot:]
    if margin := _margin([line for _, line in lines]):
        lines = list(_without_side(lines, margin))
    gutter = _gutter(lines, _FEWEST_AMONG) if columned else 0
    for band, parted in _bands(lines, gutter, _FEWEST_AMONG) if gutter else ((lines, False),):
        yield from _columns(band, gutter) if parted else band
    yield from number


def _foot(lines: Sequence[Numbered]) -> int:
    """Index of the page number below white at the end of a page, which is of no column; their count without one."""
    filled = [at for at, (_, line) in enumerate(lines) if line.strip()]
    last = filled[-1] if filled else 0
    numbered = last > 0 and lines[last][1].strip().isdecimal() and not lines[last - 1][1].strip()
    return last if numbered else len(lines)


def _gutter(lines: Sequence[Numbered], fewest: int) -> int:
    """Where the right columns of most lines begin, 0 on a page of one column."""
    starts = Counter(match.end() for _, line in lines for match in _GUTTER.finditer(line) if match.end() > _NARROWEST)
    common = [start for start, count in starts.most_common(_TRIED) if count >= fewest]
    left = {
        start - hang for start in common for hang in range(_DEEPEST) if starts[start - hang] >= _FIRST * starts[start]
    }
    sizes = {start: sum(len(band) for band, parted in _bands(lines, start, fewest) if parted) for start in left}
    best = max(sizes, key=lambda start: (sizes[start], start), default=0)
    return best if sizes.get(best) else 0


def _bands(lines: Sequence[Numbered], gutter: int, fewest: int) -> Iterator[tuple[list[Numbered], bool]]:
    """The lines from top to bottom, and whether they are two columns with that gutter."""
    for white, group in groupby(lines, lambda line: _is_parted(line[1], gutter)):
        band = list(group)
        parts = [band] if not white or _is_columned(band, gutter, fewest) else list(_at_white(band))
        yield from ((part, white and _is_columned(part, gutter, fewest)) for part in parts)


def _at_white(lines: Sequence[Numbered]) -> Iterator[list[Numbered]]:
    """The lines cut where two of them at least are blank."""
    part: list[Numbered] = []
    for number, line in lines:
        if line.strip() and len(part) > 1 and not part[-1][1].strip() and not part[-2][1].strip():
            yield part
            part = []
        part.append((number, line))
    yield part


def _is_columned(band: Sequence[Numbered], gutter: int, fewest: int) -> bool:
    """Whether many lines have text at both sides, aligned and running on as no cells do."""
    filled = [line for _, line in band if line.strip()]
    both = [line for line in filled if line[:gutter].strip() and line[gutter:].strip()]
    if len(both) < max(fewest, _MOST * len(filled)):
        return False
    aligned = sum(bool(line[gutter : gutter + _DEEPEST].strip()) for line in both)
    return aligned >= _ALIGNED * len(both) and _is_prose(both, gutter)


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
    fits = crossing <= _CROSSING and margin <= _SIDE * widest and side
    few = len(side) < _FEWEST_BESIDE and count >= _NEARLY_ALL * (len(filled) - crossing)
    return margin if fits and (few or median(len(line[:margin].strip()) for line in side) >= _LABEL) else 0


def _without_side(lines: Sequence[Numbered], margin: int) -> Iterator[Numbered]:
    """The text of a page, its side column at the first white of the text beside it, a few words at its end."""
    crossing = set(_crossing(lines, margin))
    rows = [(number, line) for number, line in lines if number not in crossing]
    side = [(number, line[:margin].rstrip()) for number, line in rows if line[:margin].strip()]
    few = len(side) < _FEWEST_BESIDE
    top = side[0][0] if side else 0
    white = (number for number, line in rows if number >= top and not line[margin:].strip())
    place = 0 if few else next(white, lines[-1][0])
    for number, line in lines:
        if number == place:
            yield number, ""
            yield from side
            yield number, ""
        elif not line.strip() or number in crossing:
            yield number, line
        elif line[margin:].strip():
            yield number, line[margin:]
    yield from ((lines[-1][0], text) for text in ("", *(text for _, text in side)) if few)


def _crossing(lines: Sequence[Numbered], margin: int) -> Iterator[int]:
    """The numbers of lines that stand under both the text and the column beside it, and of what follows at once."""
    above = False
    for number, line in lines:
        above = bool(line.strip()) and (not _is_parted(line, margin) or (above and not line[margin:].strip()))
        if above:
            yield number


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
    right = [(number, line[gutter:].rstrip(" ")) for number, line in band]
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
