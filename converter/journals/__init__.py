"""The room of journals: what no manuscript holds, one TOML a journal.

titles, abbreviation, id, issns, publishers, licence: the facts. A journal is named on the
command line, by a file, or recognised by the title in its citation line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from converter.article import Journal
from converter.compiled import toml
from converter.diagnostics import Kind, Log, Place, Severity
from converter.recognition.names import fold

JOURNAL_UNKNOWN = Kind(
    "journal-unknown",
    Severity.NOTE,
    "No facts are known of the journal {title}: ISSN, publisher and licence are missing. Give a file with --journal.",
)


class NoSuchJournal(LookupError):
    """The journal asked for is neither a member of the room nor a file; the message says which are."""


@cache
def journals() -> Mapping[str, Journal]:
    """Every journal of the room by the name of its file."""
    found = sorted(Path(__file__).parent.glob("*.toml"))
    return MappingProxyType({each.stem: _journal(toml(each)) for each in found})


def _journal(raw: Mapping[str, Any]) -> Journal:
    return Journal(
        titles=MappingProxyType(raw.get("titles", {})),
        abbreviation=raw.get("abbreviation", ""),
        id=raw.get("id", ""),
        issns=MappingProxyType(raw.get("issns", {})),
        publishers=MappingProxyType(raw.get("publishers", {})),
        publisher_place=raw.get("publisher_place", ""),
        licence=raw.get("licence", ""),
        licence_texts=MappingProxyType(raw.get("licence_texts", {})),
    )


def load_journal(name: str | Path) -> Journal:
    """The journal called `name`, or read from that file. Raises `NoSuchJournal`."""
    if str(name) in journals():
        return journals()[str(name)]
    path = Path(name)
    if path.suffix != ".toml" or not path.is_file():
        known = ", ".join(journals())
        raise NoSuchJournal(f"There is no journal {name}: give a .toml file, or one of {known}.")
    import tomllib

    try:
        return _journal(tomllib.loads(path.read_text("utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise NoSuchJournal(f"{path} is no valid TOML: {error}.") from error


def recognise(log: Log, titles: Mapping[str, str], place: Place) -> Journal:
    """The journal of the room that bears one of the printed titles, else one with only those."""
    for journal in journals().values():
        if _folded(titles.values()) & _folded(journal.titles.values()):
            return journal
    if titles:
        log(JOURNAL_UNKNOWN(place, title=next(iter(titles.values()))))
    return Journal(titles=titles)


def _folded(titles: Iterable[str]) -> set[str]:
    return {" ".join(fold(title).split()) for title in titles}
