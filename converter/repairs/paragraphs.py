"""Chunks of lines become paragraphs, list items and table rows.

A paragraph ends where a line leaves more room than lines do that go on, and the next begins like
a sentence. Where indents mark paragraphs they decide. Reference lists keep their lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from converter.diagnostics import Log
from converter.languages import find_label
from converter.layout import (
    Fullness,
    cut_lines,
    ends_sentence,
    is_caption,
    is_plain,
    measure,
    opens_low,
    reference_zones,
    slacks,
)
from converter.manuscript import Block, BlockKind, Manuscript
from converter.patterns import regex
from converter.repairs._tables import completed, row_lines, table_of
from converter.runs import cut

_BARELY = 0.12
"""A line without a full stop must leave this part of the width more, to end a paragraph."""
_INDENT_TRUE = 0.8
_INDENTS_NEEDED = 3
_DEEPEST = 12
_LONGEST_TITLE_CHUNK = 3
_ITEM = regex(
    r"""\s*(?P<label>
        [•●▪◦‣∙■□○➢➤✓❖►*·]
      | [–—-](?=\s)
      | \(?(?:\d{1,2}|[ivx]{1,5}|[^\W\d_])\)
      | \d{1,2}\.
    )\s+(?=\S)""",
    re.VERBOSE,
)
_CYRILLIC = regex("[\u0400-\u04ff]")
_LETTERS_NEEDED = 12
_DASHES = frozenset("–—-*")
_CONTACTS = frozenset({"orcid", "email", "phone", "doi", "edn", "issn"})
_DATES = frozenset({"received"})
_FIELD = regex(r"[\w.-]{2,20}:\s+\S*[@\d]")


class _Page(Struct, frozen=True):
    """What was measured on the whole text."""

    full: Fullness
    indented: bool
    """Paragraphs begin with an indent."""


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """A manuscript of plain text whose blocks are paragraphs, items and tables."""
    if not is_plain(manuscript):
        return manuscript
    blocks = manuscript.blocks
    kept = {at for zone in reference_zones(blocks) for at in zone}
    running = [b for at, b in enumerate(blocks) if at not in kept and b.kind is BlockKind.PARAGRAPH]
    page = _Page(measure(b.text for b in running), _indents(running))
    made: list[Block] = []
    for at, block in enumerate(blocks):
        if block.kind is not BlockKind.PARAGRAPH:
            made.append(block)
        else:
            made.extend(_without_dates(block) if at in kept else _paragraphs(block, page))
    return replace(manuscript, blocks=tuple(completed(made)))


def _without_dates(block: Block) -> Iterator[Block]:
    """A block of a list of references, cut before the line that says when the article was received."""
    lines = block.text.split("\n")
    labels = ((at, find_label(line, _DATES)) for at, line in enumerate(lines) if not opens_low(line))
    yield from cut_lines(block, [at for at, label in labels if label and not label.start][:1])


def _indents(blocks: Sequence[Block]) -> bool:
    """Whether indents mark paragraphs: nearly all indented lines follow a sentence's end."""
    true = false = 0
    for block in blocks:
        lines = block.text.split("\n")
        base = min(map(_depth, lines))
        for before, line in pairwise(lines):
            if base < _depth(line) <= base + _DEEPEST:
                opens = ends_sentence(before) and not opens_low(line)
                true, false = true + opens, false + (not opens)
    return true >= _INDENTS_NEEDED and true >= _INDENT_TRUE * (true + false)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


# Cutting a chunk


def _paragraphs(block: Block, page: _Page) -> Iterator[Block]:
    lines = block.text.split("\n")
    room = slacks(lines, page.full.width)
    rows = row_lines(lines)
    items = _item_lines(lines, room, page) - rows
    base = min(map(_depth, lines)) if page.indented else len(block.text)
    ended = any(map(ends_sentence, lines)) or lines[-1].rstrip().endswith(":")
    title = len(lines) <= _LONGEST_TITLE_CHUNK and not ended
    starts = [
        at
        for at in range(1, len(lines))
        if at in items
        or (at in rows) != (at - 1 in rows)
        or (at not in rows and _begins(lines[at - 1], lines[at], room[at - 1], page, base, title))
    ]
    for part in cut_lines(block, starts):
        first = part.place.line - block.place.line
        if first in rows:
            yield table_of(part)
        elif first in items:
            yield _item(part)
        else:
            yield part


def _begins(before: str, line: str, slack: int, page: _Page, base: int, title: bool) -> bool:
    """Whether a new paragraph begins with `line`; `title`: the chunk may be broken for its sense."""
    if opens_low(line) or _is_contact(line):
        return False
    if _changes_script(before, line):
        return True
    ended = ends_sentence(before)
    if ended and (_depth(line) > base or _is_labelled(line)):
        return True
    if slack <= page.full.slack:
        return False
    if ended or before.rstrip()[-1:] in tuple(":;"):
        return True
    return slack > page.full.slack + _BARELY * page.full.width and not title


def _changes_script(before: str, line: str) -> bool:
    """Whether a line of one script follows a line of the other: text in another language."""
    return {_script(before), _script(line)} == {"Cyrillic", "Latin"}


def _script(line: str) -> str:
    """The script all but a few letters of a line are of, or "" where it is short or mixed."""
    cyrillic, letters = len(_CYRILLIC.findall(line)), sum(map(str.isalpha, line))
    if letters < _LETTERS_NEEDED:
        return ""
    return "Cyrillic" if cyrillic > 0.9 * letters else "Latin" if cyrillic < 0.1 * letters else ""


def _is_contact(line: str) -> bool:
    """An address or number of the person told of before."""
    return find_label(line, _CONTACTS) is not None or _FIELD.match(line) is not None


def _is_labelled(line: str) -> bool:
    if is_caption(line):
        return True
    label = find_label(line)
    return label is not None and label.closed and not line[label.start : label.start + 1].islower()


# Items


def _item_lines(lines: Sequence[str], room: Sequence[int], page: _Page) -> set[int]:
    """Indices of lines that begin a list item: they have company of their sort."""
    marked: dict[int, str] = {}
    for at, line in enumerate(lines):
        match = _ITEM.match(line)
        if match and (at == 0 or _may_end(lines[at - 1], room[at - 1], page)):
            marked[at] = match["label"]
    sorts: dict[str, list[int]] = {}
    for at, label in marked.items():
        sorts.setdefault(_sort(label), []).append(at)
    return {at for sort, places in sorts.items() if len(places) >= 2 or sort in "•●▪◦‣∙■□○➢➤✓❖►" for at in places}


def _may_end(line: str, slack: int, page: _Page) -> bool:
    return ends_sentence(line) or line.rstrip()[-1:] in tuple(":;") or slack > page.full.slack


def _sort(label: str) -> str:
    """What labels of one list have in common: their bracket and whether they are numbers."""
    inner = label.strip("().")
    if not inner:
        return label
    kind = "1" if inner.isdigit() else "a" if inner.isalpha() else inner
    return label.replace(inner, kind, 1)


def _item(block: Block) -> Block:
    match = _ITEM.match(block.text)
    if match is None:
        return block
    runs = cut(block.runs, match.end())
    return replace(block, kind=BlockKind.ITEM, runs=runs, label=match["label"], level=1)
