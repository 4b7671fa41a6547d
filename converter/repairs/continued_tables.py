"""Tables that go on behind a page's end are made whole.

The evidence: the next page begins with rows of as many columns, or a caption with the same
number says the same again or that it goes on ("Table 2 (continued)", "Продолжение табл. 2").
The caption and the head that stand there once more are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from converter.captions import Caption, find_caption
from converter.diagnostics import Kind, Log, Severity
from converter.languages import LANGUAGES
from converter.manuscript import Block, BlockKind, Cell, Manuscript
from converter.runs import text_of

CONTINUED_TABLE = Kind("continued-table", Severity.NOTE, "A table that goes on behind a page's end was made whole.")
REPEATED_CAPTION = Kind("repeated-caption", Severity.NOTE, "The caption of a table that goes on was left out.")
REPEATED_HEAD = Kind("repeated-head", Severity.NOTE, "The head of a table that stood there again was left out.")

Rows = tuple[tuple[Cell, ...], ...]

_AROUND = " .:;,—–|-()[]"


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """The manuscript with every table in one block."""
    made: list[Block] = []
    for block in manuscript.blocks:
        first = _begun(made, block) if block.kind is BlockKind.TABLE else None
        if first is None:
            made.append(block)
            continue
        for between in made[first + 1 :]:
            log(REPEATED_CAPTION(between.place, before=between.text, after=""))
        made[first:] = [_joined(log, made[first], block)]
    return replace(manuscript, blocks=tuple(made))


def _begun(made: Sequence[Block], block: Block) -> int | None:
    """Index of the table that goes on with `block`, the last of all or above a repeated caption."""
    if not made:
        return None
    if made[-1].kind is BlockKind.TABLE:
        return len(made) - 1 if block.look.page_start and _widths(made[-1]) == _widths(block) else None
    at = len(made) - 2
    if at < 0 or made[at].kind is not BlockKind.TABLE:
        return None
    return at if _goes_on(_caption_of(made, at), made[-1]) and _may_join(made[at], block) else None


def _caption_of(made: Sequence[Block], at: int) -> Block | None:
    """The caption above a table, or a line further up."""
    above = made[max(at - 2, 0) : at]
    return next((block for block in reversed(above) if _number(block)), None)


def _may_join(first: Block, second: Block) -> bool:
    return max(_widths(first)) == max(_widths(second)) or _head(first) == _head(second) != ()


def _widths(table: Block) -> set[int]:
    return {sum(cell.colspan for cell in row) for row in table.rows}


def _goes_on(caption: Block | None, second: Block) -> bool:
    """Whether the second caption repeats the first, or says that its table goes on."""
    if second.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
        return False
    text = " ".join(second.text.split())
    found = find_caption(text)
    if found is None or found.role != "table":
        return _continues(text) in ("", _number(caption))
    if found.number != _number(caption):
        return False
    rest = _words(text, found)
    first = " ".join(caption.text.split()) if caption else ""
    label = find_caption(first)
    return not rest or _continued().match(rest) is not None or (label is not None and rest == _words(first, label))


def _number(caption: Block | None) -> str:
    found = find_caption(caption.text) if caption else None
    return found.number if found else ""


def _words(text: str, label: Caption) -> str:
    return text[label.end :].strip(_AROUND).casefold()


def _continues(text: str) -> str | None:
    """The number of the table that a line says to continue, "" for the last one; None for other text."""
    line = text.strip(" ([")
    match = _continued().match(line)
    rest = line[match.end() :].strip(_AROUND) if match else line
    if match is None or not rest:
        return "" if match else None
    found = find_caption(rest)
    return found.number if found and found.role == "table" and found.end >= len(rest) else None


@cache
def _continued() -> re.Pattern[str]:
    words = {word.rstrip(".") for each in LANGUAGES.values() for word in each.words.get("continued", ())}
    stems = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"(?:{stems})(?!\w)\.?", re.IGNORECASE)


def _joined(log: Log, first: Block, second: Block) -> Block:
    rows = second.rows
    head = _head(first)
    if head and _texts(rows[: len(head)]) == head and len(rows) > len(head):
        log(REPEATED_HEAD(second.place, before=" ".join(" ".join(row) for row in head), after=""))
        rows = rows[len(head) :]
    rows = tuple(tuple(replace(cell, header=False) for cell in row) for row in rows)
    log(CONTINUED_TABLE(second.place, before=_shown(first.rows[-1:]), after=_shown(first.rows[-1:] + rows[:1])))
    place = replace(first.place, end_line=second.place.end_line)
    return replace(first, rows=first.rows + rows, place=place)


def _head(table: Block) -> tuple[tuple[str, ...], ...]:
    """The words of the rows at the top that are all head."""
    count = next((at for at, row in enumerate(table.rows) if not all(cell.header for cell in row)), 0)
    return _texts(table.rows[:count])


def _texts(rows: Rows) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(" ".join(text_of(cell.runs).split()) for cell in row) for row in rows)


def _shown(rows: Rows) -> str:
    return " ".join(" ".join(row) for row in _texts(rows))
