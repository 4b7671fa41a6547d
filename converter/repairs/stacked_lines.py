"""Lines of a title page stacked in one paragraph: name, institution, address become lines of their own.

Only where every line is a by-line, a post, an address or a contact, a by-line first; a line that
ends with a comma goes on in the next. No word changes, so nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from converter.diagnostics import Log
from converter.manuscript import Block, BlockKind, Manuscript, Runs
from converter.recognition.addresses import is_address, opening_mark
from converter.recognition.bylines import is_byline
from converter.recognition.countries import country_of
from converter.recognition.heads import is_contact, is_posts
from converter.runs import cut, strip, text_of

_TITLE_PAGE = 20
"""So many blocks may be of the title page."""
_MOST_LINES = 12
_LONGEST = 200


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """The manuscript with a block for every line of a stacked by-line."""
    first, rest = manuscript.blocks[:_TITLE_PAGE], manuscript.blocks[_TITLE_PAGE:]
    parted = tuple(part for block in first for part in _parts(block))
    return manuscript if len(parted) == len(first) else replace(manuscript, blocks=(*parted, *rest))


def _parts(block: Block) -> Iterator[Block]:
    lines = tuple(_lines(block)) if block.kind is BlockKind.PARAGRAPH and "\n" in block.text else ()
    if _are_stacked(lines):
        yield from (replace(block, runs=line) for line in lines)
    else:
        yield block


def _lines(block: Block) -> Iterator[Runs]:
    """The lines of a block, one that ends with a comma whole with the next."""
    text = block.text
    ends = [at for at, sign in enumerate(text) if sign == "\n" and text[:at].rstrip()[-1:] != ","]
    yield from (strip(cut(block.runs, start, end)) for start, end in pairwise([0, *ends, len(text)]))


def _are_stacked(lines: tuple[Runs, ...]) -> bool:
    if not 1 < len(lines) <= _MOST_LINES or any(len(text_of(line)) > _LONGEST for line in lines):
        return False
    if not is_byline(lines[0]):
        return False
    others = [line for line in lines[1:] if not is_byline(line)]
    if not others:
        return not any("," in text_of(line) for line in lines)
    return all(map(_tells_of_author, others))


def _tells_of_author(line: Runs) -> bool:
    mark, behind = opening_mark(line)
    text = text_of(cut(line, behind)).strip()
    placed = bool(country_of(text.rsplit(",", 1)[-1].strip(" .")))
    return placed or is_posts(text) or is_contact(text) or is_address(line, (mark,) if mark else ())
