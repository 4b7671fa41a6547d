"""Laws, resolutions and standards cited by number and year: `Lei nº 13.146/2015`, `Directive 2000/60/EC`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct

from converter.linking.names import WORD, fold, stem
from converter.linking.words import any_of, words_for
from converter.linking.works import Work

_NUMBER = r"(?P<number>\d{1,6}(?:\.\d{3}){0,3}(?:-[^\W\d_]{1,4})?)"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)(?!\d)"
_TO_YEAR = r"(?:/|[^.;()\d]{0,12}(?:\d{1,2}[^.;()\d]{1,20}|\d{1,2}\.\d{1,2}\.?)?)"
_DAY_TO_YEAR = r"(?<![\d.])\d{1,2}(?:\.\d{1,2}\.|\s[^\W\d_]{3,9}\s)"
_HEAD = 80
_BEFORE = 80
_SHORTEST = 2
_STRANGERS = 2
"""Other words that may stand between those before a number."""


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """Number then year, date then number, `2000/60/EC`, and `Ley 1581 de 2012`."""
    sign = rf"(?:№|[nN]\.?\s?[º°˚]\.?|{any_of(words_for('number-sign'))})\s?"
    forms = (
        rf"(?<!\w){sign}{_NUMBER}{_TO_YEAR}{_YEAR}(?:/[^\W_][\w-]{{1,9}})?",
        rf"{_DAY_TO_YEAR}{_YEAR}(?:\s[^\W\d_]{{1,4}}\.?)?,?\s{sign}{_NUMBER}",
        rf"(?<![\w/]){_YEAR}/(?P<number>\d{{1,4}})(?!\d)(?:/[A-Z]{{2,4}}(?!\w))?",
        rf"(?<![\w.,]){_NUMBER}(?:/|\s[^\W\d_]{{2,3}}\s){_YEAR}",
    )
    return tuple(map(re.compile, forms))


Key = tuple[str, str]
"""The number and the year of a document."""


class Mention(Struct, frozen=True):
    """A numbered document named in the text, and the work it is."""

    start: int
    end: int
    work: Work


class Document(Struct, frozen=True):
    """A work that is a numbered document, and the stems of the words before its number."""

    work: Work
    kind: frozenset[str]


Documents = Mapping[Key, Sequence[Document]]


def numbered_documents(works: Iterable[Work]) -> Documents:
    """The works whose line begins with a numbered document, by number and year.

    Where an author stands before it (`Brazil. Law no. 12`), the author is what is cited.
    """
    found: dict[Key, list[Document]] = defaultdict(list)
    for work in works:
        for match in _numbers(work.text, _HEAD):
            before = work.text[: match.start()]
            if "." not in before:
                found[_key(match)].append(Document(work, frozenset(stem(fold(word)) for word in WORD.findall(before))))
    return found


def find_mentions(text: str, documents: Documents) -> Iterator[Mention]:
    """Every mention of a document with its number, its year and a word for what it is."""
    for match in _numbers(text, len(text)) if documents else ():
        found = {
            each.work.id: (start, each.work)
            for each in documents.get(_key(match), ())
            if (start := _beginning(text, match.start(), each.kind)) < match.start()
        }
        if len(found) == 1:
            start, work = next(iter(found.values()))
            yield Mention(start, match.end(), work)


def _numbers(text: str, stop: int) -> Iterator[re.Match[str]]:
    """The numbers of documents that begin before `stop`, each read in the first form that fits."""
    ends: list[tuple[int, int]] = []
    for form in _forms():
        for match in form.finditer(text):
            if match.start() < stop and not any(match.start() < end and start < match.end() for start, end in ends):
                ends.append(match.span())
                yield match


def _beginning(text: str, at: int, kind: frozenset[str]) -> int:
    """Where the words that the document bears before its number begin; `at` where none stands before it."""
    begin = following = at
    strangers = 0
    for word in reversed(list(WORD.finditer(text, max(0, at - _BEFORE), at))):
        known = stem(fold(word[0])) in kind and (len(word[0]) > _SHORTEST or word[0][0].isupper())
        strangers = 0 if known else strangers + (len(word[0]) > _SHORTEST)
        if text[word.end() : following].strip(' «»“”"') or strangers > _STRANGERS:
            break
        begin, following = word.start() if known else begin, word.start()
    return begin


def _key(match: re.Match[str]) -> Key:
    return match["number"].replace(".", "").casefold(), match["year"]
