"""`Ibid.`, `там же`, `указ. соч.`: marks that repeat an earlier citation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from converter.linking.author_year import Author, names_before
from converter.linking.words import ibid, op_cit

_OPENING = re.compile(r"[(\[]")
_CLOSING = re.compile(r"[)\];]")
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Repetition:
    """What repeats the last citation, or with `names` the last one of these authors."""

    start: int
    end: int
    names: tuple[Author, ...] = ()
    locator: str = ""


def find_repetitions(text: str) -> Iterator[Repetition]:
    """Every repetition in brackets, or at the very beginning of a note."""
    for start in (0, *(match.end() for match in _OPENING.finditer(text))):
        end = _end(text, start) if start else len(text)
        if again := ibid().match(text, start, end):
            if _is_place(text[again.end() : end], in_note=not start):
                stop = end if start else again.end()
                yield Repetition(start, stop, (), text[again.end() : stop].strip(" ,.:"))
        elif start and (work := op_cit().search(text, start, end)):
            names = names_before(text, start, work.start()).authors
            if names:
                yield Repetition(names[0].start, end, names, text[work.end() : end].strip(" ,.:"))


def _is_place(rest: str, in_note: bool) -> bool:
    """Whether pages or nothing follow the word: `isto` and `там` are words of common speech too."""
    bare = rest.strip()
    return not bare or bare[0].isdigit() or (bare[0] in ".,:;" and (in_note or any(c.isdigit() for c in bare)))


def _end(text: str, start: int) -> int:
    closing = _CLOSING.search(text, start, start + _LONGEST)
    return closing.start() if closing else min(len(text), start + _LONGEST)
