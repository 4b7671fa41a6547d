"""Lines of a title page stacked in one paragraph: name, institution, address become lines of their own.

Only where every line is a by-line, a post, an address or a contact, a by-line first; a line that
ends with a comma goes on in the next. Behind the label of author notes a name alone in the first
line is enough, and lines that open with a name and say who that is are a paragraph each. No word
changes, so nothing is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from converter.diagnostics import Log
from converter.languages import find_label
from converter.manuscript import Block, BlockKind, Manuscript, Run, Runs
from converter.recognition.addresses import is_address, opening_mark
from converter.recognition.affiliations import is_place, is_street
from converter.recognition.author_notes import is_degree, role_of
from converter.recognition.bylines import is_byline
from converter.recognition.countries import country_of
from converter.recognition.draft import STATEMENTS, label_of
from converter.recognition.heads import is_contact, is_posts, is_signed
from converter.recognition.posts import POSTS
from converter.runs import cut, on_one_line, strip, text_of

_TITLE_PAGE = 20
"""So many blocks may be of the title page."""
_MOST_LINES = 12
_LONGEST = 200
_PARTS = POSTS | {*STATEMENTS, "references", "received", "notes"}
"""Labels of parts that follow author notes, or are such."""


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """The manuscript with a block for every line of a stacked by-line, and of what is told of an author."""
    parted = tuple(
        part
        for at, (block, noted) in enumerate(_noted(manuscript.blocks))
        for part in _parts(block, front=at < _TITLE_PAGE, noted=noted)
    )
    return manuscript if len(parted) == len(manuscript.blocks) else replace(manuscript, blocks=parted)


def _noted(blocks: Sequence[Block]) -> Iterator[tuple[Block, bool]]:
    """The blocks, each with whether it tells of the authors: behind a label of author notes, up to another part."""
    noted = False
    for block in blocks:
        label = label_of(block, _PARTS)
        if label or block.kind is BlockKind.HEADING:
            noted = label is not None and label.part == "author-notes"
        yield block, noted


def _parts(block: Block, *, front: bool, noted: bool) -> Iterator[Block]:
    stacked = (front or noted) and block.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE) and "\n" in block.text
    ends = _ends(block.text) if stacked else ()
    lines = tuple(_lines(block, ends)) if stacked and (noted or len(ends) < _MOST_LINES) else ()
    if front and _are_stacked(lines):
        yield from (replace(block, kind=BlockKind.PARAGRAPH, level=0, runs=line) for line in lines)
    elif starts := _note_lines(lines) if noted else ():
        yield from (replace(block, runs=_joined(lines[a:b])) for a, b in pairwise((*starts, len(lines))))
    else:
        yield block


def _note_lines(lines: Sequence[Runs]) -> tuple[int, ...]:
    """Where the lines of author notes begin: all of them below a name alone, else those that open with a name."""
    labelled = bool(lines) and find_label(text_of(lines[0]), _PARTS) is not None
    first = lines[1:2] if labelled else lines[:1]
    if first and is_byline(first[0]) and len(lines) <= _MOST_LINES:
        return tuple(range(len(lines)))
    opening = [at for at, line in enumerate(lines) if is_signed(Block(BlockKind.PARAGRAPH, line))]
    opens = bool(opening) and opening[0] == int(labelled)
    return tuple(dict.fromkeys((0, *opening))) if opens and (labelled or len(opening) > 1) else ()


def _joined(lines: Sequence[Runs]) -> Runs:
    first, *rest = lines
    return (*first, *(run for line in rest for run in (Run("\n"), *line)))


def _ends(text: str) -> tuple[int, ...]:
    """Where the lines end but for the last, one that ends with a comma with the next."""
    breaks = [*(match.start() for match in re.finditer("\n", text)), len(text)]
    return tuple(at for at, below in pairwise(breaks) if not _goes_on(text, at, below))


def _lines(block: Block, ends: Iterable[int]) -> Iterator[Runs]:
    yield from (strip(cut(block.runs, start, end)) for start, end in pairwise([0, *ends, len(block.text)]))


def _goes_on(text: str, end: int, below: int) -> bool:
    """Whether a line goes on behind its comma; a name alone does so only in another name."""
    line, following = text[:end].rpartition("\n")[2].rstrip(), text[end:below].strip()
    return line.endswith(",") and not (is_byline((Run(line),)) and not is_byline((Run(following),)))


def _are_stacked(lines: tuple[Runs, ...]) -> bool:
    if not 1 < len(lines) <= _MOST_LINES or any(len(text_of(line)) > _LONGEST for line in lines):
        return False
    if not is_byline(lines[0]) or _is_running(lines):
        return False
    others = [line for line in lines[1:] if not is_byline(line)]
    if not others:
        return not any("," in text_of(line) for line in lines)
    return all(map(_tells_of_author, others))


def _is_running(lines: tuple[Runs, ...]) -> bool:
    """Whether several people and a name cut in two at the line's end are one by-line that runs on."""
    cut_off = "," in text_of(lines[0]) and not text_of(lines[0]).endswith(",") and not is_byline(lines[1])
    return cut_off and is_byline(on_one_line(_joined(lines)))


def _tells_of_author(line: Runs) -> bool:
    mark, behind = opening_mark(line)
    text = text_of(cut(line, behind)).strip()
    if "," in text and (is_degree(text.split(",")[0]) or role_of(text)):
        return True
    placed = bool(country_of(text.rsplit(",", 1)[-1].strip(" ."))) or is_place(text)
    return placed or is_street(text) or is_posts(text) or is_contact(text) or is_address(line, (mark,) if mark else ())
