"""How plain text stands on its page: its lines, how full they are, where sentences end.

Text pulled from a PDF has lost its typography; what is left are line ends. A line that ends a
paragraph is seldom full, a line that goes on always is. How full "full" is differs with every
file and is measured on the lines that surely go on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress, pairwise
from statistics import median

from msgspec import Struct
from msgspec.structs import replace

from converter.captions import is_caption as is_caption
from converter.languages import find_label, is_label
from converter.manuscript import Block, BlockKind, Manuscript, Run
from converter.patterns import regex
from converter.runs import cut, joined

DIVIDERS = "-\u2010\u2011\u00ad\u00ac\ufffd\uf02d\uf0ad"
"""What may stand at the end of a line in the middle of a word: hyphens, seen or lost."""
PLAIN_TEXT = "text"
"""`Manuscript.format` of plain text."""
PAGES = "pdf"
"""`Manuscript.format` of a PDF, whose blocks are told apart by their place on the page."""

_REACH = 6
"""So many lines to either side tell how wide the text is at a line."""
_NARROWEST = 0.75
"""No column is taken for narrower than this part of the widest."""
_ENOUGH = 20
"""So many lines that surely go on are needed before their room is trusted."""
_NEARLY_ALL = 0.985
_USUAL = 16
"""Where too few lines go on, this part of the width may stay white."""
_WHITE = 0.35
"""A line that leaves more of its width white goes on in a narrower column, whatever stands around it."""
_SHORTEST_LINE = 25
"""A shorter line that goes on is one of a cell."""
_OUTLYING = 1.2
"""A line longer than this times the usual length is no line as it was set."""
_FEW = 3
_FILLED = 0.8
"""A line that goes on fills so much of its column."""

_CLOSERS = "\"'’”»“)]}›」』*_"
_TERMINALS = ".!?…。！？"
_OPENERS = "\"'‘“„«(¿¡[{‹「『*_—–-"
_ADDRESS = regex(r"\S@\S{1,99}\.\w{2,12}$|(?:https?://|www\.|doi\.org/|10\.\d{4,9}/)\S{3,}$")
_NUMBERED_END = regex(r"[^\W\d_][.!?][\"'”’»)]{0,2}[\[(]?[\d¹²³⁰-⁹]{1,3}(?:[,–-]\d{1,3}){0,9}$")
_END = 300

_WITHIN_REFERENCES = frozenset({"doi", "issn", "edn", "references", "email", "phone", "rubric", "abstract-section"})
"""Labels that may stand at the start of a line of a reference list without closing it."""
_BEHIND_REFERENCES = frozenset({"abstract", "author-notes", "acknowledgements", "funding", "conflict", "contributions"})
"""Labels that close a list alone in their line."""


def cut_lines(block: Block, starts: Iterable[int]) -> tuple[Block, ...]:
    """`block` cut before the lines with the indices `starts`, each part with its place."""
    texts = block.text.split("\n")
    bounds = [0, *sorted(start for start in set(starts) if 0 < start < len(texts))]
    offsets = [0]
    for text in texts:
        offsets.append(offsets[-1] + len(text) + 1)
    ends = [*bounds[1:], len(texts)]
    return tuple(
        _part(block, first, last, offsets[first], offsets[last] - 1) for first, last in zip(bounds, ends, strict=True)
    )


def _part(block: Block, first: int, last: int, start: int, end: int) -> Block:
    place = replace(block.place, line=block.place.line + first, end_line=block.place.line + last - 1)
    look = block.look if first == 0 else replace(block.look, page_start=False)
    return replace(block, runs=cut(block.runs, start, end), place=place, look=look)


def glue(first: Block, second: Block) -> Block:
    """Two parts of one paragraph as one block, a line end between them."""
    runs = joined((*first.runs, Run("\n"), *second.runs))
    place = replace(first.place, end_line=second.place.end_line)
    return replace(first, runs=runs, place=place)


# Sentences


def ends_sentence(text: str) -> bool:
    """Whether `text` ends with a full stop or the like, or with an address.

    The number of a note or reference may follow the full stop: "programs.2", "at once.[3]".
    """
    bare = text[-_END:].rstrip().rstrip(_CLOSERS)
    if bare[-1:] in _TERMINALS:
        return bool(bare)
    if bare[-1:].isdigit() and _NUMBERED_END.search(bare):
        return True
    last = bare.rpartition(" ")[2]
    return ("@" in last or "/" in last) and _ADDRESS.search(last) is not None


def ends_open(text: str) -> bool:
    """Whether `text` breaks off: after a comma, a divided word or an open bracket."""
    return text.rstrip()[-1:] in tuple(",‚،、(/&+=" + DIVIDERS)


def opens_low(text: str) -> bool:
    """Whether the first letter of `text` is a small one, quotes and brackets apart."""
    bare = text.lstrip().lstrip(_OPENERS)
    return bare[:1].islower()


_LONGEST_VERSE = 70
_FEWEST_VERSES = 3


def is_verse(text: str) -> bool:
    """Whether lines that were ended by hand are those of a poem: three at least, none long."""
    lines = text.strip().split("\n")
    return len(lines) >= _FEWEST_VERSES and max(map(len, lines)) <= _LONGEST_VERSE


# Fullness


class Fullness(Struct, frozen=True):
    """How much room, in characters, a line may leave and still go on.

    `slack` is the room that stays when the first word of the next line would be set too: in
    text set letter by letter it is below 0, in proportional type it is a few letters. `width`
    is that of the widest column; 0 where the text has no lines to measure.
    """

    width: int
    slack: int


class _Chunk(Struct, frozen=True):
    """Lines that stand together, stripped; how long they were set, and which surely go on in the next."""

    lines: tuple[str, ...]
    lengths: tuple[int, ...]
    going: tuple[bool, ...]

    def is_column(self, widest: int) -> bool:
        """Whether a line nearly as long as the longest goes on in the next."""
        return any(len(line) >= _FILLED * widest for line in compress(self.lines, self.going))


def _chunk(lines: Iterable[str]) -> _Chunk:
    stripped = tuple(map(str.strip, lines))
    return _Chunk(stripped, _set_lengths(stripped), tuple(goes_on(*pair) for pair in pairwise(stripped)))


def _set_lengths(lines: Sequence[str]) -> tuple[int, ...]:
    """The lengths of the lines as they were set: two that a tool made one, for a word was divided, count as usual.

    Such a line is much longer than most and than both its neighbours.
    """
    lengths = tuple(map(len, lines))
    if len(lengths) <= _FEW:
        return lengths
    usual = int(median(lengths) * _OUTLYING)
    beside = [0, *lengths, 0]
    return tuple(
        min(length, usual) if max(beside[at], beside[at + 2]) <= usual else length for at, length in enumerate(lengths)
    )


def slacks(lines: Sequence[str], width: int) -> tuple[int, ...]:
    """For every two lines that follow one another the slack of the first.

    How wide the text is there is told by its neighbours, for an abstract may be set narrower,
    and a column beside another far narrower: there a full line goes on in the next.
    """
    return _slacks(_chunk(lines), width)


def _slacks(chunk: _Chunk, width: int) -> tuple[int, ...]:
    lines, lengths = chunk.lines, [min(length, width) for length in chunk.lengths]
    narrowest = 0 if chunk.is_column(max(lengths, default=0)) else int(_NARROWEST * width)
    found = []
    for at in range(len(lines) - 1):
        near = max(lengths[max(at - _REACH, 0) : at + _REACH + 1])
        first, _, _ = lines[at + 1].partition(" ")
        found.append(max(near, narrowest) - len(lines[at]) - 1 - len(first))
    return tuple(found)


def measure(texts: Iterable[str]) -> Fullness:
    """How full the lines of these blocks are, learnt from lines that surely go on."""
    chunks = [_chunk(lines) for text in texts if len(lines := text.split("\n")) > 1]
    going = sorted(length for chunk in chunks for length in compress(chunk.lengths, chunk.going))
    if len(going) < _ENOUGH:
        width = max((length for chunk in chunks for length in chunk.lengths[:-1]), default=0)
        return Fullness(width, width // _USUAL)
    width = _upper(going)
    columns = [chunk for chunk in chunks if chunk.is_column(max(chunk.lengths))]
    sure = (slack for chunk in columns for slack in compress(_slacks(chunk, width), chunk.going))
    tight = sorted(slack for slack in sure if slack <= _WHITE * width)
    return Fullness(width, _upper(tight)) if tight else Fullness(width, width // _USUAL)


def usual_width(blocks: Iterable[Block]) -> float:
    """The usual length of a line of running text that goes on in the next, 0 where none does."""
    pairs = (pair for block in blocks for pair in pairwise(block.text.split("\n")))
    lengths = [len(line.strip()) for line, following in pairs if goes_on(line, following)]
    return median([length for length in lengths if length >= _SHORTEST_LINE] or [0])


def goes_on(line: str, following: str) -> bool:
    """Whether a sentence goes on in the line below with a small letter."""
    return following.lstrip()[:1].islower() and not ends_sentence(line)


def _upper(values: Sequence[int]) -> int:
    """The value that nearly all of these sorted values do not exceed."""
    return values[int(_NEARLY_ALL * (len(values) - 1))]


# Zones


def is_plain(manuscript: Manuscript) -> bool:
    """Whether the manuscript is plain text, whose lines are those of its pages."""
    return manuscript.format == PLAIN_TEXT


def reference_zones(blocks: Sequence[Block]) -> tuple[range, ...]:
    """Where reference lists stand: from after their label to the next heading or label."""
    zones: list[range] = []
    start: int | None = None
    for at, block in enumerate(blocks):
        if opens_references(block):
            start = at + 1
        elif start is not None and _closes_references(block):
            zones.append(range(start, at))
            start = None
    if start is not None:
        zones.append(range(start, len(blocks)))
    return tuple(zones)


def opens_references(block: Block) -> bool:
    """Whether the block is, or begins with, a line that labels a reference list."""
    line, _, _ = block.text.strip().partition("\n")
    return is_label(line, "references")


def _closes_references(block: Block) -> bool:
    if block.kind in (BlockKind.HEADING, BlockKind.NOTE, BlockKind.BREAK):
        return True
    label = find_label(block.text)
    if label is None or label.part in _WITHIN_REFERENCES:
        return False
    return label.closed or (label.part in _BEHIND_REFERENCES and label.end >= len(block.text))
