"""Fenced divisions of Markdown, as pandoc and Quarto have them: `::: {.callout-note title="Uses"}` to `:::`.

The fences are no text. What a division of boxes holds stands in a frame.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from converter.diagnostics import Place
from converter.manuscript import Block, BlockKind, Run
from converter.patterns import regex

_OPENING = regex(r" {0,3}:{3,}[ \t]{0,9}(?:\{(?P<attributes>[^{}\n]{1,500})\}|(?P<name>[\w-]{1,60}))[ \t:]{0,80}$")
_CLOSING = regex(r" {0,3}:{3,}[ \t]{0,80}$")
_CODE = regex(r" {0,3}(`{3,}|~{3,})")
_CLASS = regex(r"(?<!\S)\.([\w-]{1,60})")
_TITLE = regex(r"(?<!\S)title=(?:\"([^\"]{1,300})\"|'([^']{1,300})')")


class Division(Struct, frozen=True):
    """The lines of the two fences, counted from 1, the classes of what stands between, and its title."""

    first: int
    last: int
    classes: frozenset[str]
    title: str = ""


def without_fences(text: str) -> tuple[str, tuple[Division, ...]]:
    """The text with empty lines for the fences that open and close a division, and the divisions, inner ones first."""
    if ":::" not in text:
        return text, ()
    lines = text.split("\n")
    found = tuple(_divisions(lines))
    for each in found:
        lines[each.first - 1] = lines[each.last - 1] = ""
    return "\n".join(lines), found


def _divisions(lines: Sequence[str]) -> Iterator[Division]:
    opened: list[tuple[int, re.Match[str]]] = []
    code = ""
    for number, line in enumerate(lines, 1):
        fence = _CODE.match(line)
        if fence and (not code or fence[1].startswith(code)):
            code = "" if code else fence[1]
        elif code:
            continue
        elif match := _OPENING.match(line):
            opened.append((number, match))
        elif opened and _CLOSING.match(line):
            first, match = opened.pop()
            attributes = match["attributes"] or ""
            title = _TITLE.search(attributes)
            classes = frozenset(_CLASS.findall(attributes)) | {match["name"] or ""}
            yield Division(first, number, classes, (title[1] or title[2]) if title else "")


def framed(blocks: Sequence[Block], divisions: Sequence[Division]) -> list[Block]:
    """The blocks with those of each box as one in a frame, under the title of the box."""
    from converter.readers._blocks import BOXES, boxed

    found = list(blocks)
    for each in divisions:
        if not BOXES & each.classes:
            continue
        inside = [at for at, block in enumerate(found) if each.first < block.place.line < each.last]
        if inside:
            within = slice(inside[0], inside[-1] + 1)
            found[within] = boxed([*_title(each, found[inside[0]].place), *found[within]])
    return found


def _title(division: Division, place: Place) -> list[Block]:
    if not division.title:
        return []
    return [Block(BlockKind.HEADING, (Run(division.title),), replace(place, line=division.first), level=1)]
