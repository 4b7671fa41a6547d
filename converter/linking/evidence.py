"""How much speaks for a work: the likeness of names, the year and its letter, the number of authors."""

from __future__ import annotations

from collections.abc import Sequence

from converter.linking.author_year import Author, Mark
from converter.linking.names import is_cyrillic, is_declined, sound, stem
from converter.linking.works import Words, Work

HEARD, STEMMED = 1.8, 1.7
"""How alike two names are that only sound the same, or only their stems."""
_SAME, _PARTLY, _OTHERWISE = 2.0, 1.2, 0.5
_OTHER_AUTHOR = 0.75
_STRANGER = -2.0
_LEAST_NAME = 5
_LONG_NAME = 9


def likeness(cited: Sequence[str], printed: Words) -> float:
    """How alike two names are, from 0 to 2: all words the same, only heard the same, some."""
    if same := set(cited) & set(printed):
        return _covering(same, cited, printed, _SAME)
    cited_sounds, printed_sounds = [sound(word) for word in cited], [sound(word) for word in printed]
    if heard := set(cited_sounds) & set(printed_sounds):
        return _covering(heard, cited_sounds, printed_sounds, HEARD)
    if any(map(is_cyrillic, (*cited, *printed))):
        return STEMMED if {stem(word) for word in cited} & {stem(word) for word in printed} else 0.0
    return 0.0


def _covering(common: set[str], cited: Sequence[str], printed: Sequence[str], whole: float) -> float:
    if len(common) in (len(set(printed)), len(set(cited))):
        return whole
    return _PARTLY if len(common) > 1 or len(printed) <= 2 else _OTHERWISE


def evidence(work: Work, mark: Mark, names: tuple[Author, ...], leading: bool = True) -> float:
    """How much speaks for the work: up to 4 points for its first name, 2 for its year,
    1 for each further name and for the number of names."""
    year = work.years.get(mark.year, 0.0) if mark.year else float(not work.years)
    if not year:
        return 0.0
    if leading:
        lead = likeness(names[0].words, work.authors[0])
    else:
        lead = _OTHER_AUTHOR * max(likeness(names[0].words, author) for author in work.authors[1:])
    others = sum(other_author(name, work) for name in names[1:])
    original = 1.0 if mark.original and mark.original in work.text else 0.0
    return 2 * lead + others + number_of_authors(work, mark, len(names)) + 2 * year + letter(work, mark) + original


def other_author(name: Author, work: Work) -> float:
    """Whether a further name of the mark is one of the work's."""
    if any(likeness(name.words, author) for author in work.authors[1:]):
        return 1.0
    return 0.0 if work.head & set(name.words) else _STRANGER


def number_of_authors(work: Work, mark: Mark, named: int) -> float:
    """Whether the number of authors fits."""
    count = len(work.authors)
    if mark.et_al:
        return 1.0 if count > max(2, named) or not work.complete else -0.5 if count == 2 else -1.5
    if not work.complete:
        return -0.5
    return 1.0 if count == named else -0.5 if count > named else -0.3


def letter(work: Work, mark: Mark) -> float:
    """Whether the letter after the year fits."""
    if mark.letter and work.letter:
        return 1.5 if mark.letter == work.letter else -4.0
    return -0.5 if work.letter else -0.2 if mark.letter else 0.0


def is_similar(cited: Sequence[str], printed: Words) -> bool:
    """Whether two names share a word, or have words that are declined or spelt a little otherwise."""
    return (
        bool(set(cited) & set(printed))
        or declines(cited, printed)
        or any(
            _is_misspelt(one, other)
            for one in cited
            for other in printed
            if min(len(one), len(other)) >= _LEAST_NAME and one[0] == other[0]
        )
    )


def _is_misspelt(one: str, other: str) -> bool:
    allowed = 1 if len(one) < _LONG_NAME else 2
    if abs(len(one) - len(other)) > allowed:
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other) <= allowed


def declines(cited: Sequence[str], printed: Words) -> bool:
    """Whether the cited name is a case of the printed one."""
    return any(is_declined(one, other) for one in cited for other in printed)
