"""A title page pulled from a PDF without blank lines: the by-line is cut from what is above and below it.

A line of marked names ("Anna Petrova1, Ivan Sidorov2") opens the by-line, which goes on as long as
the lines together read as names; what stands above it is the title. Labels of the front matter
open paragraphs, the list of references is cut from its label. No word changes, so nothing is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile

from msgspec.structs import replace

from converter.diagnostics import Log
from converter.layout import cut_lines, ends_open, glue, is_plain, opens_references
from converter.manuscript import Block, BlockKind, Manuscript, Run
from converter.patterns import regex
from converter.recognition.bylines import is_byline, read_byline
from converter.recognition.mentions import ORCID
from converter.repairs._front_lines import TEXT, is_front_label, is_text, opens_front
from converter.runs import on_one_line

_TITLE_PAGE = 12
"""So many chunks of lines may be of the title page."""
_MOST_LINES = 16
_OPENING = TEXT | {"citation", "doi", "received"}
_FIRST = regex(r"\s*(?:[(\[]?1[.)\]]?\s+[^\W\d_]|\d{1,2}\s*$)")
"""The first of the institutions that marks behind names lead to, or a mark alone."""
_MOST_TITLES = 3
_MOST_TITLE_LINES = 8
_NEAR = 3
"""So many chunks below the title in a second language stands a label, behind by-line and institutions."""
_FEWEST_WORDS = 4
_LONGEST_TITLE = 400
_NO_TITLE = regex(r"@|://|\bdoi\b|\b\d{4}-\d{3}[\dX]\b|\b(?:19|20)\d\d\b.*\d{2,}|\.$", re.IGNORECASE)
"""Addresses, what a journal is known by, and sentences are none."""
_ID = regex(r"[\W\d_]*" + ORCID.pattern)
_MARKED = regex(r"[^\W\d_]\.?\s?(?:\d{1,2}\b|[*¶†‡§])")


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """The manuscript of plain text with its by-line and the label of its references for themselves."""
    if not is_plain(manuscript):
        return manuscript
    labelled = _labelled(manuscript.blocks)
    blocks = (
        part
        for at, block in enumerate(manuscript.blocks)
        for part in _parts(block, front=at < _TITLE_PAGE, titled=_may_hold_title(block, at, labelled))
    )
    return replace(manuscript, blocks=_titled(tuple(_with_ids(blocks))))


def _titled(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks; by-lines of marked names on one line, and what is worded like titles right above as headings."""
    page = blocks[:_TITLE_PAGE]
    bylines = [at for at, block in enumerate(page) if _MARKED.search(block.text) and is_byline(block.runs)]
    above = takewhile(lambda at: _may_be_title(blocks[at]), range(min(bylines, default=0) - 1, -1, -1))
    titles = {at: replace(blocks[at], kind=BlockKind.HEADING, level=1) for at in islice(above, _MOST_TITLES)}
    changed = titles | {at: _on_one_line(blocks[at]) for at in bylines}
    return tuple(changed.get(at, block) for at, block in enumerate(blocks))


def _may_be_title(block: Block) -> bool:
    text = block.text.strip()
    worded = len(text.split()) >= _FEWEST_WORDS and len(text) <= _LONGEST_TITLE and not opens_front(text)
    return worded and block.kind is BlockKind.PARAGRAPH and not _NO_TITLE.search(text) and not ends_open(text)


def _with_ids(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks; an ORCID alone below the name of one person stands behind it."""
    waiting: Block | None = None
    for block in blocks:
        if waiting and _is_id(block) and is_byline(waiting.runs) and len(read_byline(waiting.runs)) == 1:
            block = _on_one_line(glue(waiting, block))
        elif waiting:
            yield waiting
        waiting = block
    if waiting:
        yield waiting


def _is_id(block: Block) -> bool:
    return _ID.match(block.text) is not None and not any(map(str.isalpha, ORCID.sub("", block.text)))


def _labelled(blocks: Sequence[Block]) -> list[int]:
    """Indices of the blocks with the label of an abstract or the like."""
    page = blocks[: 2 * _TITLE_PAGE]
    return [at for at, block in enumerate(page) if any(map(opens_front, block.text.split("\n")))]


def _may_hold_title(block: Block, at: int, labelled: Sequence[int]) -> bool:
    """Whether a title may stand in a block: up to the first labelled one, or right above another."""
    if at <= min(labelled, default=_TITLE_PAGE - 1):
        return True
    near = any(at < label <= at + _NEAR for label in labelled)
    lines = block.text.split("\n")
    return near and at not in labelled and len(lines) <= _MOST_TITLE_LINES and not any(map(_NO_TITLE.search, lines))


def _parts(block: Block, *, front: bool, titled: bool) -> Iterator[Block]:
    lines = block.text.split("\n")
    if block.kind is not BlockKind.PARAGRAPH or len(lines) == 1:
        yield block
    elif opens_references(block):
        yield from cut_lines(block, (1,))
    else:
        labels = [at for at, line in enumerate(lines) if front and opens_front(line, _OPENING)]
        labels += [at + 1 for at in labels if is_front_label(lines[at])]
        byline = _byline(lines) if titled else ()
        title, *rest = cut_lines(block, (*labels, *byline))
        yield replace(title, kind=BlockKind.HEADING, level=1) if byline else title
        yield from rest


def _on_one_line(block: Block) -> Block:
    return replace(block, runs=on_one_line(block.runs))


def _byline(lines: Sequence[str]) -> tuple[int, ...]:
    """Where the by-line begins and ends among lines of a title; nothing where none stands below another line."""
    end = next((at for at, line in enumerate(lines[:_MOST_LINES]) if opens_front(line)), min(len(lines), _MOST_LINES))
    for first in range(end):
        if _MARKED.search(lines[first]) and _are_names(lines[first : first + 1]):
            end = next((at for at in range(first + 1, end) if _FIRST.match(lines[at])), end)
            lasts = (last for last in range(end, first, -1) if _are_names(lines[first:last]))
            return (first, next(lasts)) if first else ()
    short = 1 < end <= _MOST_TITLE_LINES and not is_text(" ".join(lines[: end - 1]))
    return (end - 1, end) if short and _are_several(lines[end - 1]) else ()


def _are_several(line: str) -> bool:
    """Whether a line reads as the whole names of several people."""
    runs = (Run(line),)
    people = read_byline(runs) if is_byline(runs) else ()
    return len(people) > 1 and all(len(each.name.split()) > 1 for each in people)


def _are_names(lines: Sequence[str]) -> bool:
    return is_byline((Run(" ".join(lines)),))
