"""What belongs to the page and not to the text: running heads, page numbers, line numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import takewhile

from msgspec import Struct

from converter.diagnostics import Kind, Log, Place, Severity
from converter.patterns import regex
from converter.readers._pdf.captions import is_caption_line
from converter.readers._pdf.lines import Line

RUNNING_HEAD = Kind("pdf-running-head", Severity.NOTE, "A running head or foot of the page was left out.")
PAGE_NUMBER = Kind("pdf-page-number", Severity.NOTE, "The number of the page was left out.")

_ROWS = 5
"""So many rows at the upper and lower edge may be running heads."""
_EDGE = 0.16
"""They stand in this part of the page's height."""
_ENOUGH = 3
"""So many pages with a running head prove it; in a short article two do."""
_NEAR = 9.0
_FEW_WORDS = 3
_APART = 1.5
"""So many ems a running head stands off from the text."""
_SMALLER = 0.95
_ALL = 0.9
_DIGITS = regex(r"\d+")
_NUMBER = regex(r"[^\w]{0,3}(?:[^\W\d_]{1,8}\.? )?(\d{1,5})(?: ?(?:/|[^\W\d_]{1,4}) ?\d{1,4})?[^\w]{0,3}")
_IDENTITY = regex(r"\b10\.\d{4,9}/\S+\w")

Pages = Mapping[int, Sequence[Line]]


class Cleared(Struct, frozen=True):
    """The pieces of every page that are text, and the different running heads and feet."""

    kept: dict[int, list[Line]]
    heads: tuple[str, ...]


def without_furniture(log: Log, pages: Pages, heights: Mapping[int, float], file: str) -> Cleared:
    """The pages without what belongs to the page. What is left out is told with its words."""
    edges = {number: _edges(lines, heights[number]) for number, lines in pages.items()}
    flat = {number: [line for rows in both for row in rows for line in row] for number, both in edges.items()}
    numbers = _page_numbers(flat)
    repeated = _repeated(flat) | _restated(edges, pages)
    repeated |= _in_company(edges, repeated | numbers)
    beside = _numbers_beside(pages)
    kept: dict[int, list[Line]] = {}
    heads: list[str] = []
    for number, lines in pages.items():
        gone: set[int] = set()
        for line in lines:
            if id(line) in beside:
                gone.add(id(line))
                log(PAGE_NUMBER(Place(file, page=number), before=line.text, after=""))
        for edge in edges[number]:
            outermost = _outermost(edge, repeated | numbers)
            heads.append(_joined(line for line in outermost if id(line) not in numbers))
            for line in outermost:
                if id(line) not in gone and not _alone_identifies(line, pages):
                    gone.add(id(line))
                    kind = PAGE_NUMBER if id(line) in numbers else RUNNING_HEAD
                    log(kind(Place(file, page=number), before=line.text, after=""))
        kept[number] = [line for line in lines if id(line) not in gone]
    return Cleared(kept, _different(heads))


def _outermost(rows: Sequence[Sequence[Line]], likely: Container[int]) -> list[Line]:
    """Likely pieces in the rows from an edge inwards; below the first row all of a row are."""
    found = [[line for line in row if id(line) in likely] for row in rows]
    whole = (
        each if len(each) == len(row) or not at else [] for at, (each, row) in enumerate(zip(found, rows, strict=True))
    )
    return [line for row in takewhile(bool, whole) for line in row]


def _joined(lines: Iterable[Line]) -> str:
    """The words of a head or foot of several lines."""
    return " ".join(line.text for line in sorted(lines, key=lambda line: (round(line.base), line.x0)))


def _different(heads: Iterable[str]) -> tuple[str, ...]:
    """The heads that differ by more than a number; numbers that change from page to page are cut out."""
    alike: dict[str, list[str]] = defaultdict(list)
    for head in filter(None, heads):
        alike[_DIGITS.sub("#", head)].append(head)
    return tuple(map(_common, alike.values()))


def _common(heads: Sequence[str]) -> str:
    same = [len(set(column)) == 1 for column in zip(*map(_DIGITS.findall, heads), strict=True)]
    stays = iter(same)
    return " ".join(_DIGITS.sub(lambda number: number[0] if next(stays) else " ", heads[0]).split())


def _edges(lines: Sequence[Line], height: float) -> list[list[list[Line]]]:
    """The first rows of a page from above, and the last from below, the outermost first."""
    found: list[list[list[Line]]] = []
    for upper in (True, False):
        rows: list[list[Line]] = []
        for line in sorted(lines, key=lambda each: each.base, reverse=not upper):
            near = line.base < _EDGE * height if upper else line.base > (1 - _EDGE) * height
            if not near:
                break
            if rows and abs(line.base - rows[-1][0].base) <= 0.4 * line.size:
                rows[-1].append(line)
            else:
                rows.append([line])
        found.append(rows[:_ROWS])
    return found


def _shape(line: Line) -> str:
    return _DIGITS.sub("#", " ".join(line.text.casefold().split()))


def _repeated(edges: Pages) -> set[int]:
    """Identities of pieces that stand at the same height on several pages, numbers apart."""
    alike: dict[str, list[Line]] = defaultdict(list)
    for lines in edges.values():
        for line in lines:
            if sum(map(str.isalpha, line.text)) >= 2 and not is_caption_line(line.text):
                alike[_shape(line)].append(line)
    found: set[int] = set()
    least = min(max(2, len(edges) // 4), _ENOUGH)
    for same in alike.values():
        level = _level(same) if len(same) > 1 else []
        if len({line.page for line in level}) >= least:
            found.update(map(id, level))
    return found


def _restated(edges: Mapping[int, Sequence[Sequence[Sequence[Line]]]], pages: Pages) -> set[int]:
    """Identities of pieces at an edge that say again what stands on the first page, in small or slanted type."""
    first = min(pages, default=0)
    said = " ".join(line.text for line in sorted(pages.get(first, ()), key=lambda line: (line.base, line.x0)))
    folded = " ".join(said.casefold().split())
    return {
        id(line)
        for number, both in edges.items()
        for rows in both
        for line in (rows[0] if number != first and rows and _is_set_apart(rows) else ())
        if len(line.text.split()) >= _FEW_WORDS and " ".join(line.text.casefold().split()) in folded
    }


def _is_set_apart(rows: Sequence[Sequence[Line]]) -> bool:
    """Whether an outermost row stands off from the next, or in a type of its own."""
    if len(rows) < 2:
        return True
    outer, inner = rows[0][0], rows[1][0]
    slanted = outer.share("italic") > _ALL and inner.share("italic") < _ALL
    return abs(outer.base - inner.base) > _APART * inner.size and (outer.size < _SMALLER * inner.size or slanted)


def _in_company(edges: Mapping[int, Sequence[Sequence[Sequence[Line]]]], likely: Container[int]) -> set[int]:
    """Identities of pieces on a row with a page number or a running head, behind the first page."""
    found: set[int] = set()
    for number, both in edges.items():
        rows = [rows[0] for rows in both if rows and _is_set_apart(rows)] if number != min(edges) else []
        found |= {id(line) for row in rows if any(id(line) in likely for line in row) for line in row}
    return found


def _alone_identifies(head: Line, pages: Pages) -> bool:
    """Whether it tells the article's DOI on the first page, and nothing else there does: it stays."""
    found = _IDENTITY.search(head.text)
    if found is None or head.page != min(pages):
        return False
    return not any(found[0] in line.text for line in pages[head.page] if line is not head)


def _page_numbers(edges: Pages) -> set[int]:
    """Identities of pieces that are numbers and rise with the pages."""
    offsets: dict[int, list[Line]] = defaultdict(list)
    for number, lines in edges.items():
        for line in lines:
            match = _NUMBER.fullmatch(line.text.strip())
            if match:
                offsets[int(match[1]) - number].append(line)
    counts = Counter({offset: len({line.page for line in _level(lines)}) for offset, lines in offsets.items()})
    if not counts:
        return set()
    offset, count = counts.most_common(1)[0]
    return {id(line) for line in offsets[offset]} if count >= min(2, len(edges)) else set()


def _level(lines: Sequence[Line]) -> list[Line]:
    """The lines at whose height another of them stands; one alone is level with itself."""
    heights = [line.base for line in lines]
    least = min(2, len(lines))
    return [line for line in lines if sum(abs(line.base - base) < _NEAR for base in heights) >= least]


def _numbers_beside(pages: Pages) -> set[int]:
    """Identities of page numbers at one place of several pages, wherever that is."""
    places: dict[tuple[int, int, int], list[Line]] = defaultdict(list)
    for number, lines in pages.items():
        for line in lines:
            if line.text.isdecimal() and len(line.text) <= 5:
                places[int(line.text) - number, round(line.base / 3), round((line.x0 + line.x1) / 8)].append(line)
    return {id(line) for same in places.values() if len({line.page for line in same}) >= _ENOUGH for line in same}
