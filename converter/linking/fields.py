"""Citations that a citation program set: its data tells which references they mean.

The data confirms or chooses; a mark that surely means another reference than its field is left
as it is printed and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from converter.article import Reference
from converter.linking.names import words
from converter.linking.passages import Passage
from converter.linking.records import Link, Linking, Missing
from converter.linking.works import PRINTED_YEAR
from converter.manuscript import CitationField, CitedWork
from converter.patterns import regex

Listed = Mapping[CitedWork, tuple[str, ...]]
"""The ids of the references that a work may be: one where it is known, none where it is not listed."""

_SAME_TITLE, _LIKE_TITLE = 0.9, 0.6
"""Shares of the words of a title that a reference repeats."""
_TELLING = 3
"""Words of a title that tells a work from others."""
_LETTERS = regex(r"[^\W\d_]{2}")
_BRACKET = regex(r"[(\[]")


class Shown(Struct, frozen=True):
    """A field where it stands in a passage, with the references it means; `whole`: all its works are known."""

    paragraph: int
    start: int
    end: int
    text: str
    works: tuple[CitedWork, ...]
    targets: tuple[str, ...]
    whole: bool


class _Entry(Struct, frozen=True):
    id: str
    text: str
    words: frozenset[str]
    years: frozenset[str]


# Which reference a work is


def find_listed(fields: Iterable[CitationField], references: Sequence[Reference]) -> Listed:
    """Where every work of the fields stands among the references: by its DOI, else by title, author and year."""
    entries = [_entry(reference) for reference in references]
    works = dict.fromkeys(work for each in fields for work in each.works)
    return {work: _ids(work, entries) for work in works}


def _entry(reference: Reference) -> _Entry:
    text = " ".join((reference.text, *(each.text for each in reference.alternatives)))
    years = frozenset(match[1] for match in PRINTED_YEAR.finditer(text))
    return _Entry(reference.id, text.lower(), frozenset(words(text)), years)


def _ids(work: CitedWork, entries: Sequence[_Entry]) -> tuple[str, ...]:
    if work.doi:
        doi = re.compile(rf"(?<![\w.]){re.escape(work.doi)}(?![\w/])")
        if same := tuple(each.id for each in entries if doi.search(each.text)):
            return same
    title, author = frozenset(words(work.title)), frozenset(words("".join(work.authors[:1])))
    scores = [_likeness(work, title, author, each) for each in entries]
    best = max(scores, default=0.0)
    return tuple(each.id for each, score in zip(entries, scores, strict=True) if best and score == best)


def _likeness(work: CitedWork, title: frozenset[str], author: frozenset[str], entry: _Entry) -> float:
    """How surely the work is this entry: nothing where its title or both author and year differ."""
    named = bool(author) and author <= entry.words
    dated = work.year in entry.years
    share = len(title & entry.words) / len(title) if title else 1.0
    if named and dated and share >= _LIKE_TITLE:
        return 1 + share
    borne_out = named or dated or not (author or work.year)
    return share if borne_out and len(title) >= _TELLING and share >= _SAME_TITLE else 0.0


# Where a field stands


def find_shown(passages: Sequence[Passage], fields: Sequence[CitationField], listed: Listed) -> tuple[Shown, ...]:
    """The fields found in the passages, in order.

    What fields show may also be typed by hand elsewhere. So a text without a name is taken only
    where it stands as often as fields show it, and one that means several works too.
    """
    alike: dict[str, list[CitationField]] = {}
    for each in fields:
        alike.setdefault(each.shown, []).append(each)
    shown: list[Shown] = []
    for text, same in alike.items():
        places = list(_places(passages, text))
        if len(places) != len(same) and (not _LETTERS.search(text) or len(set(same)) > 1):
            continue
        meant = same if len(places) == len(same) else same[:1] * len(places)
        shown += (_shown(place, each, listed) for place, each in zip(places, meant, strict=True))
    return tuple(sorted(shown, key=lambda each: (each.paragraph, each.start)))


def _places(passages: Sequence[Passage], text: str) -> Iterator[tuple[int, int, int]]:
    """Where `text` stands; bare numbers count only where they are raised."""
    printed = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, text.split())) + r"(?!\w)")
    bare = not _LETTERS.search(text) and not _BRACKET.search(text)
    for i, passage in enumerate(passages if text else ()):
        for match in printed.finditer(passage.text):
            if not bare or match.span() in passage.raised:
                yield i, match.start(), match.end()


def _shown(place: tuple[int, int, int], each: CitationField, listed: Listed) -> Shown:
    ids = [listed[work] for work in each.works]
    sure = tuple(dict.fromkeys(one[0] for one in ids if len(one) == 1))
    return Shown(*place, each.shown, each.works, sure, all(len(one) == 1 for one in ids))


# What it tells of links


def confirm(linking: Linking, passages: Sequence[Passage], fields: Sequence[Shown]) -> Linking:
    """`linking` with the links that fields decide or add, and without the marks that they resolve."""
    rows: dict[int, list[Link]] = {}
    for link in linking.links:
        rows.setdefault(link.paragraph, []).append(link)
    for field in fields:
        row = rows.setdefault(field.paragraph, [])
        within = [link for link in row if _meet(link, field)]
        rest = [link for link in row if not _meet(link, field)]
        rows[field.paragraph] = rest + _decided(within, field, passages[field.paragraph].text)
    links = tuple(link for i in sorted(rows) for link in sorted(rows[i], key=lambda link: link.start))
    known: dict[int, list[Shown]] = {}
    for field in fields:
        if field.whole:
            known.setdefault(field.paragraph, []).append(field)
    missing = (each for each in linking.missing if not any(_meet(each, one) for one in known.get(each.paragraph, ())))
    return Linking(links, tuple(missing))


def differing(linking: Linking, fields: Sequence[Shown]) -> frozenset[Shown]:
    """The fields whose printed mark means other references than they do."""
    rows: dict[int, list[Link]] = {}
    for link in linking.links:
        rows.setdefault(link.paragraph, []).append(link)
    return frozenset(field for field in fields if field.whole and _differs(rows.get(field.paragraph, ()), field))


def _differs(row: Iterable[Link], field: Shown) -> bool:
    reached = {target for link in row if _meet(link, field) for target in link.targets}
    return bool(reached) and reached != set(field.targets)


def _meet(one: Shown | Link | Missing, field: Shown) -> bool:
    return one.paragraph == field.paragraph and one.start < field.end and field.start < one.end


def _decided(links: Sequence[Link], field: Shown, text: str) -> list[Link]:
    """The links of one field: those of its marks, doubts settled, and one for what no mark says."""
    settled = [_settled(link, field.targets) for link in links]
    reached = {target for link in settled for target in link.targets}
    left = tuple(target for target in field.targets if target not in reached)
    if not left or not field.whole or not reached <= set(field.targets):
        return settled
    free = [part for part in _parts(field, text) if not any(_meet(link, part) for link in settled)]
    if len(free) == 1:
        return [*settled, Link(field.paragraph, free[0].start, free[0].end, left)]
    named = bool(_LETTERS.search(text, field.start, field.end))
    inside = all(field.start <= link.start and link.end <= field.end for link in settled)
    bare = _within(field, text, field.start, field.end)
    whole = [Link(field.paragraph, bare.start, bare.end, field.targets)]
    return whole if inside and (named or not settled) else settled


def _settled(link: Link, targets: tuple[str, ...]) -> Link:
    """The link without the doubts that the targets of its field settle."""
    meant = tuple(dict.fromkeys(each for each in (*link.targets, *link.rivals) if each in targets))
    if link.rivals and len(meant) == 1:
        return replace(link, targets=meant, rivals=(), doubt="")
    return replace(link, doubt="") if link.doubt and set(link.targets) <= set(targets) else link


def _parts(field: Shown, text: str) -> Iterator[Shown]:
    """What stands between the semicolons of a field."""
    for match in re.compile("[^;]+").finditer(text, field.start, field.end):
        yield _within(field, text, *match.span())


def _within(field: Shown, text: str, start: int, end: int) -> Shown:
    """A part of the field without blanks and the brackets around it."""
    part = text[start:end]
    inner = part.lstrip(" ([")
    start += len(part) - len(inner)
    inner = inner.rstrip() if _BRACKET.search(inner) else inner.rstrip(" )]")
    return replace(field, start=start, end=start + len(inner))
