"""A passage of running text as the linker reads it."""

from __future__ import annotations

from msgspec import Struct

from converter.patterns import regex

_RAISED = regex(r"\^([^\^\n]{1,40})\^")


class Passage(Struct, frozen=True):
    """Text, and the offsets of what is set as superscript in it."""

    text: str
    raised: tuple[tuple[int, int], ...] = ()


def passage_of(text: str) -> Passage:
    """A passage in which superscripts are written `^1,2^`."""
    return Passage(text, tuple(match.span(1) for match in _RAISED.finditer(text)) if "^" in text else ())
