"""Endnotes printed as a numbered list under a heading of their own, and their markers in the text.

"Notes", "Примечания", "Notas": the items become notes where most of their numbers stand in the
text as markers, raised or in brackets, in the same order. Numbers in brackets are markers only
where the references bear none. A list that nothing points to stays a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from converter.diagnostics import Log
from converter.languages import find_label, is_label
from converter.manuscript import Block, BlockKind, Manuscript, Mark, Run, Runs
from converter.patterns import regex
from converter.runs import cut, strip

_OPENING = regex(r"\s*[\[(]?(?P<number>\d{1,3})(?:[\])]\.?|\.(?!\d))?\s*(?=\D)")
_RAISED = regex(r"[\s,;]*\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*[\s,;.]*")
_NUMBER = regex(r"\d{1,3}")
_BRACKETED = regex(r"\[(\d{1,3})\]")
_POWER = regex(r"(?<![^\W\d_])[^\W\d_]{1,2}$|(?<!\d)\d{1,3}$|[=)\]]$")
"""What stands before an exponent: a unit, a letter, a number that is no year, a bracket."""
_MARKED = 0.6
"""This part of the notes must have a marker in the text."""
_WORDED = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE})
_LINES = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH})


class _Notes(Struct, frozen=True):
    """A list of notes: the block of its heading, the number of each of its blocks in order."""

    heading: int
    numbers: tuple[int, ...]

    @property
    def zone(self) -> range:
        return range(self.heading, self.heading + len(self.numbers) + 1)


class _Marker(Struct, frozen=True):
    """A number in the text: where it stands in a block's text."""

    block: int
    start: int
    end: int
    number: int


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """The manuscript with its lists of endnotes as NOTE blocks and their markers as runs."""
    blocks = manuscript.blocks
    if any(block.kind is BlockKind.NOTE for block in blocks):
        return manuscript
    for listed in _lists(blocks):
        markers = _pointing(blocks, listed)
        if markers:
            return replace(manuscript, blocks=tuple(_mended(blocks, listed, markers)))
    return manuscript


# Lists


def _lists(blocks: Sequence[Block]) -> Iterator[_Notes]:
    """Every heading of notes with the numbered blocks below it, from 1 on."""
    for at, block in enumerate(blocks):
        if block.kind in _LINES and is_label(block.text, "notes"):
            numbers = tuple(_numbers(blocks, at + 1))
            if numbers:
                yield _Notes(at, numbers)


def _numbers(blocks: Sequence[Block], start: int) -> list[int]:
    """The number of each block from `start` on; what stands between two numbers is of the first."""
    numbers: list[int] = []
    known = 0
    for block in blocks[start:]:
        if block.kind not in _WORDED or (block.kind is BlockKind.PARAGRAPH and find_label(block.text)):
            break
        last = numbers[-1] if numbers else 0
        number = _number(block)
        if number == last + 1:
            known = len(numbers) + 1
        elif not numbers:
            break
        numbers.append(number if number == last + 1 else last)
        if block.kind is BlockKind.ITEM:
            known = len(numbers)
    return numbers[:known]


def _number(block: Block) -> int:
    match = _OPENING.match(f"{block.label} {block.text}" if block.kind is BlockKind.ITEM else block.text)
    return int(match["number"]) if match else 0


# Markers


def _pointing(blocks: Sequence[Block], listed: _Notes) -> list[_Marker]:
    """The markers of the notes in order, raised or else in brackets; none where too few stand in the text."""
    text = [(at, block) for at, block in enumerate(blocks) if at not in listed.zone and block.kind in _WORDED]
    forms = [[marker for at, block in text for marker in _raised(at, block)]]
    if _has_plain_references(blocks):
        forms.append([marker for at, block in text for marker in _bracketed(at, block)])
    count = listed.numbers[-1]
    for markers in forms:
        chain = _chain(markers, count)
        if len(chain) >= _MARKED * count and max(marker.number for marker in markers) <= count:
            return chain
    return []


def _raised(at: int, block: Block) -> Iterator[_Marker]:
    """Raised numbers behind a word or a stop; exponents are none."""
    start = 0
    for run in block.runs:
        before = block.text[max(start - 6, 0) : start]
        if Mark.SUP in run.marks and before.strip() and _RAISED.fullmatch(run.text) and not _POWER.search(before):
            for match in _NUMBER.finditer(run.text):
                yield _Marker(at, start + match.start(), start + match.end(), int(match[0]))
        start += len(run.text)


def _bracketed(at: int, block: Block) -> Iterator[_Marker]:
    for match in _BRACKETED.finditer(block.text):
        yield _Marker(at, *match.span(), int(match[1]))


def _has_plain_references(blocks: Sequence[Block]) -> bool:
    """Whether there is a reference list, and its entries have no numbers that brackets may mean."""
    headed = [at for at, block in enumerate(blocks) if block.kind in _LINES and is_label(block.text, "references")]
    return bool(headed) and not any(_number(block) for at in headed for block in blocks[at + 1 : at + 2])


def _chain(markers: Sequence[_Marker], count: int) -> list[_Marker]:
    """For each number the last marker before that of the number behind it: by-lines and their marks come first."""
    chain: list[_Marker] = []
    end = len(markers)
    for number in range(count, 0, -1):
        at = next((n for n in range(end - 1, -1, -1) if markers[n].number == number), None)
        if at is not None:
            chain.append(markers[at])
            end = at
    return chain[::-1]


# Telling them


def _mended(blocks: Sequence[Block], listed: _Notes, markers: Sequence[_Marker]) -> Iterator[Block]:
    places: dict[int, list[_Marker]] = {}
    for marker in markers:
        places.setdefault(marker.block, []).append(marker)
    before = 0
    for at, block in enumerate(blocks):
        if at == listed.heading:
            yield replace(block, kind=BlockKind.HEADING, level=block.level or 1)
        elif at in listed.zone:
            number = listed.numbers[at - listed.heading - 1]
            yield _note(block, number, opens=number > before)
            before = number
        else:
            yield replace(block, runs=_marked(block.runs, places[at])) if at in places else block


def _note(block: Block, number: int, opens: bool) -> Block:
    """A block of a note; the number it opens with is the label."""
    match = _OPENING.match(block.text) if opens and block.kind is not BlockKind.ITEM else None
    runs = strip(cut(block.runs, match.end())) if match else block.runs
    return replace(block, kind=BlockKind.NOTE, runs=runs, label=str(number), level=0)


def _marked(runs: Runs, markers: Sequence[_Marker]) -> Runs:
    marked: list[Run] = []
    start = 0
    for marker in markers:
        marked += cut(runs, start, marker.start)
        marked += (replace(run, note=str(marker.number)) for run in cut(runs, marker.start, marker.end))
        start = marker.end
    return (*marked, *cut(runs, start))
