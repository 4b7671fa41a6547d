"""Bibliographies beside a manuscript, BibTeX or CSL-JSON, as the entries of a printed reference list.

Pandoc turns BibTeX into CSL-JSON (https://citationstyles.org). An entry is printed in the order of
APA: authors, year, title, where it appeared, its number. The words of the file are kept as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from converter.diagnostics import Kind, Log, Place, Severity
from converter.manuscript import CitedWork, Mark, Run
from converter.patterns import regex
from converter.readers import Unreadable
from converter.readers._decoding import decode
from converter.readers._latex_source import closing
from converter.readers._pandoc import convert

REFERENCES_ELSEWHERE = Kind(
    "references-elsewhere",
    Severity.WARNING,
    "The reference list is in another file ({files}), which is not beside the manuscript; put its entries into it.",
)
KEY_MISSING = Kind(
    "citation-key-missing", Severity.WARNING, "“{key}” is cited, but the bibliography has no entry of that name."
)
BIBLIOGRAPHY_UNREAD = Kind(
    "bibliography-unread", Severity.WARNING, "The entry “{key}” of the bibliography cannot be read; it was left out."
)

_ENTRY = regex(r"^[ \t]*@([A-Za-z]{1,40})\s*[{(]\s*([^,\s{}]{0,200})", re.MULTILINE)
_COMMON = frozenset({"string", "preamble"})
_TITLE = regex(r"\b((?:book|journal|short)?title\s*=\s*)\{", re.IGNORECASE)
_PARENT = regex(r"\bcrossref\s*=\s*[{\"]([^}\"]{1,200})", re.IGNORECASE)
_MARKUP = regex(r"</?(?:span|i|b|sc|sub|sup)\b[^<>]{0,80}>")
_RESOLVER = regex(r"^https?://(?:dx\.)?doi\.org/", re.IGNORECASE)
_BY_NAME = 2
"""So many authors at most are named in the text."""
_KINDS = {
    "article-journal": "journal", "article-magazine": "journal", "chapter": "chapter", "book": "book",
    "paper-conference": "confproc", "thesis": "thesis", "report": "report", "webpage": "webpage",
    "article-newspaper": "newspaper", "dataset": "data", "software": "software",
}  # fmt: skip
_PARTS_OF_BOOKS = frozenset({"chapter", "paper-conference", "entry-encyclopedia", "entry-dictionary"})
_PERIODICALS = frozenset({"article-journal", "article-magazine", "article-newspaper"})
_ITALIC = frozenset({Mark.ITALIC})

Text = str | int | float


class _Person(Struct):
    family: str = ""
    given: str = ""
    literal: str = ""
    particle: str = field(name="non-dropping-particle", default="")
    dropping: str = field(name="dropping-particle", default="")
    suffix: str = ""

    @property
    def surname(self) -> str:
        return " ".join(filter(None, (self.dropping, self.particle, self.family))) or self.literal


class _Date(Struct):
    parts: list[list[Text]] = field(name="date-parts", default_factory=list)
    raw: str = ""
    literal: str = ""


class Item(Struct, rename={"container": "container-title", "place": "publisher-place", "pages": "page"}):
    """One work as CSL-JSON tells it."""

    id: Text
    type: str = ""
    title: str = ""
    author: list[_Person] = []
    editor: list[_Person] = []
    issued: _Date = field(default_factory=_Date)
    container: str = ""
    volume: Text = ""
    issue: Text = ""
    number: Text = ""
    pages: Text = ""
    edition: Text = ""
    publisher: str = ""
    place: str = ""
    genre: str = ""
    note: str = ""
    DOI: str = ""
    URL: str = ""
    letter: str = ""
    """What tells works of the same authors and year apart."""

    @property
    def year(self) -> str:
        """The year with its letter, "" where there is none."""
        first = self.issued.parts[0][0] if self.issued.parts and self.issued.parts[0] else ""
        year = str(first) or self.issued.raw or self.issued.literal
        return f"{year}{self.letter}" if year else ""


def read_works(log: Log, data: bytes, name: str, keys: Collection[str] | None) -> list[Item]:
    """The works that `keys` call, all for None, in the order of the file."""
    text = decode(log, data, name)
    items = _items(text.encode()) if name.endswith(".json") else list(_bibtex(log, text, name, keys))
    return [item for item in items if keys is None or str(item.id) in keys]


def _items(data: bytes) -> list[Item]:
    try:
        return msgspec.json.decode(data, type=list[Item], strict=False)
    except (msgspec.DecodeError, RecursionError):
        return []


def _bibtex(log: Log, text: str, name: str, keys: Collection[str] | None) -> Iterator[Item]:
    """The works of BibTeX; where pandoc cannot read all at once, those that it can read one by one."""
    entries = list(_entries(text))
    common = "".join(entry for kind, _, entry in entries if kind in _COMMON)
    wanted = {key: entry for kind, key, entry in entries if kind not in _COMMON and (keys is None or key in keys)}
    parents = {match[1] for entry in wanted.values() for match in _PARENT.finditer(entry)}
    wanted |= {key: entry for _, key, entry in entries if key in parents}
    try:
        yield from _items(convert(f"{common}{''.join(wanted.values())}".encode(), "bibtex", "csljson"))
        return
    except Unreadable:
        pass
    for key, entry in wanted.items():
        try:
            yield from _items(convert(f"{common}{entry}".encode(), "bibtex", "csljson"))
        except Unreadable:
            log(BIBLIOGRAPHY_UNREAD(Place(name), key=key))


def _entries(text: str) -> Iterator[tuple[str, str, str]]:
    """Kind, key and source of each entry; titles in braces of their own, so that their capitals stay."""
    found = list(_ENTRY.finditer(text))
    for match, after in zip(found, (*(each.start() for each in found[1:]), len(text)), strict=True):
        if match[1].lower() != "comment":
            yield match[1].lower(), match[2], _guarded(text[match.start() : after])


def _guarded(entry: str) -> str:
    kept: list[str] = []
    at = 0
    for match in _TITLE.finditer(entry):
        end = closing(entry, match.end() - 1)
        if match.start() >= at and end > 0:
            kept += [entry[at : match.end()], "{", entry[match.end() : end], "}"]
            at = end
    return "".join((*kept, entry[at:]))


# Print


def arranged(items: Iterable[Item]) -> list[Item]:
    """The works by their authors and years; letters tell apart those that agree in both."""
    rows = sorted(items, key=lambda item: (*(each.casefold() for each in _surnames(item)), item.year, item.title))
    same = Counter((names_of(item), item.year) for item in rows)
    seen: Counter[tuple[str, str]] = Counter()
    lettered = []
    for item in rows:
        who = (names_of(item), item.year)
        letter = chr(ord("a") + min(seen[who], 25)) if same[who] > 1 and item.year else ""
        seen[who] += 1
        lettered.append(replace(item, letter=letter))
    return lettered


def _surnames(item: Item) -> list[str]:
    return [name for each in item.author or item.editor if (name := _plain(each.surname))]


def names_of(item: Item) -> str:
    """Who wrote it, as the text cites it; its title where nobody is named."""
    names = _surnames(item) or [_plain(item.title)]
    return " & ".join(names) if len(names) <= _BY_NAME else f"{names[0]} et al."


def cited_work(item: Item) -> CitedWork:
    """The work as a citation program would know it."""
    year = item.year.removesuffix(item.letter) if item.letter else item.year
    return CitedWork(
        _plain(item.title), tuple(_surnames(item)), year, _RESOLVER.sub("", item.DOI).lower(), _KINDS.get(item.type, "")
    )


def entry_of(item: Item) -> tuple[Run, ...]:
    """The entry of a reference list; a work of nobody's begins with its title."""
    year = Run(f"({item.year}). " if item.year else "")
    if people := _people(item.author):
        who = Run(f"{people} " if item.year else f"{people.rstrip('.')}. ")
    else:
        who = Run(f"{_people(item.editor)} {_editors(item)} " if item.editor else "")
    before, after = ((who, year), ()) if who.text else ((), (year,))
    if item.type in _PERIODICALS:
        rest = (Run(_sentence(item.title)), *after, *_in_periodical(item))
    elif item.type in _PARTS_OF_BOOKS and item.container:
        rest = (Run(_sentence(item.title)), *after, Run("In "), *_in_book(item))
    else:
        rest = (*_alone(item), *after, Run(_publisher(item)))
    return tuple(run for run in (*before, *rest, Run(_address(item))) if run.text)


def _editors(item: Item) -> str:
    return "(Eds.)" if len(item.editor) > 1 else "(Ed.)"


def _in_periodical(item: Item) -> Iterator[Run]:
    issue = f"({_plain(item.issue)})" if item.issue else ""
    number = f"{_plain(item.volume)}{issue}"
    rest = ", ".join(filter(None, (number, _pages(item))))
    yield Run(_plain(item.container), _ITALIC)
    yield Run(f", {rest}. " if rest else ". ")


def _in_book(item: Item) -> Iterator[Run]:
    if item.editor and item.author:
        yield Run(f"{_people(item.editor)} {_editors(item)}, ")
    yield Run(_plain(item.container), _ITALIC)
    inside = ", ".join(filter(None, (f"Vol. {_plain(item.volume)}" if item.volume else "", _pages(item, "pp. "))))
    yield Run(f" ({inside}). {_publisher(item)}" if inside else f". {_publisher(item)}")


def _alone(item: Item) -> Iterator[Run]:
    yield Run(_plain(item.title), _ITALIC)
    told = (_edition(item), f"Vol. {_plain(item.volume)}" if item.volume else "")
    beside = "; ".join(filter(None, told))
    genre = ", ".join(filter(None, (_plain(item.genre), _plain(item.number))))
    yield Run(f"{f' ({beside})' if beside else ''}{f' [{genre}]' if genre else ''}. ")
    if item.container:
        yield Run(f"{_plain(item.container)}. ")


def _edition(item: Item) -> str:
    edition = _plain(item.edition)
    return f"{edition} ed." if edition and "ed" not in edition.casefold() else edition


def _publisher(item: Item) -> str:
    named = ": ".join(filter(None, (_plain(item.place), _plain(item.publisher))))
    return f"{named.rstrip('.')}. " if named else ""


def _pages(item: Item, label: str = "") -> str:
    pages = re.sub(r"(?<=\d)-{1,3}(?=\d)", "–", _plain(item.pages))
    return f"{label if '–' in pages else label.replace('pp.', 'p.')}{pages}" if pages else ""


def _address(item: Item) -> str:
    if item.DOI:
        return f"https://doi.org/{_RESOLVER.sub('', item.DOI)}"
    return item.URL


def _people(people: Iterable[_Person]) -> str:
    names = [", ".join(filter(None, (_plain(each.surname), _plain(each.given), each.suffix))) for each in people]
    names = [name for name in names if name]
    return " & ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


def _sentence(text: str) -> str:
    plain = _plain(text)
    return f"{plain} " if plain.endswith(("?", "!", ".")) else f"{plain}. " if plain else ""


def _plain(text: Text) -> str:
    return " ".join(_MARKUP.sub("", str(text)).split())
