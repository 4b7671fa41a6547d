"""What a citation can know of a reference: its number, its authors, its years, its first words.

Fields that were parsed are one witness, the printed text is another: an own light reading of
the beginning of the line finds surnames in every common style, and any year is a year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from converter.article import Field, Reference
from converter.linking.names import WORD, fold, words
from converter.linking.words import connectors, et_al, particles
from converter.patterns import regex

Words = tuple[str, ...]

PRINTED_YEAR = regex(r"((?:1[4-9]|20)\d\d)(?<![\w.,/–-]\d{4})([a-zа-я])?(?![\w])(\s?[-–—]\s?\d{2,4}(?!\d))?")
"""A year of a reference with its letter; group 3 where it begins a range."""

_MAIN, _ANY, _RANGE = 1.0, 0.75, 0.4
_HEAD_LIMIT = 600
_OPENING = 10
_LEAST_HEAD = 80
_ET_AL_REACH = 24
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 2, 8
_REPEATED = regex(r"\s?(?:[_—―–-]\s?){2,}|\s?[—―]\s?[,.]")
_BESIDE = regex(r"\s?[.–—-]\s([A-Z][A-Za-z]{0,9}[A-Z])(?=[.:,]|\s[–—-])")
"""`CNP` of `Conselho Nacional de Pesquisa. CNP. Annual report`."""
_IN_BRACKETS = regex(r"[(\[]([^()\[\]]{2,20})[)\]]")


class Work(Struct, frozen=True):
    """A reference as a citation sees it.

    `authors`: folded words of each surname (or of the whole name, where surname and given name
    cannot be told apart), in order. `complete`: the list of authors is known to its end.
    `years`: from a year to how surely it is the year of the work, from 0 to 1. `openings`:
    the first folded words of the line and of the title. `head`: all folded words among which
    the authors stand. `acronyms`: by which the author may be cited. `named`: the folded words of
    all authors as printed, `personal` whether they are persons.
    """

    id: str
    label: str
    authors: tuple[Words, ...]
    complete: bool
    years: Mapping[str, float]
    letter: str
    dated: bool
    openings: tuple[Words, ...]
    head: frozenset[str]
    acronyms: frozenset[str]
    named: Words
    personal: bool
    text: str

    @property
    def body(self) -> Words:
        """The words of a corporate author."""
        return () if self.personal else self.named


def works_of(references: Iterable[Reference]) -> tuple[Work, ...]:
    """The works of a list; a dash at the beginning of a line repeats the authors before it.

    A reference printed in several languages is a work in each of them, under one id.
    """
    works: list[Work] = []
    for printed in references:
        works += (_work_of(replace(each, id=printed.id)) for each in printed.alternatives)
        work = _work_of(printed)
        if works and _REPEATED.match(work.text):
            before = works[-1]
            work = replace(work, authors=before.authors, complete=before.complete, head=work.head | before.head)
        works.append(work)
    return tuple(works)


def _work_of(reference: Reference) -> Work:
    """What the printed text and the fields of `reference` tell of its work."""
    text = reference.text
    head = _head(text)
    read, end = read_authors(head)
    whole, whole_end = _whole_names(head)
    end = end if read else whole_end
    years, letter = _years(reference, len(head), end)
    openings = (words(text[:200], _OPENING), *_titles(reference, text, end))
    return Work(
        id=reference.id,
        label=reference.label.strip("[]()., "),
        authors=read or whole or _named_authors(reference),
        complete=not et_al().search(head, 0, end + _ET_AL_REACH),
        years=years,
        letter=letter,
        dated=_MAIN in years.values(),
        openings=tuple(opening for opening in openings if opening),
        head=frozenset(words(text[: max(end, _LEAST_HEAD)])),
        acronyms=frozenset(_acronyms(text[:end], head)),
        named=words(text[:end]),
        personal=bool(read),
        text=text,
    )


def _head(text: str) -> str:
    """The part of a reference line in which authors may stand: up to the first year."""
    for match in PRINTED_YEAR.finditer(text, 3, _HEAD_LIMIT):
        return text[: match.start()]
    return text[:_HEAD_LIMIT]


def _named_authors(reference: Reference) -> tuple[Words, ...]:
    text = reference.text
    found = []
    for each in reference.fields:
        if each.name == "author":
            surname = next((part for part in each.parts if part.name == "surname"), each)
            found.append(words(text[surname.start : surname.end]))
    return tuple(name for name in found if name)


def _titles(reference: Reference, text: str, end: int) -> tuple[Words, ...]:
    known = [_slice(text, each) for each in reference.fields if each.name in _TITLES]
    return tuple(words(title[:200], _OPENING) for title in known or [text[end : end + 300]])


_TITLES = frozenset({"title", "trans-title"})


def _slice(text: str, each: Field) -> str:
    return text[each.start : each.end]


def _years(reference: Reference, head: int, authors_end: int) -> tuple[Mapping[str, float], str]:
    """Every year of the line with its weight, and the letter after one of them.

    The year of the work is the parsed one; without fields the one in brackets after the authors
    or right behind them, or the only one.
    """
    text = reference.text
    found = list(PRINTED_YEAR.finditer(text))
    parsed = [each for each in reference.fields if each.name == "year"]
    only = len({match[1] for match in found}) == 1
    years: dict[str, float] = {}
    for match in found:
        bracketed = text[match.start() - 1 : match.start()] == "(" and match.start() < _HEAD_LIMIT
        first = match.start() == head and authors_end >= head - 2
        known = any(each.start <= match.start() < each.end for each in parsed)
        main = known or (not parsed and (bracketed or first or only))
        years[match[1]] = max(_MAIN if main else _RANGE if match[3] else _ANY, years.get(match[1], 0.0))
    letters = (match[2] for match in found if match[2])
    return years, fold(next(letters, ""))


# Kinds of a token, one letter each, so that the shapes of names can be read by patterns.
# S Surname, U SURNAME, u DA (capitals, two to four), I initial, P particle, A connector,
# l other word, 0 digits; anything else stands for itself.

_TOKEN = regex(r"[^\W\d_]+(?:['’ʼ`‘-][^\W\d_]+)*|\d+|[^\w\s]")
_GLUED = regex(r"(?<=[^\W\d_])(?<=[a-zà-öø-ÿа-я])(?=[A-ZА-Я]{1,3}(?![^\W\d_]))")

_NAME = "(?:P{0,3}[SU]){1,3}"
_INITIALS = r"(?:I\.?-?){1,5}"
_ENDS = r"(?=[;.,(A&0:/\[]|$)"
_SHAPES = (
    rf"(?P<vancouver>{_NAME},?(?:{_INITIALS}|u\.?(?![uU])))",
    rf"(?P<capitals>(?:[uU]P{{0,2}}){{1,3}},(?:{_INITIALS}|(?:[SP]|I\.?){{1,6}}{_ENDS}))",
    rf"(?P<initials>{_INITIALS}{_NAME})",
    r"(?P<given>S{1,2},(?:S|I\.?){1,3}(?=,?[A&]|[;.(]))",
)
_AUTHOR = regex("|".join(_SHAPES))
_BETWEEN = regex(r"[,;.]{0,2}[A&]{0,1},?")


def read_authors(head: str) -> tuple[tuple[Words, ...], int]:
    """Surnames at the beginning of a reference line, and the offset where they end.

    Only names with initials, or with a given name after a comma, are told apart from a title.
    """
    tokens = [(m[0], m.start(), m.end()) for m in _TOKEN.finditer(_unglued(head))]
    shape = "".join(_kind(token) for token, _, _ in tokens)
    at, authors = 0, []
    while match := _AUTHOR.match(shape, at):
        authors.append(_surname(tokens, shape, match))
        at = _BETWEEN.match(shape, match.end()).end()  # type: ignore[union-attr]
    end = tokens[at][1] if at < len(tokens) else len(head)
    return tuple(name for name in authors if name), min(end, len(head))


def _unglued(head: str) -> str:
    return _GLUED.sub(" ", head) if _GLUED.search(head) else head


def _kind(token: str) -> str:
    first = token[0]
    if first.isdigit():
        return "0"
    if not first.isalpha():
        return "A" if token == "&" else first
    if len(token) == 1:
        return "I" if first.isupper() else "A" if fold(token) in connectors() else "l"
    if token.isupper():
        return "u" if len(token) <= 4 else "U"
    if first.isupper():
        return "S"
    folded = fold(token)
    if folded in connectors():
        return "A"
    return "P" if folded in particles() else "l"


def _surname(tokens: list[tuple[str, int, int]], shape: str, match: re.Match[str]) -> Words:
    start, end = match.span()
    comma = shape.find(",", start, end)
    stop = comma if comma > 0 else end
    wanted = "SUu" if match.lastgroup == "capitals" else "SU"
    kept = [tokens[i][0] for i in range(start, stop) if shape[i] in wanted]
    return tuple(part for token in kept for part in words(token))


def _whole_names(head: str) -> tuple[tuple[Words, ...], int]:
    """The words up to the first full stop as names without initials, corporate or Vietnamese."""
    stop = re.search(r"[(\[:]|//|\.(?=\s|$)", head)
    end = stop.start() if stop else len(head)
    pieces = re.split(r"[,;&]|\s(?:and|et|và|и|e|y|und)\s", head[:end])
    return tuple(name for name in map(words, pieces[:8]) if name), end


def _acronyms(name: str, head: str) -> Iterator[str]:
    """The first letters of a corporate name (of all its words, or of the first capitalised ones),
    and what stands in brackets."""
    named = [word for word in WORD.findall(name)[:_LONGEST_ACRONYM] if fold(word) not in particles() | connectors()]
    if len(named) >= _SHORTEST_ACRONYM:
        yield fold("".join(word[0] for word in named))
    letters = fold("".join(word[0] for word in named if word[0].isupper()))
    yield from (letters[:length] for length in range(_SHORTEST_ACRONYM, len(letters) + 1))
    for inner in _IN_BRACKETS.findall(head):
        yield from words(inner)
    if beside := _BESIDE.match(head, len(name)):
        yield fold(beside[1])
