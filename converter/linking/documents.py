"""Laws, resolutions and standards cited by their number: `Lei nº 13.146/2015`, `Decree No. 12 of 2010`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from converter.linking.names import fold
from converter.linking.works import Work

_NUMBERED = re.compile(
    r"(?P<word>[^\W\d_]{2,24})\s(?:[nN]\.?\s?[º°˚o]\.?|№|Nr\.?)\s?(?P<number>\d{1,6}(?:\.\d{3}){0,3}(?:-[^\W\d_]{1,4})?)"
)
_YEAR_AFTER = re.compile(r"(?:/|[^.;()\d]{0,12}(?:\d{1,2}[^.;()\d]{1,20}|\d{1,2}\.\d{1,2}\.)?)((?:1[89]|20)\d\d)(?!\d)")
_HEAD = 80

Key = tuple[str, str]


class Mention(Struct, frozen=True):
    """A numbered document named in the text, and the work it is."""

    start: int
    end: int
    work: Work


def numbered_documents(works: Iterable[Work]) -> Mapping[Key, list[Work]]:
    """The works whose line begins with a numbered document, by its word and its number.

    Where an author stands before it (`Brazil. Law no. 12`), the author is what is cited.
    """
    found: dict[Key, list[Work]] = defaultdict(list)
    for work in works:
        match = _NUMBERED.search(work.text, 0, _HEAD)
        if match and "." not in work.text[: match.start()]:
            found[_key(match)].append(work)
    return found


def find_mentions(text: str, documents: Mapping[Key, list[Work]]) -> Iterator[Mention]:
    """Every mention of a document with its number and its year."""
    if not documents:
        return
    for match in _NUMBERED.finditer(text):
        year = _YEAR_AFTER.match(text, match.end())
        works = [work for work in documents.get(_key(match), ()) if year and year[1] in work.years]
        if year and len(works) == 1:
            yield Mention(match.start(), year.end(), works[0])


def _key(match: re.Match[str]) -> Key:
    return fold(match["word"]), match["number"].replace(".", "").casefold()
