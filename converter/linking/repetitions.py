"""`Ibid.`, `там же`, `указ. соч.`: marks that repeat an earlier citation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from converter.linking.author_year import Author, names_before
from converter.linking.locators import end_of_locator
from converter.linking.names import WORD, fold
from converter.linking.words import ibid, op_cit, op_cit_hints, repeating_words
from converter.patterns import regex

_OPENING = regex(r"[(\[]")
_CLOSING = regex(r"[)\];]")
_LONGEST = 90


class Repetition(Struct, frozen=True):
    """What repeats the last citation, or with `names` the last one of these authors.

    `near` stand before its bracket: `Smith (ibid.)`.
    """

    start: int
    end: int
    names: tuple[Author, ...] = ()
    locator: str = ""
    near: tuple[Author, ...] = ()


def find_repetitions(text: str) -> Iterator[Repetition]:
    """Every repetition in brackets, or at the very beginning of a note."""
    for start in (0, *(match.end() for match in _OPENING.finditer(text))):
        first = WORD.match(text, start)
        if not first or fold(first[0]) not in repeating_words():
            continue
        end = _end(text, start) if start else len(text)
        again = ibid().match(text, start, end) or op_cit().match(text, start, end)
        if again and _is_place(text[_behind(again) : end], in_note=not start):
            stop = end if start else again.end()
            near = names_before(text, max(0, start - 1 - _LONGEST), max(0, start - 1)).authors
            yield Repetition(start, stop, (), text[again.end() : stop].strip(" ,.:"), near)
    lowered = text.lower()
    if any(map(lowered.__contains__, op_cit_hints())):
        yield from _of_author(text)


def _behind(again: re.Match[str]) -> int:
    """Where what follows the words begins: the full stop of `Там же. С. 5` parts like a comma."""
    return again.end() - again[0].endswith(".")


def _of_author(text: str) -> Iterator[Repetition]:
    """`Smith, op. cit.: 5`, in brackets or, as in notes, without."""
    for work in op_cit().finditer(text):
        names = names_before(text, max(0, work.start() - _LONGEST), work.start())
        if names.authors:
            end = end_of_locator(text, work.end(), len(text))
            if "(" in text[names.end : end] and text.startswith(")", end):
                end += 1
            yield Repetition(names.authors[0].start, end, names.authors, text[work.end() : end].strip(" ,.:)"))


def _is_place(rest: str, in_note: bool) -> bool:
    """Whether pages or nothing follow the word: `isto` and `там` are words of common speech too."""
    bare = rest.strip()
    return (
        not bare.strip(".") or bare[0].isdigit() or (bare[0] in ".,:;" and (in_note or any(c.isdigit() for c in bare)))
    )


def _end(text: str, start: int) -> int:
    closing = _CLOSING.search(text, start, start + _LONGEST)
    return closing.start() if closing else min(len(text), start + _LONGEST)
