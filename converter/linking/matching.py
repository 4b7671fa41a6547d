"""Which reference a mark means: the works of a list, found by name and weighed by evidence."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from converter.linking.author_year import Author, Mark
from converter.linking.bodies import start_of_body
from converter.linking.evidence import (
    HEARD,
    STEMMED,
    declines,
    evidence,
    is_similar,
    letter,
    likeness,
    number_of_authors,
    other_author,
)
from converter.linking.names import WORD, fold, words
from converter.linking.shelf import Shelf, distinct
from converter.linking.words import particles
from converter.linking.works import Words, Work
from converter.patterns import regex

ENOUGH = 3.8
"""The least evidence that makes a link."""
_TIE = 0.35
_LONGEST_RUN = 12
_IN_BRACKETS = regex(r"[(\[][^()\[\]]{0,40}[)\]]")
_SHORTENED = regex(r"\.{3}|…")
_NEAR = 600
_TITLE_WORDS = 3
_ONE_MORE = 2
_SENTENCE_END = regex(r"(?:(?<=[^\W\d_]{3})|(?<=[)\]]))[.!?…]['\"”»)\]]{0,2}\s(?=[^\W\d_a-z])")


class Match(Struct, frozen=True):
    """The works a mark may mean, the likeliest first, and the others that are as likely.

    `start` is where its name begins in the text, `adjacent` whether nothing stands between
    the name and the bracket. `doubt` tells what differs: "year", "name" or nothing.
    """

    works: tuple[Work, ...]
    score: float
    start: int
    adjacent: bool = True
    doubt: str = ""


def resolve(shelf: Shelf, mark: Mark, text: str) -> Match | None:
    """The works that the mark in `text` means, or None where nothing on the shelf is likely."""
    for search in (_by_names, _by_opening, _by_body, _by_acronym, _by_sentence, _by_similar_name, _by_other_year):
        found = search(shelf, mark, text)
        if found and found.score >= ENOUGH:
            return found
    return None


def _by_names(shelf: Shelf, mark: Mark, text: str) -> Match | None:
    """The best match of any tail of the names: `Hanoi, Smith` before a year may be Smith alone."""
    names = mark.names[-_LONGEST_RUN:]
    tails = [names[first:] for first in range(len(names))]
    found = [_match(shelf, mark, tail) for tail in tails]
    if not any(found):
        found = [_match(shelf, mark, tail, leading=False) for tail in tails]
    best = max((match for match in found if match), key=lambda match: match.score, default=None)
    skipped = best and not mark.narrative and found.index(best) > 0
    return replace(best, doubt="name") if best and skipped else best


def _match(shelf: Shelf, mark: Mark, names: tuple[Author, ...], *, leading: bool = True) -> Match | None:
    """The works led by the first of `names`, or with it among the others; marks that say the same are weighed once."""
    said = (leading, mark.year, mark.letter, mark.et_al, mark.original, *(name.words for name in names))
    if said not in shelf.weighed:
        find = shelf.led_by if leading else shelf.with_author
        shelf.weighed[said] = _weigh(find(names[0].words, mark.year), mark, names, leading)
    score, likely = shelf.weighed[said]
    if not likely:
        return None
    return Match(likely, score, beginning(names[0], likely[0]), doubt=_strangers(names, likely[0]))


def _weigh(works: list[Work], mark: Mark, names: tuple[Author, ...], leading: bool) -> tuple[float, tuple[Work, ...]]:
    """The greatest evidence for one of the works, and those for which there is hardly less, the likeliest first."""
    scored = [(evidence(work, mark, names, leading), work) for work in works]
    scored = sorted((each for each in scored if each[0] > 0), key=lambda each: -each[0])
    best = scored[0][0] if scored else 0.0
    return best, distinct(work for score, work in scored if score >= best - _TIE)


def _strangers(names: tuple[Author, ...], work: Work) -> str:
    """ "name" where a name of the mark is none of the work's."""
    strange = any(other_author(name, work) < 0 for name in names[1:])
    return "name" if strange and work.complete else ""


def beginning(name: Author, work: Work) -> int:
    """Where the words of the name begin that the work's first author bears; a preposition is none of them."""
    begin = name.start
    printed = work.authors[0] if work.authors else ()
    for word, start, following in zip(name.words, name.starts, (*name.starts[1:], 0), strict=True):
        if word in particles():
            begin = begin if word in work.named and work.personal else following
        elif is_similar((word,), printed) or likeness((word,), printed):
            return min(begin, start)
        else:
            begin = following
    return name.start


def _by_opening(shelf: Shelf, mark: Mark, text: str) -> Match | None:
    """Works whose line or title begins with the words of the mark: short titles, bodies."""
    if mark.narrative or mark.shared:
        return None
    cited = words(_IN_BRACKETS.sub("", mark.chunk))
    found = [
        work
        for work in _opened(shelf, cited, _SHORTENED.search(mark.chunk) is not None)
        if (not mark.year or mark.year in work.years) and letter(work, mark) > -1
    ]
    start = mark.year_at - len(mark.chunk.lstrip(" ,;:"))
    return Match(distinct(found), ENOUGH, start) if found else None


def _opened(shelf: Shelf, cited: Words, shortened: bool) -> list[Work]:
    """Works that begin with the cited words; a single word must be the whole of a name, or shortened."""
    if not cited:
        return []
    works = shelf.opening_with(cited[0])
    if len(cited) == 1 and not shortened:
        named = [work for work in works if cited in work.authors]
        return [*shelf.abbreviated(cited[0]), *named]
    return [work for work in works if any(opening[: len(cited)] == cited[: len(opening)] for opening in work.openings)]


def _by_body(shelf: Shelf, mark: Mark, text: str) -> Match | None:
    """`The Office for labour data (2018)`: a corporate name that ends in small words before its bracket."""
    if not mark.narrative or mark.bracket is None or not mark.year:
        return None
    before = text[max(0, mark.bracket.start - _NEAR) : mark.bracket.start]
    found = [
        (work, start)
        for work in shelf.of_year(mark.year)
        if letter(work, mark) > -1 and (start := start_of_body(before, work.body)) is not None
    ]
    works = distinct(work for work, _ in found)
    return Match(works, ENOUGH, mark.bracket.start - len(before) + found[0][1]) if works else None


def _by_acronym(shelf: Shelf, mark: Mark, text: str) -> Match | None:
    """`WHO (2019)`."""
    name = mark.names[-1] if mark.names and mark.narrative else None
    if not name or len(name.words) > 1 or not text[name.start : name.start + 2].isupper():
        return None
    found = [work for work in shelf.abbreviated(name.words[0]) if mark.year in work.years and letter(work, mark) > -1]
    return Match(distinct(found), ENOUGH, name.start) if found else None


def _by_sentence(shelf: Shelf, mark: Mark, text: str) -> Match | None:
    """`Barthes says that ... (1987, p. 19)`: the nearest author before, with a work of the year."""
    if mark.bracket is None or not mark.narrative or mark.ranged or not mark.year:
        return None
    works = shelf.of_year(mark.year)
    limit = mark.bracket.start
    before = text[max(0, limit - _NEAR) : limit]
    if not mark.locator and mark.bracket.sign == "(":
        before = before[last_sentence(before) :]
        if mark.names:
            works = [work for work in works if _is_titled(work, before)]
    for word in reversed(WORD.findall(before)) if works else ():
        if word[0].isupper() and len(word) > 2:
            named = distinct(w for w in works if w.authors and likeness((fold(word),), w.authors[0]) >= STEMMED)
            if named:
                return Match(named, ENOUGH, mark.start, adjacent=False)
    return None


def _is_titled(work: Work, text: str) -> bool:
    """Whether the text names the title: `Bakhtin, in Problems of poetics (1963)`."""
    said = " ".join(words(text))
    return any(" ".join(opening[:_TITLE_WORDS]) in said for opening in work.openings[1:] if len(opening) > 1)


def last_sentence(text: str) -> int:
    """Where the last sentence of `text` begins."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    return ends[-1] if ends else 0


def _by_similar_name(shelf: Shelf, mark: Mark, text: str) -> Match | None:
    """A work of the year whose authors are declined or spelt a little otherwise: `Safiotti`, `Saffioti`."""
    if not mark.names or not mark.year or mark.bracket is None or mark.ranged:
        return None
    works = [work for work in shelf.of_year(mark.year) if work.authors and letter(work, mark) > -1]
    for first in range(len(mark.names) if mark.narrative else 1):
        cited, *others = mark.names[first:]
        found = [work for work in works if _named_alike(work, mark, cited, others)]
        if len(similar := distinct(found)) == 1:
            doubt = "" if declines(cited.words, found[0].authors[0]) else "name"
            return Match(similar, ENOUGH, beginning(cited, found[0]), doubt=doubt)
    return None


def _named_alike(work: Work, mark: Mark, cited: Author, others: Sequence[Author]) -> bool:
    """Whether the first author is nearly the cited one; outside of brackets the others must be the work's too."""
    return (
        is_similar(cited.words, work.authors[0])
        and (mark.et_al or abs(len(work.authors) - len(others) - 1) < _ONE_MORE)
        and (not mark.narrative or all(any(is_similar(each.words, one) for one in work.authors[1:]) for each in others))
    )


def _by_other_year(shelf: Shelf, mark: Mark, text: str) -> Match | None:
    """The only work of these authors, of a year that a slip could make of the cited one."""
    if not mark.names or not mark.year or mark.bracket is None or mark.ranged:
        return None
    tails = [mark.names[first:] for first in range(len(mark.names) if mark.narrative else 1)]
    for names in tails:
        led = shelf.led_by(names[0].words)
        works = distinct(work for work in led if likeness(names[0].words, work.authors[0]) >= HEARD)
        if len(works) == 1 and _names_fit(works[0], mark, names) and _year_fits(works[0], mark, len(names)):
            return Match((works[0],), ENOUGH, beginning(names[0], works[0]), doubt="year")
    return None


def _names_fit(work: Work, mark: Mark, names: tuple[Author, ...]) -> bool:
    return number_of_authors(work, mark, len(names)) >= 1 and all(other_author(name, work) >= 1 for name in names[1:])


def _year_fits(work: Work, mark: Mark, named: int) -> bool:
    """Whether the likeliest year of the work is a slip away, or the work has none of its own."""
    if not work.years:
        return True
    sure = max(work.years.values())
    return any(_slip(mark.year, year) for year, weight in work.years.items() if weight == sure) or (
        named > 1 and not work.dated
    )


def _slip(cited: str, printed: str) -> bool:
    """Whether two years are neighbours, or differ in one digit or in the order of two."""
    differing = sum(a != b for a, b in zip(cited, printed, strict=True))
    return (
        differing == 1 or abs(int(cited) - int(printed)) <= 1 or (differing == 2 and sorted(cited) == sorted(printed))
    )
