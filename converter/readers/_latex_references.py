r"""The reference list of LaTeX (thebibliography) and the citations of it, as LaTeX prints them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from converter.patterns import regex
from converter.readers._latex_source import Command, closing, environment, rewrite

CITATIONS = "(?:[cC]ite[a-zA-Z]*|parencite|Parencite|textcite|Textcite|autocite|Autocite|footcite|supercite)"
_NATBIB = regex(r"\{?(?P<names>[^{}()]{1,200})\}?\((?P<year>[^()]{1,20})\)")
_ITEM = regex(r"\\bibitem(?![A-Za-z])")
_KEY = regex(r"\s*\{([^{}]{1,200})\}")
_SILENT = ("nocite", "citestyle", "citepstyle", "citename")


class Entry(Struct, frozen=True):
    """One entry of a list: its key, its printed label without brackets, its source."""

    key: str
    label: str
    names: str
    """Authors as cited in the text, "" where citations are numbers."""
    year: str
    source: str


class List(Struct, frozen=True):
    """The entries, and where the list stands in the body."""

    entries: tuple[Entry, ...]
    start: int
    end: int


def find_list(body: str) -> List | None:
    """The reference list of a body, if it is written out there."""
    found = environment(body, "thebibliography")
    if found is None:
        return None
    _, start, inside, end, after = found
    starts = [match.end() for match in _ITEM.finditer(body, inside, end)]
    bounds = [*(match.start() for match in _ITEM.finditer(body, inside, end)), end][1:]
    spans = zip(starts, bounds, strict=True)
    entries = tuple(_entry(body[at:until], number) for number, (at, until) in enumerate(spans, start=1))
    return List(entries, start, after)


def _entry(source: str, number: int) -> Entry:
    label, at = "", 0
    lead = len(source) - len(source.lstrip())
    if source[lead : lead + 1] == "[" and (end := closing(source, lead)) > 0:
        label, at = source[lead + 1 : end], end + 1
    key = _KEY.match(source, at)
    rest = " ".join(source[key.end() if key else at :].replace(r"\newblock", " ").split())
    author_year = _NATBIB.match(label.replace(r"\protect", "").replace(r"\citename", ""))
    names, year = (author_year["names"].strip(" ~"), author_year["year"]) if author_year else ("", "")
    return Entry(key[1].strip() if key else "", label or str(number), names, year, rest)


def print_citations(body: str, entries: Mapping[str, Entry]) -> str:
    """The body with citations as LaTeX prints them; a key that no entry has stands in brackets as it is."""
    return rewrite(body, f"{CITATIONS}|nocite", lambda command: _printed(command, entries))


def _printed(command: Command, entries: Mapping[str, Entry]) -> str | None:
    if command.name in _SILENT:
        return ""
    if not command.arguments:
        return None
    keys = [key.strip() for key in command.arguments[0].split(",") if key.strip()]
    cited = [entries.get(key) or Entry(key, key, "", "", "") for key in keys]
    before = command.options[0] if len(command.options) > 1 else ""
    after = command.options[-1] if command.options else ""
    opening = f"{before} " if before else ""
    end = f", {after}" if after else ""
    if all(each.names for each in cited):
        return _by_name(command.name.lower(), cited, opening, end)
    return f"[{opening}{', '.join(each.label for each in cited)}{end}]".replace("[", "{[}").replace("]", "{]}")


def _by_name(name: str, cited: list[Entry], opening: str, end: str) -> str:
    if name.startswith("citeauthor"):
        return ", ".join(each.names for each in cited)
    if name.startswith("citeyear"):
        years = ", ".join(each.year for each in cited)
        return f"({years})" if name.endswith("par") else years
    if name.startswith(("citet", "textcite")) or name == "cite":
        return ", ".join(f"{each.names} ({each.year}{end})" for each in cited)
    return f"({opening}{'; '.join(f'{each.names}, {each.year}' for each in cited)}{end})"
