"""Lines as `pdftotext -layout` sets them, made those of the page: raised marks, lines in two parts, words aside.

A mark raised above its line is told as a line of its own, in the column of the white that it left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from converter.patterns import regex

Numbered = tuple[int, str]
"""A line and its number in the file."""

_MARKS = regex(r"\s*(?:(?:\d{1,2}|[a-h]|[*†‡§¶#]{1,3})(?:,(?:\d{1,2}|[a-h*†‡§¶#]))*(?:\s+|$))+")
_LAST_MARK = regex(r"\s{2,}(\S{1,3})$")
_MARK = regex(r"\S+")
_NEXT = ",;.:)"
_WIDER = 2
"""The white that a mark left is so much wider at most, where words follow."""
_BEFORE = 4
"""A mark raised before its line stands so near to it."""
_MOST_BEYOND = 0.3
"""More lines of a page than this are not beyond its edge."""


def with_marks(lines: Iterable[Numbered]) -> Iterator[Numbered]:
    """The lines with raised marks where they were raised, and whole where their second part stands below."""
    above: Numbered | None = None
    for number, line in lines:
        joined = _joined(above[1], line) if above else ""
        if above and joined:
            above = (above[0], joined)
            continue
        if above:
            yield above
        above = (number, line)
    if above:
        yield above


def _joined(above: str, line: str) -> str:
    """Two lines as the one that was printed, "" where they are two."""
    if above.strip() and line.lstrip()[:1] in tuple(_NEXT) and len(line) - len(line.lstrip()) >= len(above.rstrip()):
        return _LAST_MARK.sub(r" \1", above.rstrip()) + line.strip()
    return _lowered(above, line) if line.strip() and _MARKS.fullmatch(above) else ""


def _lowered(marks: str, line: str) -> str:
    """The line with each mark at the word before the white below it, "" where one has no such place."""
    found = list(_MARK.finditer(marks))
    if len(found) == 1 and 0 <= _indent(line) - found[0].end() <= _BEFORE:
        return f"{marks[: found[0].end()]} {line.lstrip()}"
    for mark in reversed(found):
        start, end = mark.span()
        before, after = line[:start].rstrip(), line[end:]
        if line[start:end].strip() or not before.strip() or not (before[-1].isalpha() or before[-1] in ".,;)”»"):
            return ""
        rest = after.lstrip()
        if rest[:1] in tuple(_NEXT) or not rest:
            line = before + mark[0] + rest
        elif len(line) - len(before) - len(rest) <= end - start + _WIDER:
            line = f"{before}{mark[0]} {rest}"
        else:
            return ""
    return line


def without_scraps(lines: Sequence[Numbered]) -> Iterator[Numbered]:
    """The lines of a page; those that begin beyond the edge of all others come last, the white about them goes."""
    ends = [len(line.rstrip()) for _, line in lines if _indent(line) < len(line.rstrip()) / 2]
    edge = max(ends, default=0)
    beyond = {at for at, (_, line) in enumerate(lines) if line.strip() and _indent(line) >= edge}
    filled = sum(bool(line.strip()) for _, line in lines)
    if not edge or not beyond or len(beyond) > _MOST_BEYOND * filled:
        yield from lines
        return
    gone = beyond | set(_white_about(lines, beyond))
    yield from (line for at, line in enumerate(lines) if at not in gone)
    yield lines[-1][0], ""
    yield from ((lines[at][0], lines[at][1].strip()) for at in sorted(beyond))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _white_about(lines: Sequence[Numbered], beyond: set[int]) -> Iterator[int]:
    """Indices of the blank lines right above and below those beyond the edge."""
    for step in (-1, 1):
        for at in beyond:
            at += step
            while 0 <= at < len(lines) and not lines[at][1].strip():
                yield at
                at += step
