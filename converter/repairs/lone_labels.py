"""Labels that a PDF's text tells before what they label, each on a line of its own, come to stand at it.

A numbered list set with hanging numbers is often pulled so: "1.", a blank line, the first entry.
Labels that count up one by one, each right above words, prove it; no word changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from msgspec import Struct
from msgspec.structs import replace

from converter.diagnostics import Log
from converter.layout import cut_lines, ends_sentence, is_plain
from converter.manuscript import Block, BlockKind, Manuscript, Run
from converter.patterns import regex
from converter.recognition.affiliations import is_institution
from converter.runs import joined

_LABEL = regex(r"(\[?)(\d{1,3})([.)\]]?)")
_FEWEST = 3
_FEWEST_BARE = 2
"""Two institutions are labelled 1 and 2; bare numbers count from one."""
_LONG = 30
"""What a bare number labels has so many letters in its first line at least: cells of tables are shorter."""


class _Label(Struct, frozen=True):
    """A line that is a label and stands right above words."""

    block: int
    line: int
    sort: str
    number: int


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """The manuscript of plain text with labels before their words, a block for each."""
    if not is_plain(manuscript):
        return manuscript
    blocks = tuple(_unstacked(manuscript.blocks))
    lines: dict[int, set[int]] = defaultdict(set)
    for label in _counting(list(_labels(blocks))):
        lines[label.block].add(label.line)
    return replace(manuscript, blocks=tuple(_joined(blocks, lines)))


def _unstacked(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, bare numbers one below the other each with one of as many institutions right above or below."""
    waiting: list[Block] = []
    for block in blocks:
        above, numbers = _stack(waiting)
        if numbers and block.text.strip() == str(len(numbers) + 1):
            waiting.append(block)
        elif labelled := _with_numbers_below(above, numbers):
            yield from labelled
            waiting = [block]
        elif labelled := _with_numbers(numbers, block):
            yield from (*above, *labelled)
            waiting = []
        else:
            yield from waiting
            waiting = [block]
    yield from waiting


def _with_numbers_below(above: Sequence[Block], numbers: Sequence[Block]) -> tuple[Block, ...]:
    """The last lines of the block above, each with its number below them all; nothing unless all are institutions."""
    lines = above[-1].text.split("\n") if above else []
    first = len(lines) - len(numbers)
    if len(numbers) < _FEWEST_BARE or first < 0 or not all(map(is_institution, lines[first:])):
        return ()
    parts = cut_lines(above[-1], range(first, len(lines)))
    named = parts[-len(numbers) :]
    return (*above[:-1], *parts[: first > 0], *(_on_one_line(*pair) for pair in zip(numbers, named, strict=True)))


def _stack(waiting: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Blocks without the bare numbers that count up from one at the end of the first; and those, a block each."""
    if not waiting or waiting[0].kind is not BlockKind.PARAGRAPH:
        return tuple(waiting), ()
    first, *others = waiting
    lines = first.text.split("\n")
    start = len(lines)
    while start and lines[start - 1].strip().isdecimal():
        start -= 1
    if [line.strip() for line in lines[start:]] != [str(at + 1) for at in range(len(lines) - start)]:
        return tuple(waiting), ()
    parts = cut_lines(first, range(start, len(lines))) if start < len(lines) else (first,)
    return parts[: start > 0], (*parts[start > 0 :], *others)


def _with_numbers(numbers: Sequence[Block], block: Block) -> tuple[Block, ...]:
    """The sentences of a block each on a line with its number, nothing where there are not as many."""
    lines = block.text.split("\n")
    starts = [0, *(at for at in range(1, len(lines)) if ends_sentence(lines[at - 1]))]
    starts = list(range(len(lines))) if len(lines) == len(numbers) else starts
    if len(numbers) < _FEWEST_BARE or len(starts) != len(numbers) or not all(len(lines[at]) >= _LONG for at in starts):
        return ()
    parts = cut_lines(block, starts)
    if not all(is_institution(part.text) for part in parts):
        return ()
    return tuple(_on_one_line(*pair) for pair in zip(numbers, parts, strict=True))


def _labels(blocks: Sequence[Block]) -> Iterator[_Label]:
    places = [
        (number, at, line.strip())
        for number, block in enumerate(blocks)
        if block.kind is BlockKind.PARAGRAPH
        for at, line in enumerate(block.text.split("\n"))
    ]
    for (number, at, line), (_, _, below) in pairwise(places):
        match = _LABEL.fullmatch(line)
        if match is None or not _opens_words(below):
            continue
        sort = match[1] + match[3]
        if sort or len(below) >= _LONG:
            yield _Label(number, at, sort, int(match[2]))


def _opens_words(line: str) -> bool:
    return sum(map(str.isalpha, line)) > 1 and not line[:1].islower()


def _counting(labels: Sequence[_Label]) -> Iterator[_Label]:
    """The labels of each sort that count up one by one; bare numbers from one."""
    sorts: dict[str, list[_Label]] = defaultdict(list)
    for label in labels:
        sorts[label.sort].append(label)
    for sort, same in sorts.items():
        for _, group in groupby(enumerate(same), lambda each: each[1].number - each[0]):
            row = [label for _, label in group]
            if len(row) >= _FEWEST if sort else row[0].number == 1 and len(row) >= _FEWEST_BARE:
                yield from row


def _joined(blocks: Sequence[Block], lines: Mapping[int, set[int]]) -> Iterator[Block]:
    """The blocks cut before each label, the label on one line with the words below it."""
    waiting: Block | None = None
    for part, labelled in _parts(blocks, lines):
        if waiting is not None:
            yield _on_one_line(waiting, part)
            waiting = None
        elif labelled and "\n" not in part.text:
            waiting = part
        elif labelled:
            yield _on_one_line(*cut_lines(part, (1,)))
        else:
            yield part


def _parts(blocks: Sequence[Block], lines: Mapping[int, set[int]]) -> Iterator[tuple[Block, bool]]:
    """The blocks cut before each label, and whether a part begins with one."""
    for number, block in enumerate(blocks):
        starts = lines.get(number, set())
        for part in cut_lines(block, starts) if starts else (block,):
            yield part, part.place.line - block.place.line in starts


def _on_one_line(label: Block, words: Block) -> Block:
    runs = joined((*label.runs, Run(" "), *words.runs))
    return replace(label, runs=runs, place=replace(label.place, end_line=words.place.end_line))
