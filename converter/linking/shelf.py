"""The works of an article, found by the names and the first words by which they are cited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from converter.linking.names import fold, is_cyrillic, sound, stem, words
from converter.linking.works import Words, Work
from converter.patterns import regex

_DEFINED = regex(r"[(\[]([^\W\d_]{2,12})[)\]]")
_LONGEST_BODY = 120


class Shelf:
    """The works of an article, found by the names and the first words by which they are cited."""

    def __init__(self, works: Iterable[Work]) -> None:
        self.works = tuple(works)
        self.weighed: dict[tuple[object, ...], tuple[float, tuple[Work, ...]]] = {}
        """What was found for marks that say the same: evidence and works."""
        self._by_lead = _index(self.works, lambda work: work.authors[:1])
        self._by_other = _index(self.works, lambda work: work.authors[1:])
        self._by_year: dict[str, list[Work]] = defaultdict(list)
        self._by_opening: dict[str, list[Work]] = defaultdict(list)
        self._by_acronym: dict[str, list[Work]] = defaultdict(list)
        self._by_last: dict[str, list[Work]] = defaultdict(list)
        for work in self.works:
            for year in work.years:
                self._by_year[year].append(work)
            for first in {opening[0] for opening in work.openings}:
                self._by_opening[first].append(work)
            for acronym in work.acronyms:
                self._by_acronym[acronym].append(work)
            if work.authors and len(work.authors[0]) > 1:
                self._by_last[work.authors[0][-1]].append(work)

    def led_by(self, name: Sequence[str], year: str | None = None) -> list[Work]:
        """Works whose first author bears one of the words of `name`; given a year, those of it, "" for the undated."""
        return _found(self._by_lead, name, year)

    def with_author(self, name: Sequence[str], year: str | None = None) -> list[Work]:
        """Works of which someone but the first author bears one of the words, the year as above."""
        return _found(self._by_other, name, year)

    def opening_with(self, first: str) -> list[Work]:
        """Works whose line or title begins with the word."""
        return self._by_opening.get(first, [])

    def abbreviated(self, acronym: str) -> list[Work]:
        """Works whose corporate author the acronym stands for."""
        return self._by_acronym.get(acronym, [])

    def learn(self, text: str) -> None:
        """Take up the acronyms that the text gives to corporate authors: `World Bank (WB)`."""
        for match in _DEFINED.finditer(text):
            before = words(text[max(0, match.start() - _LONGEST_BODY) : match.start()])
            for work in self._by_last.get(before[-1], ()) if before else ():
                if before[-len(work.authors[0]) :] == work.authors[0]:
                    self._by_acronym[fold(match[1])].append(work)

    def of_year(self, year: str) -> list[Work]:
        """Works that may be of the year."""
        return self._by_year.get(year, [])


_Index = Mapping[tuple[str, str | None], list[Work]]
"""Works by a form of a name and, so that a prolific author costs no more than others, by their years; None is any."""


def _index(works: Iterable[Work], names: Callable[[Work], Sequence[Words]]) -> _Index:
    index: dict[tuple[str, str | None], list[Work]] = defaultdict(list)
    for work in works:
        for key in {key for name in names(work) for word in name for key in (word, sound(word), stem(word))}:
            for year in (None, *(work.years or ("",))):
                index[key, year].append(work)
    return index


def _found(index: _Index, name: Sequence[str], year: str | None) -> list[Work]:
    found: dict[int, Work] = {}
    for word in name:
        for key in (word, sound(word), stem(word)) if is_cyrillic(word) else (word, sound(word)):
            found.update((id(work), work) for work in index.get((key, year), ()))
    return list(found.values())


def distinct(works: Iterable[Work]) -> tuple[Work, ...]:
    """The works, the first of each id."""
    found: dict[str, Work] = {}
    for work in works:
        found.setdefault(work.id, work)
    return tuple(found.values())
