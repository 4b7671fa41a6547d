"""A reference section as entries: numbered, bulleted, one a block, hard-wrapped, or one blob.

Printed numbers decide where they run 1, 2, 3 …; then blocks, where most blocks hold one
reference; else every line end is weighed: does the line before look finished, does this one
begin like a reference, and does the list keep its alphabet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct
from msgspec.structs import replace

from converter.diagnostics import Place
from converter.manuscript import Block, BlockKind, Run, Runs
from converter.patterns import regex
from converter.runs import cut, joined, strip, text_of
from converter.styles.beginnings import begins, finished, opens_document, sort_key
from converter.styles.entries import Entry

_LABEL = regex(
    r"\s*(?P<label>\[(?P<a>\d{1,4})\]|\((?P<b>\d{1,4})\)|(?P<c>\d{1,4})[.)](?![\d/])|(?P<d>\d{1,4})(?=\s))"
    r"[\s\u00a0]*(?=\S)"
)
_BULLET = regex(r"\s*(?P<label>[•●▪◦‣·*–—\-])\s+(?=\S)")
_INSIDE = regex(r"(?<=[.;)\]\d/]) (?=\[\d{1,4}\] ?\S|\d{1,4}\. ?[^\W\d_a-zа-я])")
_YEAR = regex(r"(?<![\d–\-./])(?:1[5-9]|20)\d\d[a-z]?(?![\d–\-/])")
_BRACKETED_YEAR = regex(r"\((?:1[5-9]|20)\d\d[a-z]?\b")
_STOP = regex(r"[.)\]»”\d] (?=[^\W\d_])")
_FORESIGHT = 200
_NUMBERED_SHARE = 0.5
_SURELY_MORE = 1.5
_LONGEST_JUMP = 3
_MOST_LINES = 30
_FEWEST_HANGING = 3
_HANGING_SHARE = 0.25
"""So many lines of a list hang behind the margin, if indents tell its references."""
_HARDLY = -1.0
_FRESH_SHARE = 0.9
"""So many of the lines at the margin may begin a reference."""


class _Line(Struct, frozen=True):
    """One printed line; `block` tells where it came from, `label` what a list item carries."""

    runs: Runs
    place: Place
    block: int
    label: str = ""
    item: bool = False

    @property
    def text(self) -> str:
        return text_of(self.runs)


def split_references(blocks: Sequence[Block]) -> tuple[Entry, ...]:
    """One entry for every reference in the blocks of a reference section."""
    lines = [line for line in _lines(blocks) if line.text.strip()]
    if not lines:
        return ()
    starts = _numbered(lines)
    inside = _numbered_inside(lines)
    if inside and len(inside[1]) > _SURELY_MORE * len(starts or ()):
        lines, starts = inside
    numbered = starts is not None and len(starts) > 1
    if starts is None and len(lines) == 1:
        lines = _sentences(lines[0])
        starts = list(range(len(lines)))
    if starts is None:
        starts = _by_indent(lines) or _by_blocks(lines) or _by_weight(lines)
    return tuple(_entry(lines[a:b], numbered) for a, b in pairwise([*starts, len(lines)]))


def _lines(blocks: Iterable[Block]) -> Iterator[_Line]:
    for number, block in enumerate(blocks):
        at = 0
        for row, text in enumerate(block.text.split("\n")):
            place = _line_place(block.place, row)
            first = row == 0
            item = block.kind is BlockKind.ITEM and first
            yield _Line(
                cut(block.runs, at, at + len(text)),
                place,
                number,
                block.label if first else "",
                item,
            )
            at += len(text) + 1


def _line_place(place: Place, row: int) -> Place:
    line = min(place.line + row, place.end_line or place.line + row) if place.line else 0
    return replace(place, line=line, end_line=line)


def _number(line: _Line) -> int:
    """The number printed before a line, or -1."""
    match = _LABEL.match(line.label + " x") if line.label else _LABEL.match(line.text)
    if not match:
        return -1
    return int(next(match[name] for name in "abcd" if match[name]))


def _numbered(lines: Sequence[_Line]) -> list[int] | None:
    """Where the next number of a running count begins a line, if the list is numbered."""
    numbers = [_number(line) for line in lines]
    if numbers[0] < 0:
        return None
    starts = [0]
    expected = numbers[0] + 1
    for i, number in enumerate(numbers[1:], 1):
        if expected <= number < expected + _LONGEST_JUMP and _may_open(lines, i, number, expected):
            starts.append(i)
            expected = number + 1
    if len(starts) < 2 and len(lines) > _MOST_LINES:
        return None
    if len(starts) == 1 and any(line.item or line.block for line in lines[1:]):
        return None
    return starts


def _may_open(lines: Sequence[_Line], i: int, number: int, expected: int) -> bool:
    """Whether the number before line `i` may be its label: not a page that happened to fit."""
    later = [_number(line) for line in lines[i + 1 : i + _MOST_LINES]]
    if number != expected:
        return expected not in later
    near = later[: later.index(number + 1)] if number + 1 in later else later
    rivals = (i + 1 + row for row, each in enumerate(near) if each == number)
    return not any(_begins_unlabelled(lines[rival]) > _begins_unlabelled(lines[i]) for rival in rivals)


def _begins_unlabelled(line: _Line) -> float:
    """How much a line looks like the first of a reference once its number is taken away."""
    return begins(line.text if line.label else _LABEL.sub("", line.text, count=1))


def _numbered_inside(lines: Sequence[_Line]) -> tuple[list[_Line], list[int]] | None:
    """The same for a blob, whose numbers stand inside the line."""
    pieces: list[_Line] = []
    for line in lines:
        text = line.text
        cuts = [0, *(match.end() for match in _INSIDE.finditer(text)), len(text)]
        for a, b in pairwise(cuts):
            pieces.append(replace(line, runs=cut(line.runs, a, b)))
    if len(pieces) == len(lines):
        return None
    starts = _numbered(pieces)
    return (pieces, starts) if starts and len(starts) > 2 else None


def _sentences(line: _Line) -> list[_Line]:
    """A blob without numbers, cut where a name begins a sentence and a year stands on either side."""
    text = line.text
    cuts = [0]
    for match in _STOP.finditer(text):
        here = match.end()
        passed, coming = text[cuts[-1] : here], text[here : here + _FORESIGHT]
        if begins(coming) > 1 and _YEAR.search(passed) and _YEAR.search(coming):
            cuts.append(here)
    return [replace(line, runs=cut(line.runs, a, b)) for a, b in pairwise([*cuts, len(text)])]


def _by_indent(lines: Sequence[_Line]) -> list[int] | None:
    """The lines at the margin, where all others hang behind it."""
    margins: dict[int, int] = {}
    depths = [len(line.text) - len(line.text.lstrip()) for line in lines]
    for line, depth in zip(lines, depths, strict=True):
        margins[line.block] = min(depth, margins.get(line.block, depth))
    starts = [i for i, line in enumerate(lines) if depths[i] == margins[line.block]]
    hanging = len(lines) - len(starts)
    if len(starts) < _FEWEST_HANGING or hanging < max(_FEWEST_HANGING, _HANGING_SHARE * len(lines)) or starts[0] != 0:
        return None
    fresh = [i for i in starts if i == 0 or begins(lines[i].text) >= _HARDLY]
    return fresh if len(fresh) >= _FRESH_SHARE * len(starts) else None


def _by_blocks(lines: Sequence[_Line]) -> list[int] | None:
    """The first line of every block, where blocks are references."""
    starts = [i for i, line in enumerate(lines) if i == 0 or line.block != lines[i - 1].block]
    if all(lines[i].item for i in starts):
        return starts
    if len(starts) == len(lines):
        return starts if len(lines) > 1 else None
    sizes = [b - a for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
    fresh = sum(_fresh(lines, i) for i in starts)
    if len(starts) > 2 and median(sizes) < 5 and fresh > 0.7 * len(starts):
        return starts
    return None


def _fresh(lines: Sequence[_Line], i: int) -> bool:
    return begins(lines[i].text) > 0 and (i == 0 or finished(lines[i - 1].text) >= 0)


def _by_weight(lines: Sequence[_Line]) -> list[int]:
    """The best division of lines into references, by dynamic programming."""
    if len(lines) == 1:
        return [0]
    width = sorted(len(line.text) for line in lines)[int(len(lines) * 0.9)]
    opening = [_opening(lines, i, width) for i in range(len(lines))]
    keys = [sort_key(line.text) for line in lines]
    sorted_list = _is_sorted(keys, opening)
    years = _years(lines, opening)
    best = [0.0] * (len(lines) + 1)
    came = [0] * (len(lines) + 1)
    for end in range(1, len(lines) + 1):
        choices = []
        for start in range(max(0, end - _MOST_LINES), end):
            score = best[start] + opening[start]
            score += 0.5 if any(years[start:end]) else -2.5
            if sorted_list and start and keys[start] < keys[came[start]]:
                score -= 1.5
            choices.append((score, start))
        best[end], came[end] = max(choices)
    starts = []
    end = len(lines)
    while end > 0:
        end = came[end]
        starts.append(end)
    return starts[::-1]


def _opening(lines: Sequence[_Line], i: int, width: int) -> float:
    """How much speaks for a new reference at line `i`."""
    if i == 0:
        return 0.0
    before, text = lines[i - 1].text, lines[i].text
    score = begins(text) + finished(before) - 0.5
    word = text.split(maxsplit=1)[0]
    if len(before.rstrip()) + 1 + len(word) < width * 0.9:
        score += 1.5
    if lines[i].block != lines[i - 1].block:
        score += 0.5
    return score


def _years(lines: Sequence[_Line], opening: Sequence[float]) -> list[bool]:
    """Which lines print a year, or name a document that needs none; years in brackets only, where the list does so."""
    bracketed = [bool(_BRACKETED_YEAR.search(line.text)) for line in lines]
    if sum(bracketed) > _NUMBERED_SHARE * sum(score > 0 for score in opening):
        return bracketed
    return [bool(_YEAR.search(line.text) or opens_document(line.text)) for line in lines]


def _is_sorted(keys: Sequence[str], opening: Sequence[float]) -> bool:
    """Whether the lines that surely open references stand in the order of the alphabet."""
    sure = [key for key, score in zip(keys, opening, strict=True) if score > 1.5 and key]
    pairs = list(pairwise(sure))
    return len(pairs) > 3 and sum(a <= b for a, b in pairs) > 0.8 * len(pairs)


def _entry(lines: Sequence[_Line], numbered: bool) -> Entry:
    """Lines joined by blanks, the printed label apart."""
    runs = joined(_joined_lines(lines))
    label = lines[0].label
    match = _LABEL.match(text_of(runs)) if not label else None
    if match and match["d"] and not numbered:
        match = None
    match = match or (_BULLET.match(text_of(runs)) if not label else None)
    if match:
        label, runs = match["label"], cut(runs, match.end())
    first, last = lines[0].place, lines[-1].place
    return Entry(strip(runs), label, replace(first, end_line=last.end_line))


def _joined_lines(lines: Sequence[_Line]) -> Iterator[Run]:
    before = ""
    for line in lines:
        runs = strip(line.runs)
        text = text_of(runs)
        if before and not _splits_address(before, text):
            yield Run(" ")
        yield from runs
        before = text


def _splits_address(before: str, after: str) -> bool:
    """Whether the line end stands inside an address."""
    last = before.rsplit(maxsplit=1)[-1] if before.strip() else ""
    inside = "://" in last or last.startswith(("www.", "10."))
    return inside and last[-1] in "/-_=&?" and bool(after) and not after[0].isspace()
