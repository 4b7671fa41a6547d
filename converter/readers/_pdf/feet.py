"""Footnotes: small type at the foot of a column that begins with the mark of a word above.

What stands at the foot of the first page without such a mark in running text (affiliations,
dates, how to cite) is front matter; so is a narrow column beside it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from msgspec import Struct
from msgspec.structs import replace

from converter.languages import find_label
from converter.manuscript import Block, Runs
from converter.patterns import regex
from converter.readers._pdf.captions import is_caption_line
from converter.readers._pdf.chunks import Chunk
from converter.readers._pdf.lines import Line
from converter.readers._pdf.runs import script_of

_SMALL = 0.94
_ALIKE = 1.06
_NEARLY = 1.12
_MARK = regex(r"[\[(]?(?P<mark>\d{1,3}|[*†‡§¶#]{1,3}|[a-z])[\])]?[.]?")
_PLAIN_MARK = regex(r"(?P<mark>\d{1,3})[.)]?|(?P<sign>[*†‡§¶]{1,3})")
_WORD_OR_STOP = regex(r"(?:[^\W\d_]{3}|[.,;:!?”»\"’)\]])\s?$")
_LONG = 30
_BYLINE = 60
"""Marks nearer than so many letters belong to names."""


class Note(Struct, frozen=True):
    """A footnote: its mark as printed, its lines behind the mark."""

    label: str
    chunk: Chunk
    skipped: int
    """So many words of its first line are the mark."""


class Feet(Struct, frozen=True):
    """What was found at the foot of one page: notes, and other matter by its index."""

    notes: tuple[tuple[int, tuple[Note, ...]], ...]
    """By the index of the chunk that holds them."""
    others: tuple[int, ...]


def find_feet(chunks: Sequence[Chunk], body: float, entries: Collection[int] = (), *, first_page: bool) -> Feet:
    """The notes among the chunks of one page, and (on the first page) the front matter at its foot.

    `entries` are identities of chunks that are references.
    """
    foot = [at for at in _foot(chunks, body) if id(chunks[at]) not in entries]
    if first_page and any(_opens_front(chunks[at]) for at in foot):
        return Feet((), ())
    above = [chunk for at, chunk in enumerate(chunks) if at not in foot]
    marks = _marks_in_text(above, first_page=first_page)
    signed = {
        part for chunk in above if first_page and is_byline(chunk) for mark in _raised(chunk) for part in parts_of(mark)
    }
    notes: list[tuple[int, tuple[Note, ...]]] = []
    others: list[int] = []
    for at in foot:
        found = _notes(chunks[at])
        if found and all(note.label in marks for note in found) and not _is_of_people(chunks[at], signed):
            notes.append((at, found))
        elif first_page:
            others.append(at)
    return Feet(tuple(notes), tuple(others))


def _opens_front(chunk: Chunk) -> bool:
    """Whether an abstract or keywords begin: small type may be that of the whole first page."""
    label = find_label(chunk.text, {"abstract", "keywords"})
    return label is not None and (label.closed or label.end >= len(chunk.text))


def _foot(chunks: Sequence[Chunk], body: float) -> list[int]:
    """Indices of chunks that end a column in one small type, below running text."""
    found: list[int] = []
    at = len(chunks)
    while at > 0:
        end = at
        while at > 0 and _goes_down(chunks, at - 1, end, body, above_foot=end in found):
            at -= 1
        if at < end and _below_text(chunks, at) and not _above_text(chunks, at, end, body):
            found += range(at, end)
        at = min(at, end - 1)
    return sorted(found)


def _below_text(chunks: Sequence[Chunk], start: int) -> bool:
    """Whether what stands above is larger, or a paragraph set apart."""
    if start == 0:
        return False
    above, first = chunks[start - 1], chunks[start]
    larger = above.size * _SMALL > first.size and not first.first
    return larger or (len(above.lines) > 1 and first.apart)


def _above_text(chunks: Sequence[Chunk], start: int, end: int, body: float) -> bool:
    """Whether running text stands below, as below an abstract in small type."""
    lines = [line for chunk in chunks[start:end] for line in chunk.lines]
    foot, x0, x1 = max(line.base for line in lines), min(line.x0 for line in lines), max(line.x1 for line in lines)
    return any(
        line.base > foot and line.x0 < x1 and line.x1 > x0 and line.size >= _SMALL * body and len(line.text) > _LONG
        for chunk in (*chunks[:start], *chunks[end:])
        for line in chunk.lines
    )


def _goes_down(chunks: Sequence[Chunk], at: int, end: int, body: float, *, above_foot: bool) -> bool:
    """Whether a chunk is small and ends its column or stands above a foot, or goes with those below."""
    chunk = chunks[at]
    if chunk.size >= _SMALL * body or chunk.column.aside or is_caption_line(chunk.text):
        return False
    if at + 1 == end:
        below_alike = end < len(chunks) and chunk.size <= _NEARLY * chunks[end].size
        return chunk.last or (above_foot and below_alike)
    below = chunks[at + 1]
    return chunk.size <= _ALIKE * below.size and (not chunk.last or below.first)


def _marks_in_text(chunks: Sequence[Chunk], *, first_page: bool) -> set[str]:
    """Marks raised behind words of running text or the title; those of by-lines do not count."""
    largest = max((chunk.size for chunk in chunks), default=0.0)
    found: set[str] = set()
    for chunk in chunks:
        marks = _raised(chunk)
        if first_page and _opens_with_mark(chunk):
            continue
        if not (first_page and is_byline(chunk) and chunk.size < largest):
            found.update(part for mark in marks for part in parts_of(mark))
    return found


def _opens_with_mark(chunk: Chunk) -> bool:
    """Whether a raised mark stands first, as before an address."""
    return script_of(chunk.lines[0].words[0], chunk.lines[0]) == "sup"


def _is_of_people(chunk: Chunk, signed: Collection[str]) -> bool:
    """Whether a foot tells of people: an address of mail, or marks within that stand behind names."""
    marks = {part for mark in _raised(chunk) for part in parts_of(mark)}
    return bool(signed) and ("@" in chunk.text or len(marks & set(signed)) > 1)


def is_byline(chunk: Chunk) -> bool:
    """Whether marks stand as near to one another as names do."""
    marks = _raised(chunk)
    return bool(marks) and len(chunk.text) < _BYLINE * len(marks)


def _raised(chunk: Chunk) -> list[str]:
    return [word.text for line in chunk.lines for word in line.words if script_of(word, line) == "sup"]


def parts_of(mark: str) -> list[str]:
    """The marks in a raised "1,2" or "[3]"."""
    return [part for part in re.split(r"[,;\s]+", mark.strip("()[].")) if part]


def mark_of(line: Line) -> tuple[str, int]:
    """The mark a line begins with and how many words it is; "" and 0 without one."""
    first = line.words[0]
    match = _MARK.fullmatch(first.text)
    if match and (script_of(first, line) == "sup" or (first.size < 0.8 * line.size)) and len(line.words) > 1:
        return match["mark"], 1
    plain = _PLAIN_MARK.fullmatch(first.text)
    if plain and len(line.words) > 1:
        return plain["mark"] or plain["sign"], 1
    return "", 0


def _notes(chunk: Chunk) -> tuple[Note, ...]:
    """The notes a chunk holds; one without a mark at its beginning holds none."""
    starts = [at for at, line in enumerate(chunk.lines) if mark_of(line)[0]]
    if not starts or starts[0] != 0:
        return ()
    kept = [0]
    for at in starts[1:]:
        one, two = mark_of(chunk.lines[kept[-1]])[0], mark_of(chunk.lines[at])[0]
        if not one.isdecimal() or not two.isdecimal() or int(two) == int(one) + 1:
            kept.append(at)
    ends = [*kept[1:], len(chunk.lines)]
    return tuple(
        Note(mark_of(chunk.lines[one])[0], replace(chunk, lines=chunk.lines[one:two]), mark_of(chunk.lines[one])[1])
        for one, two in zip(kept, ends, strict=True)
    )


def marks_settled(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with one mark for each note: the first behind a word or stop, else the first.

    What is raised behind a unit ("3 m2") is a power.
    """
    marks = [(at, number) for at, block in enumerate(blocks) for number, run in enumerate(block.runs) if run.note]
    chosen: dict[tuple[int, str], tuple[int, int]] = {}
    for at, number in sorted(marks, key=lambda mark: not _follows_word(blocks[mark[0]].runs, mark[1])):
        chosen.setdefault((blocks[at].place.page, blocks[at].runs[number].note), (at, number))
    kept = set(chosen.values())
    return [
        replace(
            block,
            runs=tuple(
                run if not run.note or (at, number) in kept else replace(run, note="")
                for number, run in enumerate(block.runs)
            ),
        )
        for at, block in enumerate(blocks)
    ]


def _follows_word(runs: Runs, number: int) -> bool:
    return _WORD_OR_STOP.search("".join(run.text for run in runs[max(number - 3, 0) : number])) is not None
