"""Running heads and page numbers where form feeds tell the pages.

What stands at the edge of page after page is printed for the page, not for the text. Edges are
peeled: beneath a page number the next line is at the edge.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct

from converter.layout import is_caption
from converter.recognition.tables import is_source

_FEWEST = 3
"""On so many pages at least a line repeats that is taken for a running head."""
_OFTEN = 0.2
"""On this part of the pages at least it stands."""
_NUMBERED = 0.4
"""On this part of the pages at least a page number stands."""
_DEEP = 6
"""So many lines from the edge of a page a number may still be that of the page."""
_MOST_PEELED = 4
_AT_EDGES = 0.6
"""This part of a line's repetitions at least stands at the edges of pages."""
_HEAD_LETTERS = 4
_WORDS_AMID = 3
"""A head set along the side of pages, amid the lines of others, has so many words at least."""
_LETTERS_AMID = 15
_SHORTEST_PAGE = 8
_FEWEST_AMID = 4
_ON_MOST = 0.4
"""A head that may stand anywhere on a page is on so many of all pages: every other one, but for a few."""
_ONCE = 0.9
"""So many of a head's repetitions are the only one on their page."""
_AROUND = " -–—|·~"


class Spot(Struct, frozen=True):
    """A line that holds words: where it stands, and how it reads with digits as `#` if it is short."""

    block: int
    line: int
    text: str
    shape: str
    fresh: bool
    """It stands first after a form feed."""
    page: int = 0
    """Its page by the form feeds, 0 where there are none."""


def page_numbers(spots: Sequence[Spot]) -> set[int]:
    """Indices of numbers near the edges of pages, or alone between blank lines, that rise with the pages."""
    pages = _pages(spots)
    if not pages:
        return set(_numbers_of_few(spots))
    found: dict[int, dict[int, int]] = defaultdict(dict)
    alone = _alone(spots)
    for page in pages:
        for at in (*_near_edges(page), *(at for at in page if at in alone)):
            bare = spots[at].text.strip(_AROUND)
            if bare.isdecimal() and len(bare) < _DEEP:
                found[int(bare) - spots[at].page].setdefault(spots[at].page, at)
    ahead, rising = max(found.items(), key=lambda each: len(each[1]), default=(0, {}))
    if len(rising) < max(_FEWEST, _NUMBERED * len(pages)):
        return set()
    return set(rising.values()) | set(_numbers_amid(spots, pages, ahead, set(rising)))


def _numbers_amid(spots: Sequence[Spot], pages: Sequence[Sequence[int]], ahead: int, known: set[int]) -> Iterator[int]:
    """The numbers of other pages, each the only one of its value that opens or ends lines of its page."""
    for page in pages:
        number = spots[page[0]].page
        places = [at for at in page if spots[at].text.strip(_AROUND) == str(number + ahead)]
        if number not in known and len(places) == 1 and _is_at_white(spots, places[0]):
            yield places[0]


def page_heads(spots: Sequence[Spot], numbers: set[int]) -> set[int]:
    """Indices of lines that repeat at the edges of pages, page numbers apart, and hardly elsewhere."""
    pages = _pages(spots)
    if not pages:
        return set(_heads_of_few(spots))
    enough = max(_FEWEST, _OFTEN * len(pages))
    counts = Counter(spot.shape for spot in spots)
    likely = {shape for shape, count in counts.items() if shape and count >= _FEWEST}
    peeled = [at for page in pages for side in (page, page[::-1]) for at in _peeled(spots, side, numbers, likely)]
    at_edges = Counter(shape for shape, _ in {(spots[at].shape, spots[at].page) for at in peeled})
    proven = {shape for shape, count in at_edges.items() if count >= max(enough, _AT_EDGES * counts[shape])}
    proven |= set(_on_most_pages(spots, pages, counts))
    at_edge = {at for at in peeled if spots[at].shape in proven}
    return at_edge | set(_told_late(spots, proven)) | _along_the_side(spots, pages, enough)


def _told_late(spots: Sequence[Spot], proven: set[str]) -> Iterator[int]:
    """Heads of other pages that open or end a chunk of lines amid a later page: below a table's cells, say."""
    for at, spot in enumerate(spots):
        if spot.page > 1 and spot.shape in proven and _is_at_white(spots, at):
            yield at


def _on_most_pages(spots: Sequence[Spot], pages: Sequence[Sequence[int]], counts: Counter[str]) -> Iterator[str]:
    """The shapes that stand at white once on every page or on every other one, wherever on the page."""
    places = defaultdict(list)
    for at, spot in enumerate(spots):
        if spot.page and spot.shape and _is_at_white(spots, at) and _is_worded(spot.text):
            places[spot.shape].append(spot)
    for shape, same in places.items():
        told = {spot.page for spot in same}
        if (
            len(told) >= _ONCE * counts[shape]
            and len(told) >= max(_FEWEST_AMID, _ON_MOST * len(pages))
            and _is_of_page(same[0].text)
        ):
            yield shape


def _is_of_page(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return letters >= _LETTERS_AMID and not is_caption(text) and not is_source(text)


def _is_at_white(spots: Sequence[Spot], at: int) -> bool:
    """Whether a line opens or ends its chunk of lines."""
    first = at == 0 or spots[at - 1].block != spots[at].block
    return first or at + 1 == len(spots) or spots[at + 1].block != spots[at].block


def _pages(spots: Sequence[Spot]) -> list[list[int]]:
    """Indices of the lines of each page; none where form feeds tell no three pages."""
    pages = _all_pages(spots)
    return pages if len(pages) >= _FEWEST else []


def _all_pages(spots: Sequence[Spot]) -> list[list[int]]:
    pages: dict[int, list[int]] = defaultdict(list)
    for at, spot in enumerate(spots):
        if spot.page:
            pages[spot.page].append(at)
    return list(pages.values())


# Two pages


def _numbers_of_few(spots: Sequence[Spot]) -> Iterator[int]:
    """The last or first lines of two pages, both at white, that are a number and the next."""
    if len(pages := _all_pages(spots)) == 2:
        for side in (0, -1):
            edges = [page[side] for page in pages]
            texts = [spots[at].text.strip(_AROUND) for at in edges]
            counting = all(map(str.isdecimal, texts)) and int(texts[0][:_DEEP]) + 1 == int(texts[1][:_DEEP])
            yield from edges if counting and all(_is_at_white(spots, at) for at in edges) else ()


def _heads_of_few(spots: Sequence[Spot]) -> Iterator[int]:
    """The first or last lines of two pages, page numbers apart, that say the same."""
    if len(pages := _all_pages(spots)) == 2:
        for side in (0, -1):
            worded = [[at for at in page if _is_worded(spots[at].text)] for page in pages]
            edges = [page[side] for page in worded if page]
            same = len(edges) == 2 and spots[edges[0]].text == spots[edges[1]].text and spots[edges[0]].shape
            yield from edges if same and _is_of_page(spots[edges[0]].text) else ()


def _near_edges(page: Sequence[int]) -> Sequence[int]:
    """The lines near the foot of a page from below, then those near its top."""
    return [*page[: -_DEEP - 1 : -1], *page[:_DEEP]]


def _peeled(spots: Sequence[Spot], side: Sequence[int], numbers: set[int], likely: set[str]) -> Iterator[int]:
    """From the edge inwards the lines that repeat, to the first that does not."""
    for at in islice((at for at in side if at not in numbers), _MOST_PEELED):
        if spots[at].shape not in likely or not _is_worded(spots[at].text) or is_caption(spots[at].text):
            return
        yield at


def _is_worded(text: str) -> bool:
    return sum(map(str.isalpha, text)) >= _HEAD_LETTERS


def _along_the_side(spots: Sequence[Spot], pages: Sequence[Sequence[int]], enough: float) -> set[int]:
    """Lines that come once on page after page amid its lines: a head set along its side or told late.

    They stand in capitals near the edge, or anywhere alone between blank lines.
    """
    places: dict[str, list[int]] = defaultdict(list)
    alone = _alone(spots)
    for page in pages:
        near = set(_near_edges(page))
        for at in page if len(page) >= _SHORTEST_PAGE else ():
            if (at in alone or (at in near and spots[at].text.isupper())) and _is_title(spots[at].text):
                places[spots[at].text].append(at)
    counts = Counter(spot.text for spot in spots)
    return {
        at
        for text, same in places.items()
        if len({spots[at].page for at in same}) == len(same) >= max(enough, _AT_EDGES * counts[text])
        for at in same
    }


def _alone(spots: Sequence[Spot]) -> set[int]:
    """The lines between blank lines."""
    lines = Counter(spot.block for spot in spots)
    return {at for at, spot in enumerate(spots) if lines[spot.block] == 1}


def _is_title(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    worded = len(text.split()) >= _WORDS_AMID and letters >= _LETTERS_AMID
    return worded and ":" not in text and not is_caption(text)
