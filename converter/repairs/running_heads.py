"""Page numbers and running heads that stand amid the text are left out.

Nothing but repetition and position proves them. Page numbers rise by one, a page of lines apart,
and cut sentences in two. Running heads repeat, with or without a number, and touch a page's edge.
What they said is kept in the manuscript's metadata, for a head often names journal and volume.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median

from msgspec.structs import replace

from converter.diagnostics import Kind, Log, Severity
from converter.layout import cut_lines, ends_sentence, is_caption, is_plain, opens_low
from converter.manuscript import Block, BlockKind, Manuscript
from converter.patterns import regex
from converter.repairs._page_edges import Spot, page_heads, page_numbers

PAGE_NUMBER = Kind("page-number", Severity.NOTE, "A page number amid the text was left out.")
RUNNING_HEAD = Kind("running-head", Severity.NOTE, "A running head amid the text was left out.")

HEADS = "running-heads"
"""Key of the metadata: the different running heads, a line each."""

_LONGEST = 120
_LONGEST_PAGED = 240
"""Where form feeds tell the edges of pages a running head may cite the whole article."""
_SHORTEST_PAGE = 12
"""Page numbers stand at least so many lines apart, in the middle of all pages."""
_CLOSEST = 5
_LARGEST_STEP = 3
"""A page without a number (a plate, an empty page) may lie between."""
_FEWEST = 3
_REGULAR = 0.6
"""This part of the pages at least is about as long as the others."""
_CUTTING = 0.25
"""This part of page numbers at least cuts a sentence, else they number something else."""
_HEAD_LETTERS = 4
_HEAD_LINES = 2
"""A running head has at most so many lines."""
_AT_EDGES = 0.6
"""This part of a line's repetitions at least stands at the edges of pages."""
_OFTEN = 0.2
"""On this part of the pages at least a running head stands: an author told in three languages does not."""
_AROUND = " -–—|·.~"
_DIGITS = regex(r"\d+")
_BRACKETED = regex(r"^[(\[].*[)\]][.,;]?$")


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """The manuscript without running heads; what follows one starts a page."""
    spots = list(_spots(manuscript))
    numbers = page_numbers(spots)
    numbers |= _page_numbers(spots)
    heads = _heads(spots, numbers) | page_heads(spots, numbers)
    if not numbers and not heads:
        return manuscript
    dropped: dict[int, set[int]] = defaultdict(set)
    for at in sorted(numbers | heads):
        spot = spots[at]
        line = manuscript.blocks[spot.block].place.line + spot.line
        place = replace(manuscript.blocks[spot.block].place, line=line, end_line=line)
        log((RUNNING_HEAD if at in heads else PAGE_NUMBER)(place, before=spot.text, after=""))
        dropped[spot.block].add(spot.line)
    blocks = tuple(_without(manuscript.blocks, dropped))
    metadata = {**manuscript.metadata, HEADS: _said(spots[at] for at in sorted(heads))}
    return replace(manuscript, blocks=blocks, metadata=metadata)


def _said(heads: Iterable[Spot]) -> str:
    """The different heads in order, a line each; those that differ in numbers count once."""
    first: dict[str, str] = {}
    for spot in heads:
        first.setdefault(spot.shape, spot.text)
    return "\n".join(first.values())


def _spots(manuscript: Manuscript) -> Iterator[Spot]:
    """The lines of paragraphs. In a format without lines only a block of one line counts."""
    plain = is_plain(manuscript)
    for number, block in enumerate(manuscript.blocks):
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        lines = block.text.split("\n")
        if not plain and len(lines) > 1:
            continue
        for at, text in enumerate(lines):
            words = " ".join(text.split())
            longest = _LONGEST_PAGED if plain and block.place.page else _LONGEST
            shape = _DIGITS.sub("#", words.casefold().replace("#", "")) if len(words) <= longest else ""
            fresh = plain and at == 0 and number > 0 and block.look.page_start
            yield Spot(number, at, words, shape, fresh, block.place.page if plain else 0)


# Page numbers


def _page_numbers(spots: Sequence[Spot]) -> set[int]:
    """Indices of lines that hold a page number: those of one shape whose numbers rise."""
    shapes: dict[str, list[int]] = defaultdict(list)
    for at, spot in enumerate(spots):
        if "#" in spot.shape and not _BRACKETED.match(spot.text) and not is_caption(spot.text):
            shapes[spot.shape].append(at)
    found: set[int] = set()
    for shape, places in shapes.items():
        if len(places) >= _FEWEST:
            slots = {0, shape.count("#") - 1}
            for slot in slots:
                rise = _longest_rise(spots, places, slot)
                alone = shape.strip(_AROUND) == "#" or len(rise) >= _AT_EDGES * len(places)
                found.update(rise if alone and _are_pages(spots, rise) else ())
    return found


def _longest_rise(spots: Sequence[Spot], places: Sequence[int], slot: int) -> tuple[int, ...]:
    """The longest row of places where the number in `slot` rises by a page or two."""
    lengths: dict[int, int] = {}
    before: dict[int, int] = {}
    last_at: dict[int, int] = {}
    for at in places:
        value = int(_DIGITS.findall(spots[at].text)[slot][:9])
        steps = (last_at.get(value - step) for step in range(1, _LARGEST_STEP + 1))
        earlier = [one for one in steps if one is not None and at - one >= _CLOSEST]
        best = max(earlier, key=lambda one: lengths[one], default=None)
        lengths[at] = 1 + (lengths[best] if best is not None else 0)
        if best is not None:
            before[at] = best
        if lengths[at] >= lengths.get(last_at.get(value, -1), 0):
            last_at[value] = at
    end = max(lengths, key=lambda at: lengths[at])
    row = [end]
    while row[-1] in before:
        row.append(before[row[-1]])
    return tuple(reversed(row))


def _are_pages(spots: Sequence[Spot], chain: Sequence[int]) -> bool:
    """Whether the rising numbers stand a page apart each and cut sentences, as no others do."""
    if len(chain) < _FEWEST:
        return False
    gaps = [two - one for one, two in pairwise(chain)]
    usual = median(gaps)
    regular = sum(usual / 2 <= gap <= usual * 2 for gap in gaps)
    cutting = sum(_cuts(spots, at) or _at_feed(spots, at) for at in chain)
    enough = max(_CUTTING * len(chain), 1)
    return usual >= _SHORTEST_PAGE and regular >= _REGULAR * len(gaps) and cutting >= enough


def _cuts(spots: Sequence[Spot], at: int) -> bool:
    """Whether a sentence goes on after this line and perhaps one line more."""
    if at == 0 or ends_sentence(spots[at - 1].text):
        return False
    return any(opens_low(spot.text) for spot in spots[at + 1 : at + 3])


def _at_feed(spots: Sequence[Spot], at: int) -> bool:
    return any(spot.fresh for spot in spots[at : at + 2])


# Running heads


def _heads(spots: Sequence[Spot], numbers: set[int]) -> set[int]:
    """Indices of lines that repeat at the edges of pages and hardly elsewhere."""
    counts = Counter(spot.shape for spot in spots[1:])  # the first line may be a by-line that comes again
    likely = [counts[spot.shape] >= 2 and _may_be_head(spot) for spot in spots]
    lettered = {at for at in numbers if _letters(spots[at].text) >= _HEAD_LETTERS}
    if not numbers and not any(spot.fresh for spot in spots):
        return _cutting_heads(spots, likely)
    found = _at_edges(spots, likely, numbers)
    placed = Counter(spots[at].shape for at in found)
    proven = {
        shape for shape, count in placed.items() if count >= max(2, _AT_EDGES * counts[shape], _OFTEN * len(numbers))
    }
    return lettered | {at for at in found if spots[at].shape in proven}


def _may_be_head(spot: Spot) -> bool:
    return spot.shape != "" and _letters(spot.text) >= _HEAD_LETTERS and not is_caption(spot.text)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _at_edges(spots: Sequence[Spot], likely: Sequence[bool], numbers: set[int]) -> set[int]:
    """Repeated lines that touch a page number or form feed, or another such line that does."""
    found: set[int] = set()
    feeds = {at for at, spot in enumerate(spots) if spot.fresh}
    above = {at - 1 for at in numbers | feeds}
    below = {at + 1 for at in numbers} | feeds
    for _ in range(_HEAD_LINES):
        above = {at for at in above if at >= 0 and likely[at] and at not in numbers}
        below = {at for at in below if at < len(spots) and likely[at] and at not in numbers}
        found |= above | below
        above, below = {at - 1 for at in above}, {at + 1 for at in below}
    if spots and spots[0].shape in {spots[at].shape for at in found}:
        found.add(0)
    return found


def _cutting_heads(spots: Sequence[Spot], likely: Sequence[bool]) -> set[int]:
    """Without page numbers: lines that repeat a page apart and cut sentences in two."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, spot in enumerate(spots):
        if likely[at]:
            places[spot.shape].append(at)
    found: set[int] = set()
    for same in places.values():
        if len(same) < _FEWEST:
            continue
        gaps = [two - one for one, two in pairwise(same)]
        cutting = sum(_cuts(spots, at) for at in same)
        if min(gaps) >= _SHORTEST_PAGE and cutting * 2 >= len(same):
            found.update(same)
    return found


# Taking them out


def _without(blocks: Sequence[Block], dropped: Mapping[int, set[int]]) -> Iterator[Block]:
    """The blocks without the dropped lines, cut there; what follows starts a page."""
    fresh = False
    for number, block in enumerate(blocks):
        gone = dropped.get(number, set())
        parts = cut_lines(block, gone | {line + 1 for line in gone}) if gone else (block,)
        for part in parts:
            if part.place.line - block.place.line in gone:
                fresh = True
                continue
            look = replace(part.look, page_start=part.look.page_start or fresh)
            yield replace(part, look=look)
            fresh = False
