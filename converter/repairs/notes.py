"""Footnotes printed at the foot of pages or after the text, and their markers in the text.

Numbers prove them: lines that begin with 1, 2, 3... and the same numbers in the text, glued to
words ("global1,") in the same order. A marker whose note is missing is set as a marker still,
where the numbers rise from 1 and the word stands elsewhere without one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from converter.diagnostics import Log
from converter.languages import LANGUAGES
from converter.layout import cut_lines, ends_sentence, glue, is_plain, reference_zones
from converter.manuscript import Block, BlockKind, Manuscript, Mark, Run
from converter.patterns import regex
from converter.recognition.affiliations import is_institution
from converter.recognition.bylines import is_byline
from converter.repairs._front_lines import TEXT, opens_front
from converter.runs import cut

_NOTE = regex(r"\s*[\[(]?(?P<number>\d{1,3})(?:[\])]|\.(?!\d))?(?:\s+(?=\S)|$|(?=[^\W\d_]))")
_MARKER = regex(r"\d(?<![\d\s]\d)\d{0,2}(?=$|[\s.,;:!?)”\"»’\]—–])")
_AFTER_STOP = regex(r"[^\W\d_][.,;:!?”\"»)’\]]$")
_WORD = regex(r"(?:^|(?<=[\s(«“\"‘\[—–-]))[^\W\d_]{3,40}$")
_WORDS = regex(r"[^\W\d_]{3,40}(?!\w)")
_TITLE_PAGE = 25
"""So many blocks may be of the title page."""
_FARTHEST = 40
"""Notes collected in one place begin at most so many lines apart."""
_LONGEST_FOOT = 30
"""The notes at the foot of one page have at most so many lines."""
_FEWEST = 3
_MARKED = 0.6
"""This part of the notes must have a marker in the text before."""

_BODY = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE})


class _Opening(Struct, frozen=True):
    """A line that may begin a note: its block, its index in it, its index among all lines."""

    block: int
    line: int
    row: int
    number: int


class _Marker(Struct, frozen=True):
    """A number glued to a word: where it stands in a block's text."""

    block: int
    start: int
    end: int
    number: int
    word: str
    """The word before it, empty after a full stop or bracket."""


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """The manuscript of plain text with footnotes as NOTE blocks and their markers as runs."""
    if not is_plain(manuscript):
        return manuscript
    blocks = manuscript.blocks
    head = _head(blocks)
    markers = [marker for marker in _markers(blocks) if marker.block >= head]
    openings = [opening for opening in _openings(blocks) if opening.block >= head]
    notes = _collected(blocks, openings, markers) or _at_feet(blocks, openings, markers)
    if notes:
        blocks = tuple(_noted(blocks, notes))
        led = _pairs(blocks, [marker for marker in _markers(blocks) if marker.block >= head])
    else:
        led = _without_notes(blocks, markers)
    numbers = {marker.number for marker in led} if notes else set()
    return replace(manuscript, blocks=tuple(_marked(blocks, led, numbers)))


# Finding


def _head(blocks: Sequence[Block]) -> int:
    """Index behind the head of a title page whose numbers lead to institutions there, 0 where they do not."""
    first = (block.text.partition("\n")[0] for block in blocks[:_TITLE_PAGE])
    label = next((at for at, line in enumerate(first) if opens_front(line, TEXT)), 0)
    numbered = ((block.text, match.end()) for block in blocks[:label] if (match := _NOTE.match(block.text)))
    return label if any(is_institution(text[at:].partition("\n")[0]) for text, at in numbered) else 0


def _markers(blocks: Sequence[Block]) -> list[_Marker]:
    """Numbers glued to words or to the stop after one, in the order of the text."""
    found: list[_Marker] = []
    for at, block in enumerate(blocks):
        if block.kind not in _BODY:
            continue
        text = block.text
        for match in _MARKER.finditer(text):
            before = text[max(match.start() - 42, 0) : match.start()]
            word = _WORD.search(before)
            if word or _AFTER_STOP.search(before):
                found.append(_Marker(at, *match.span(), int(match[0]), word[0] if word else ""))
    return found


def _openings(blocks: Sequence[Block]) -> list[_Opening]:
    """Lines that begin with a number, but those of the first chunk of a reference list."""
    listed = {zone.start for zone in reference_zones(blocks)}
    found: list[_Opening] = []
    row = 0
    for at, block in enumerate(blocks):
        for line, text in enumerate(block.text.split("\n")):
            match = _NOTE.match(text)
            if match and block.kind is BlockKind.PARAGRAPH and at not in listed:
                found.append(_Opening(at, line, row, int(match["number"])))
            row += 1
    return found


def _before(blocks: Sequence[Block], marker: _Marker, opening: _Opening) -> bool:
    """Whether the marker stands before the line of the opening."""
    if marker.block != opening.block:
        return marker.block < opening.block
    return blocks[marker.block].text.count("\n", 0, marker.start) < opening.line


def _collected(blocks: Sequence[Block], openings: Sequence[_Opening], markers: Sequence[_Marker]) -> list[_Opening]:
    """The longest row of lines 1, 2, 3..., not far apart, most with a marker before them all."""
    rows: dict[int, list[_Opening]] = {}
    best: list[_Opening] = []
    for one in openings:
        row = rows.get(one.number - 1) if one.number > 1 else []
        if row is None or (row and one.row - row[-1].row > _FARTHEST):
            continue
        rows.pop(one.number - 1, None)
        row.append(one)
        rows[one.number] = row
        if len(rows[one.number]) >= len(best):
            best = rows[one.number]
    if len(best) < _FEWEST:
        return []
    names = {at for at, block in enumerate(blocks[:_TITLE_PAGE]) if is_byline(block.runs)}
    early = {each.number for each in markers if each.block not in names and _before(blocks, each, best[0])}
    marked = sum(one.number in early for one in best)
    return best if marked >= _MARKED * len(best) else []


def _at_feet(blocks: Sequence[Block], openings: Sequence[_Opening], markers: Sequence[_Marker]) -> list[_Opening]:
    """Lines at the end of a page that begin with the next number, its marker on that page."""
    feet = _pages_ends(blocks)
    alike: dict[int, list[_Marker]] = {}
    for marker in markers:
        alike.setdefault(marker.number, []).append(marker)
    found: list[_Opening] = []
    expected = 1
    for one in openings:
        if one.number not in (expected, 1) or one.block not in feet:
            continue
        height = blocks[one.block].text.count("\n") + 1
        if height - one.line > _LONGEST_FOOT or (one.line == 0 and one.block == 0):
            continue
        same = alike.get(one.number, [])
        first = bisect_left(same, feet[one.block], key=lambda marker: marker.block)
        if first < len(same) and _before(blocks, same[first], one):
            found.append(one)
            expected = one.number + 1
    return found


def _pages_ends(blocks: Sequence[Block]) -> Mapping[int, int]:
    """From the last block of each page to its first; none where no page break is known."""
    starts = [at for at, block in enumerate(blocks) if block.look.page_start or at == 0]
    if len(starts) < 2:
        return {}
    ends = [*(start - 1 for start in starts[1:]), len(blocks) - 1]
    return dict(zip(ends, starts, strict=True))


# Taking them out of the text


def _noted(blocks: Sequence[Block], notes: Sequence[_Opening]) -> Iterator[Block]:
    """The blocks cut where notes begin; a note that a page break cut goes on after it."""
    lines: dict[int, dict[int, int]] = {}
    for one in notes:
        lines.setdefault(one.block, {})[one.line] = one.number
    last: Block | None = None
    for at, block in enumerate(blocks):
        begun = lines.get(at, {})
        for part in cut_lines(block, begun):
            number = begun.get(part.place.line - block.place.line)
            if number is not None:
                if last is not None:
                    yield last
                last = _note(part, number)
            elif last is not None and _continues(last, part):
                last = glue(last, part)
            else:
                if last is not None:
                    yield last
                last = None
                yield part
    if last is not None:
        yield last


def _continues(note: Block, part: Block) -> bool:
    return part.look.page_start and not ends_sentence(note.text) and part.text[:1].islower()


def _note(part: Block, number: int) -> Block:
    match = _NOTE.match(part.text)
    start = match.end() if match else 0
    text = part.text[start:]
    start += len(text) - len(text.lstrip())
    return replace(part, kind=BlockKind.NOTE, runs=cut(part.runs, start), label=str(number))


# Markers


def _pairs(blocks: Sequence[Block], markers: Sequence[_Marker]) -> list[_Marker]:
    """The first marker of each note after that of the note before."""
    found: list[_Marker] = []
    at = 0
    for block in blocks:
        if block.kind is not BlockKind.NOTE:
            continue
        number = int(block.label)
        here = next((i for i in range(at, len(markers)) if markers[i].number == number), None)
        if here is not None:
            found.append(markers[here])
            at = here + 1
    return found


def _without_notes(blocks: Sequence[Block], markers: Sequence[_Marker]) -> list[_Marker]:
    """Markers 1, 2, 3... on words that stand elsewhere without a number."""
    zones = reference_zones(blocks)
    if any(_NOTE.match(blocks[zone.start].text) for zone in zones if zone):
        return []
    listed = {at for zone in zones for at in zone}
    likely = [one for one in markers if one.block not in listed and _is_word(one.word)]
    numbered = Counter(one.word for one in likely)
    texts = (block.text for block in blocks if any(word in block.text for word in numbered))
    words = Counter(word for text in texts for word in _WORDS.findall(text))
    found: list[_Marker] = []
    for one in likely:
        alone = numbered[one.word] == 1 and words[one.word] > 0
        if one.number == len(found) + 1 and alone:
            found.append(one)
    return found if len(found) >= _MARKED * len(likely) else []


def _is_word(word: str) -> bool:
    return word[1:].islower() and word.casefold() not in _pointing()


@cache
def _pointing() -> frozenset[str]:
    """Words that have a number of their own: figure, table, section."""
    roles = ("figure", "table", "formula", "section", "appendix", "note", "page", "volume", "issue")
    return frozenset(
        word.casefold().rstrip(".")
        for language in LANGUAGES.values()
        for role in roles
        for word in language.words.get(role, ())
    )


def _marked(blocks: Sequence[Block], markers: Sequence[_Marker], numbers: set[int]) -> Iterator[Block]:
    """The blocks with markers as runs of their own; those of known notes name their label."""
    places: dict[int, list[_Marker]] = {}
    for marker in markers:
        places.setdefault(marker.block, []).append(marker)
    for at, block in enumerate(blocks):
        runs: list[Run] = []
        start = 0
        for marker in places.get(at, ()):
            runs.extend(cut(block.runs, start, marker.start))
            label = str(marker.number)
            note = label if marker.number in numbers else ""
            runs.append(Run(label, frozenset({Mark.SUP}), note=note))
            start = marker.end
        yield replace(block, runs=(*runs, *cut(block.runs, start))) if runs else block
