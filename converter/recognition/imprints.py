"""Imprints: a line that tells where an article was printed, as journals set it at the edge of a page.

"Annals of Rivers 2014, 4, 932-945", "Wetlands 49: e1112020, 2022", "Marek et al. (2024). Title.
Annals of Rivers, 7(77), 180", "Вестник рек. 2021. № 70. С. 5–12".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct, field

from converter.article import Issue
from converter.languages import LANGUAGES
from converter.patterns import regex
from converter.recognition.issns import PRINTED, Issn, read_issns

_YEAR = regex(r"(?<![\d/.-])(?:19|20)\d\d(?![\d/-])")
_DOI = regex(r"\b10\.\d{4,9}/[^\s,;]+[^\s,;.)]")
_AROUND = ' .,;:|–—-·()«»"/'
_VOLUME = r"(?P<volume>\d{1,4})\s?(?:\(\s?(?P<issue>\d{1,3}(?:[-–/]\d{1,3})?)\s?\))?"
_PAGES = r"""(?:(?P<fpage>(?!(?:19|20)\d\d(?!\d|\s?[-–—]))\d{1,6})(?:\s?[-–—]\s?(?P<lpage>\d{1,6}))?
    |(?P<elocation>[A-Za-z]{1,4}\d{1,12}))(?!\w)"""
"""A number alone that may be a year is no page."""
_DATED = r"(?P<year>(?:19|20)\d\d)"
_BARE_PAGES = regex(r"[,:]\s?(?P<fpage>\d{1,6})\s?[-–—]\s?(?P<lpage>\d{1,6})(?!\w)")
_ALONE = r"(?<![\w/.-])"
_SHAPES = tuple(
    regex(_ALONE + shape, re.VERBOSE)
    for shape in (
        rf"\(?{_DATED}\)?[.,;:]?\s?(?:[^\W\d_]{{3,12}}\.?[;,]\s?)?{_VOLUME}\s?[,:]\s?{_PAGES}",
        rf"{_VOLUME}\s?[,:]\s?{_PAGES}[\s,.;]{{1,3}}\(?{_DATED}(?!\d)",
        rf"(?P<volume>\d{{1,4}})\s?\({_DATED}\)\s?[,:]?\s?{_PAGES}",
        rf"(?P<volume>\d{{1,4}})\s?\(\s?(?P<issue>\d{{1,3}}(?:[-–/]\d{{1,3}})?)\s?\)(?!\.\d)(?:\s?[,:]\s?{_PAGES})?",
        r"(?P<volume>\d{1,4})\s?:\s?(?:(?P<elocation>[A-Za-z]\d{3,12})|(?P<fpage>\d{1,6})\s?[-–]\s?(?P<lpage>\d{1,6}))(?!\w)",
    )
)
"""The first three hold the year as well."""
_OTHERS = regex(r"\s(?:et\s+al|и\s+др)\.?[,:]?\s+")
_LONGEST = 12
"""Words of a journal's title at most."""
_FEW = 6
_LONG_WORD = 16


class Imprint(Struct, frozen=True):
    """What a line says of the journal and of the article's place in it."""

    journal: str = ""
    issue: Issue = field(default_factory=Issue)
    doi: str = ""
    issns: tuple[Issn, ...] = ()
    rest: str = ""
    """Words of the line that are none of these."""
    labels: str = ""
    """Words that say what a number counts: "vol. No."."""

    @property
    def weight(self) -> int:
        """How much the line tells; less than two is nothing."""
        numbered = bool(self.issue.volume or self.issue.issue)
        return bool(self.journal) * (numbered + bool(self.issue.year)) + bool(self.issue.volume)

    @property
    def heads(self) -> bool:
        """Whether journal, year and volume or issue are there and hardly more, as at the top of a page."""
        return self.weight > 1 and bool(self.issue.year) and len(self.rest.split()) <= _FEW

    @property
    def is_whole(self) -> bool:
        """Whether journal, year, volume and pages are there and little else."""
        issue = self.issue
        whole = self.journal and issue.year and issue.volume and (issue.fpage or issue.elocation)
        return bool(whole) and len(self.rest.split()) <= _LONGEST


def read_imprint(line: str, title: str = "") -> Imprint:
    """What a line tells; nothing where no volume or issue stands in it. `title` is the article's own."""
    text = " ".join(line.split())
    dois, issns = list(_DOI.finditer(text)), list(PRINTED.finditer(text))
    kept = PRINTED.sub(_blank, _DOI.sub(_blank, text))
    matches = list(_numbered(kept)) or list(_labelled(kept))
    if not matches:
        return Imprint()
    told = {name: value for match in matches for name, value in match.groupdict().items() if value}
    years = [] if "year" in told else list(_YEAR.finditer(kept))[:1]
    told |= {"year": years[0][0]} if years else {}
    begins = min(match.start() for match in (*matches, *_before_journal(years, matches, kept)))
    journal = _journal(kept[:begins], " ".join(title.split()))
    spans = [match.span() for match in (*matches, *years, *dois, *issns)]
    rest = _outside(text, [(text.rfind(journal, 0, begins), begins), *spans] if journal else spans)
    labels = " ".join(filter(None, map(_label, matches)))
    return Imprint(journal, Issue(**told), dois[0][0] if dois else "", tuple(read_issns(text)), rest, labels)


def _label(match: re.Match[str]) -> str:
    """The words of a match before its number."""
    number = min(match.start(name) for name in match.groupdict() if match[name])
    return match[0][: number - match.start()].strip(_AROUND)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _numbered(text: str) -> Iterator[re.Match[str]]:
    """Volume, issue and pages by their place and signs alone."""
    found = (match for shape in _SHAPES for match in shape.finditer(text) if _YEAR.fullmatch(match["volume"]) is None)
    match = next(found, None)
    if match and not _issue_word().search(text, max(0, match.start("volume") - _LONG_WORD), match.start("volume")):
        yield match


def _labelled(text: str) -> Iterator[re.Match[str]]:
    """Volume, issue and pages behind words that say so, each once."""
    taken: set[int] = set()
    for role, name in (("volume", "volume"), ("issue", "issue"), ("pages", "fpage")):
        match = _counted(role, name).search(text)
        if name == "fpage" and taken and match is None:
            match = _BARE_PAGES.search(text, max(taken))
        if match and match.start() not in taken and (name != "fpage" or taken):
            taken.add(match.start())
            yield match


@cache
def _stems(role: str, *, short: bool) -> str:
    """The words of a role as alternatives, the longest first; a word of one letter has its full stop."""
    words = {word.casefold() for each in LANGUAGES.values() for word in each.words.get(role, ())}
    stems = {re.escape(word.rstrip(".")) for word in words if len(word.rstrip(".")) > 1 or word == "№" or short}
    dotted = {re.escape(word) for word in words if len(word) == 2 and word.endswith(".") and not short}
    return "|".join(sorted((*stems, *dotted), key=len, reverse=True))


@cache
def _issue_word() -> re.Pattern[str]:
    """The word of an issue right before a number: what it counts is no volume."""
    return re.compile(rf"(?<!\w)(?:{_stems('issue', short=False)})\.?\s?$", re.IGNORECASE)


@cache
def _counted(role: str, name: str) -> re.Pattern[str]:
    value = (
        rf"(?P<{name}>[A-Za-z]{{0,4}}\d{{1,4}}(?:[-–/]\d{{1,4}}|\s?\((?!(?:19|20)\d\d\))\d{{1,4}}\))?[A-ZА-Я]?)(?!\w)"
    )
    if role == "pages":
        value = r"(?P<fpage>\d{1,6})(?:\s?[-–—]\s?(?P<lpage>\d{1,6}))?(?!\w)"
    return re.compile(rf"(?<!\w)(?:{_stems(role, short=role == 'pages')})\.?\s{{0,2}}{value}", re.IGNORECASE)


def _before_journal(years: list[re.Match[str]], matches: list[re.Match[str]], text: str) -> Iterator[re.Match[str]]:
    """The year where it ends the journal's title; one behind the authors stands before the article's."""
    for year in years:
        between = text[year.end() : min(match.start() for match in matches)]
        if sum(map(str.isalpha, between)) < _LONGEST:
            yield year


def _journal(text: str, title: str) -> str:
    """The journal's title in what stands before the numbers: behind the article's title, or behind the authors."""
    if title and title in text:
        text = text[text.rfind(title) + len(title) :]
    text = _OTHERS.split(text)[-1].split(" | ")[0].strip(_AROUND)
    if len(text.split()) > _LONGEST:
        text = re.split(r"[.?!]\s", text)[-1].strip(_AROUND)
    return text if any(map(str.isalpha, text)) and len(text.split()) <= _LONGEST else ""


def _outside(text: str, spans: list[tuple[int, int]]) -> str:
    """The words of a text outside some of its stretches."""
    kept, at = [], 0
    for start, end in sorted(spans):
        kept.append(text[at:start])
        at = max(at, end)
    return " ".join(word for word in " ".join((*kept, text[at:])).split() if any(map(str.isalnum, word)))
