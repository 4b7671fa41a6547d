"""Author-page marks, as MLA has them: `(Smith 23)`, `(Lee and Haddad 112; Woolf, Orlando 45-46)`, `Smith says so (23)`.

A name and a number in brackets are many things (`(Boeing 747)`), so only names that begin a
reference count, and the marks hold where this is the way the whole article cites.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from converter.linking.author_year import YEAR, Author, Names, names_before
from converter.linking.brackets import brackets
from converter.linking.evidence import likeness
from converter.linking.matching import last_sentence
from converter.linking.names import WORD, fold, words
from converter.linking.shelf import Shelf, distinct
from converter.linking.words import page_words
from converter.linking.works import Work
from converter.patterns import regex

_PIECE = regex(r"[^;]+")
_PAGES = regex(
    r"(?:(?<=[\s(])(?P<word>[^\W\d_]{1,3})\.\s?)?"
    r"(?P<pages>\b\d{1,4}(?:\s?[-–—]\s?\d{1,4})?(?:,\s?\d{1,4}(?:[-–—]\d{1,4})?){0,4})\s*$"
)
_QUOTES = "\"'“”‘’«»„*_ "
_ALIKE = 1.7
_LONGEST = 160
_FAR = 300
_LEAST_TITLE = 2


class PageMark(Struct, frozen=True):
    """A mark that names a work by its author or title, and a page of it; `works`: the likeliest first."""

    start: int
    end: int
    works: tuple[Work, ...]
    locator: str


def find_page_marks(text: str, shelf: Shelf) -> Iterator[PageMark]:
    """Every mark with a page and without a year in brackets whose name or title is on the shelf."""
    for pair in brackets(text):
        start, end = pair.inner
        if end - start > _LONGEST or YEAR.search(text, start, end):
            continue
        for piece in _PIECE.finditer(text, start, end):
            if pages := _PAGES.search(text, piece.start(), piece.end()):
                yield from _resolved(text, piece.start(), pages, shelf)


def find_bare_pages(text: str, shelf: Shelf) -> Iterator[PageMark]:
    """`Woolf claims that rooms matter (12)`: pages alone in round brackets, behind an author of their sentence."""
    for pair in brackets(text):
        start, end = pair.inner
        pages = _PAGES.fullmatch(text, start, end) if pair.sign == "(" else None
        if not pages or YEAR.search(text, start, end):
            continue
        before = text[max(0, pair.start - _FAR) : pair.start]
        offset = pair.start - len(before)
        sentence = last_sentence(before)
        for name in reversed(list(WORD.finditer(before, sentence))):
            works = (
                _led(Names((Author((fold(name[0]),), (offset + name.start(),)),)), shelf) if name[0].istitle() else ()
            )
            if works:
                yield PageMark(start, end, works, pages[0].strip())
                break


def _resolved(text: str, start: int, pages: re.Match[str], shelf: Shelf) -> Iterator[PageMark]:
    """The mark of a piece of a bracket, if its names lead a work or its words begin a title."""
    at = pages.start() if pages["word"] and fold(pages["word"]) in page_words() else pages.start("pages")
    names = names_before(text, start, at)
    works = _led(names, shelf) if names.authors else ()
    begin = names.authors[0].start if works else start + len(text[start:at]) - len(text[start:at].lstrip())
    works = works or _titled(words(text[start:at].strip(_QUOTES)), shelf)
    if works:
        yield PageMark(begin, pages.end("pages"), works, text[at : pages.end("pages")])


def _led(names: Names, shelf: Shelf) -> tuple[Work, ...]:
    """The works led by the first name that the other names, authors or words of a title, fit best."""
    first, *others = names.authors
    scored = [
        (_fit(work, others, names.et_al), work)
        for work in distinct(shelf.led_by(first.words))
        if likeness(first.words, work.authors[0]) >= _ALIKE
    ]
    best = max((score for score, _ in scored), default=-1.0)
    return tuple(work for score, work in scored if score == best) if best >= 0 else ()


def _fit(work: Work, others: Sequence[Author], with_others: bool) -> float:
    """How well further names fit a work; below 0 where one is neither an author nor in the title."""
    authors = sum(any(likeness(other.words, author) for author in work.authors[1:]) for other in others)
    titled = sum(any(set(other.words) <= set(opening) for opening in work.openings) for other in others)
    if authors + titled < len(others):
        return -1.0
    count = len(work.authors)
    fits = (count > 1 or not work.complete) if with_others else count == authors + 1
    return authors + titled + 0.5 * fits


def _titled(cited: Sequence[str], shelf: Shelf) -> tuple[Work, ...]:
    """The works whose title, or whose line, begins with the cited words."""
    if len(cited) < _LEAST_TITLE:
        return ()
    works = shelf.opening_with(cited[0])
    return distinct(work for work in works if any(tuple(cited) == opening[: len(cited)] for opening in work.openings))
