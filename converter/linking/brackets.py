"""Brackets in running text, matched in one scan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from converter.patterns import regex

_BRACKET = regex(r"[()\[\]]")
_OPENED_BY = {")": "(", "]": "["}


class Bracket(Struct, frozen=True):
    """`text[start:end]` with both its brackets; `depth` counts the brackets around it."""

    start: int
    end: int
    sign: str
    """`(` or `[`."""
    depth: int = 0

    @property
    def inner(self) -> tuple[int, int]:
        """The offsets of what stands between the brackets."""
        return self.start + 1, self.end - 1


def brackets(text: str) -> tuple[Bracket, ...]:
    """Every matched pair of round and square brackets in order of their beginning."""
    if "(" not in text and "[" not in text:
        return ()
    found: list[Bracket] = []
    opened: list[tuple[int, str]] = []
    for match in _BRACKET.finditer(text):
        sign, at = match[0], match.start()
        if sign in "([":
            opened.append((at, sign))
            continue
        if _OPENED_BY[sign] not in (s for _, s in opened[-4:]):
            continue
        while opened[-1][1] != _OPENED_BY[sign]:
            opened.pop()
        start, sign = opened.pop()
        found.append(Bracket(start, at + 1, sign, len(opened)))
    return tuple(sorted(found, key=lambda bracket: bracket.start))


def innermost(pairs: Sequence[Bracket], offsets: Iterable[int]) -> Iterator[Bracket | None]:
    """For each of the rising `offsets` the smallest of the `pairs` around it."""
    opened: list[Bracket] = []
    ahead = iter(pairs)
    following = next(ahead, None)
    for offset in offsets:
        while following and following.start < offset:
            opened.append(following)
            following = next(ahead, None)
        while opened and opened[-1].end <= offset:
            opened.pop()
        yield opened[-1] if opened else None
