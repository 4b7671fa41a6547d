"""Author-year marks as printed, whether or not there is a reference for them.

`[A, B 2013: 169]`, `(Smith & Jones, 2020a, b; Lee et al. 2019, p. 5)`, `Smith's (2020)`,
`A. Petrov [1996; 2003]`. A mark is built around its year: before it, inside or outside of the
bracket, stand the names; after it the pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from converter.linking.brackets import Bracket, brackets, innermost
from converter.linking.locators import end_of_locator
from converter.linking.names import WORD, fold
from converter.linking.words import connectors, editors, et_al, months, no_date, particles
from converter.patterns import regex

YEAR = regex(r"((?:1[4-9]|20)\d\d)(?<![\w/]\d{4})(?<!\d[.–—-]\d{4})([a-zа-я])?(?![\w])(?!\.\d)")
_RANGE = regex(r"\s?[-–—]\s?\d{2,4}(?!\d)")
_MORE_LETTERS = regex(r"\s?(?:[,;]|&|and|и|e|y|und|et|[-–])\s?([a-zа-я])(?![\w.]|\s?\d)")
_ENDS_IN_YEAR = regex(r"\d{4}[a-z]?\s?$")
_SHORT_TITLE = regex(r"(?:\.{3}|…)(?=\s?(?::|[)\];]|$))")
_ORIGINAL = regex(r"\s?\[((?:1\d|20)\d\d(?:\s?[-–—/]\s?\d{2,4})?)\]")
_TOKEN = regex(r"[^\W\d_]+(?:['’ʼ`‘-][^\W\d_]+)*|\d+|\S")
_ELIDED = regex(r"[^\W\d_]{1,4}['’ʼ](?=[^\W\d_a-zа-я])")
"""The article or preposition of `d’Arcy`, `l’Institut`, `dell’Acqua`."""
_POSSESSIVE = regex(r"['’]s?$")
_IN_ROUND = regex(r"\(\s?(\w[^()]*?)\s?\)")
_ACRONYM = regex(r"\((?=[^()]{0,9}[^\W\d_a-z][^()]{0,9}\))[^\W\d_]{2,12}\)|\[[^\W\d_]{2,12}\]")
_LONGEST_UNDATED = 200
_MOST_BARE = 3
_WINDOW = 140
_MOST_TOKENS = 40


class Author(Struct, frozen=True):
    """A name in a mark: its folded words, and where each begins."""

    words: tuple[str, ...]
    starts: tuple[int, ...]

    @property
    def start(self) -> int:
        """Where the name begins."""
        return self.starts[0]


class Mark(Struct, frozen=True):
    """One pointer at one work; `start` to `end` is what is printed for it within the bracket.

    `year` and `letter` stand at `year_at`; `year` is empty where `n.d.` or a short title stands.
    `names` end at `names_end`: within the bracket, outside of it (`narrative`), or before an
    earlier year of the same bracket (`shared`). `chunk` is what stands between the earlier
    pointer and the year. `only`: no other pointer stands in the bracket.
    """

    year: str
    start: int
    end: int
    year_at: int
    letter: str = ""
    bracket: Bracket | None = None
    names: tuple[Author, ...] = ()
    names_end: int = 0
    et_al: bool = False
    narrative: bool = False
    shared: bool = False
    chunk: str = ""
    locator: str = ""
    original: str = ""
    ranged: bool = False
    between: str = ""
    """The letters that a range leaves out: b and c of `2020a–d`."""
    only: bool = False


class Names(Struct, frozen=True):
    """Authors named one after the other, up to the offset `end`; `et_al` stands for others."""

    authors: tuple[Author, ...] = ()
    et_al: bool = False
    end: int = 0


def find_marks(text: str) -> tuple[Mark, ...]:
    """Every year in `text` that may be a citation, with the names that go with it, in order."""
    pairs = brackets(text)
    years = list(YEAR.finditer(text))
    undated = [match for pair in pairs for match in _undated(text, pair)]
    found = sorted((*years, *undated), key=re.Match.start)
    grouped: dict[Bracket | None, list[re.Match[str]]] = {}
    for match, inside in zip(found, innermost(pairs, map(re.Match.start, found)), strict=True):
        if not (inside and _is_original(text, inside)):
            grouped.setdefault(inside, []).append(match)
    marks = [mark for inside, each in grouped.items() for mark in _group(text, inside, each)]
    return tuple(sorted(marks, key=lambda mark: mark.start))


def _undated(text: str, pair: Bracket) -> Iterator[re.Match[str]]:
    """What stands instead of a year in a bracket: `n.d.`, `in press`, the end of a short title."""
    inner = text[pair.start + 1 : pair.end - 1]
    if len(inner) <= _LONGEST_UNDATED and not inner.isdigit():
        yield from no_date().finditer(text, *pair.inner)
        yield from _SHORT_TITLE.finditer(text, *pair.inner)


def _is_original(text: str, inside: Bracket) -> bool:
    """Whether a bracketed year follows another within a wider bracket: `1988 [1975]`."""
    before = text[max(0, inside.start - 7) : inside.start]
    bracketed = _ORIGINAL.fullmatch(text, inside.start, inside.end)
    return inside.depth > 0 and bool(bracketed) and bool(_ENDS_IN_YEAR.search(before))


def _group(text: str, inside: Bracket | None, found: list[re.Match[str]]) -> Iterator[Mark]:
    """The marks of one bracket, or of the text outside of brackets."""
    if inside is None:
        yield from _bare(text, found)
        return
    at, names = inside.start + 1, Names()
    narrative = not WORD.search(text, at, found[0].start())
    if narrative:
        names = names_before(text, max(0, inside.start - _WINDOW), inside.start)
    for match in found:
        if match.start() < at:
            continue
        own = names_before(text, at, match.start())
        if own.authors and _is_month(own) and text[at : own.authors[-1].start].rstrip()[-1:].isdigit():
            continue
        shared = not own.authors and not own.et_al and at > inside.start + 1
        if own.authors or not (shared or narrative):
            names, narrative = own, False
        start = own.authors[0].start if own.authors else match.start()
        mark = replace(
            _mark(text, match, inside.end - 1, names, start),
            bracket=inside,
            narrative=narrative,
            shared=shared,
            chunk=text[at : match.start()],
            only=len(found) == 1,
        )
        further = tuple(_further_letters(text, mark))
        yield replace(mark, only=mark.only and not further)
        yield from further
        at = further[-1].end if further else mark.end


def _bare(text: str, found: list[re.Match[str]]) -> Iterator[Mark]:
    """`Smith et al. 2020` without any bracket; `Brazil 2020` would be too many things."""
    for match in found:
        names = names_before(text, max(0, match.start() - _WINDOW), match.start())
        unclosed = text[: match.start()].endswith(("(", "["))
        several = unclosed or names.et_al or 1 < len(names.authors) <= _MOST_BARE
        if names.authors and several and not _RANGE.match(text, match.end()) and not _is_month(names):
            yield _mark(text, match, match.end(), names, names.authors[0].start)


def _is_month(names: Names) -> bool:
    return all(word in months() for word in names.authors[-1].words)


def _mark(text: str, match: re.Match[str], stop: int, names: Names, start: int) -> Mark:
    """The mark around a year, with the pages that follow it before `stop`."""
    year, letter = (match[1], match[2] or "") if match.re.pattern == YEAR.pattern else ("", "")
    end = match.end()
    ranged, original = _RANGE.match(text, end), _ORIGINAL.match(text, end)
    if original or (ranged and year):
        end = (original or ranged).end()  # type: ignore[union-attr]
    pages_end = end_of_locator(text, end, stop)
    return Mark(
        year,
        start,
        pages_end,
        match.start(),
        letter=fold(letter),
        names=names.authors,
        names_end=names.end,
        et_al=names.et_al,
        locator=text[end:pages_end].strip(" ,:."),
        original=original[1] if original else "",
        ranged=bool(ranged and year),
    )


def _further_letters(text: str, mark: Mark) -> Iterator[Mark]:
    """`b` and `c` of `2020a, b, c`."""
    if not mark.letter or mark.locator:
        return
    last = mark
    while more := _MORE_LETTERS.match(text, last.end):
        at, letter = more.start(1), fold(more[1])
        between = "".join(map(chr, range(ord(last.letter) + 1, ord(letter)))) if more[0].strip()[0] in "-–" else ""
        last = replace(
            last, start=at, end=more.end(), year_at=at, letter=letter, shared=True, only=False, between=between
        )
        yield last


def names_before(text: str, start: int, stop: int) -> Names:
    """The authors whose names end at `stop`, reading back no further than `start`."""
    window, with_others = _without_et_al(text[start:stop].rstrip(" ,:;'’(["))
    if "(" in window or "[" in window:
        window = _ACRONYM.sub(_blank, _IN_ROUND.sub(_blank_editors, window))
    tokens = [(m[0], start + m.start(), start + m.end()) for m in _TOKEN.finditer(window)]
    run = _run(tokens[-_MOST_TOKENS:]) or (tokens[-1:] if with_others and tokens and tokens[-1][0].isalpha() else [])
    return Names(tuple(_authors(run)), with_others, run[-1][2] if run else stop)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _blank_editors(match: re.Match[str]) -> str:
    word = editors().match(match.string, *match.span(1))
    return _blank(match) if word and word.end() == match.end(1) else match[0]


def _without_et_al(window: str) -> tuple[str, bool]:
    last = None
    for match in et_al().finditer(window, max(0, len(window) - 24)):
        last = match
    if last and not window[last.end() :].strip(" .,;:'’s"):
        return window[: last.start()].rstrip(" ,"), True
    return window, False


def _run(tokens: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """The longest tail of `tokens` that can be names."""
    at = len(tokens)
    if not tokens or not (_is_capital(tokens[-1][0]) or not tokens[-1][0].isalpha()):
        return []
    while at and _belongs(tokens, at - 1):
        at -= 1
    while at < len(tokens) and not _is_capital(tokens[at][0]) and fold(tokens[at][0]) not in particles():
        at += 1
    return tokens[at:]


def _is_capital(token: str) -> bool:
    return token[0].isupper() or bool(_ELIDED.match(token))


def _belongs(tokens: list[tuple[str, int, int]], at: int) -> bool:
    token = tokens[at][0]
    if token[0].isalpha():
        return _is_capital(token) or fold(token) in particles() or fold(token) in connectors()
    if token == ".":
        return at > 0 and tokens[at - 1][2] == tokens[at][1] and _is_initial(tokens[at - 1][0])
    return token in ",;&/…-–’'"


def _is_initial(token: str) -> bool:
    return token[0].isupper() and len(token) <= 2


def _authors(run: list[tuple[str, int, int]]) -> Iterator[Author]:
    """The run taken apart at commas and connectors; initials are left out."""
    gathered: list[tuple[str, int, int]] = []
    for token in [*run, (",", 0, 0)]:
        text = token[0]
        if (not text[0].isalpha() and text not in ".-–…'’") or (fold(text) in connectors() and not text[0].isupper()):
            if gathered:
                yield _author(gathered)
            gathered = []
        elif text[0].isalpha() and not (len(text) == 1 and text.isupper()):
            gathered.append(token)


def _author(gathered: list[tuple[str, int, int]]) -> Author:
    words: list[tuple[str, int]] = []
    for token, start, _ in gathered:
        bare = _POSSESSIVE.sub("", token)
        words += [(fold(part), start) for part in bare.split("-") if part]
        if (elided := _ELIDED.match(bare)) and not bare[0].isupper():
            words.append((fold(bare[elided.end() :]), start + elided.end()))
    return Author(tuple(word for word, _ in words), tuple(start for _, start in words))
