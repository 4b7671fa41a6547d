r"""A bibliography beside a LaTeX file as the reference list that BibTeX would print of what the file cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from converter.diagnostics import Log, Place
from converter.manuscript import Mark, Run
from converter.patterns import regex
from converter.readers import Beside
from converter.readers._bibliography import KEY_MISSING, Item, arranged, entry_of, names_of, read_works
from converter.readers._latex_references import CITATIONS, Entry, List
from converter.readers._latex_source import commands

_PLACE = regex(r"\\(?:bibliography\s*\{[^}]*\}|printbibliography(?![A-Za-z])(?:\s*\[[^\]]*\])?)")
_STYLE = regex(r"\\bibliographystyle\s*\{([^}]{1,80})\}|style\s*=\s*([\w-]{1,40})")
_NUMBERED = regex(
    r"^(?:plain|unsrt|abbrv|alpha|ieee|siam|splncs|acm|vancouver|phys|aps|aip|nature|science|numeric|chem|ama|nejm)|num|-rev$",
    re.IGNORECASE,
)
_NUMBERS = regex(
    r"\\(?:usepackage|setcitestyle|biboptions|PassOptionsToPackage)\s{0,5}[\[{][^\]}]{0,200}\b(?:numbers|super)\b"
)
_BY_NAME = regex(r"\\(?:[cC]ite(?:t|p|author|alt|alp|year|A)|(?:[tT]ext|[pP]aren|[aA]uto|short)cite)\*?\s{0,5}[\[{]")
_SPECIAL = regex(r"[\\{}$&#^_~%]")
_ESCAPES = {"\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\~{}"}


def list_of(log: Log, source: str, body: str, names: Sequence[str], file: str, beside: Beside) -> List | None:
    """The list of the works that are cited, None where no bibliography is at hand or none is asked for."""
    place = _PLACE.search(body)
    held = [(name, data) for each in names if (data := beside(name := f"{each}.bib"))]
    if place is None or not held:
        return None
    keys = list(dict.fromkeys(_keys(body)))
    wanted = None if "*" in keys else keys
    found = {str(item.id): item for name, data in held for item in read_works(log, data, name, wanted)}
    for key in keys:
        if key not in found and key != "*":
            log(KEY_MISSING(Place(file), key=key))
    if _is_by_name(source):
        entries = tuple(_entry(item, str(item.id)) for item in arranged(found.values()))
    else:
        order = [found[key] for key in keys if key in found] if wanted else list(found.values())
        entries = tuple(_entry(item, str(item.id), str(number)) for number, item in enumerate(order, start=1))
    return List(entries, place.start(), place.end())


def _keys(body: str) -> Iterator[str]:
    for command in commands(body, f"{CITATIONS}|nocite", 8):
        for argument in command.arguments[: None if command.name.lower().endswith("s") else 1]:
            yield from filter(None, (key.strip() for key in argument.split(",")))


def _is_by_name(source: str) -> bool:
    """Whether citations are names and years: what the style's name says, else what the text asks for."""
    styles = [match[1] or match[2] for match in _STYLE.finditer(source)]
    if any(_NUMBERED.search(style) for style in styles) or _NUMBERS.search(source):
        return any("nat" in style for style in styles) and not _NUMBERS.search(source)
    return _BY_NAME.search(source) is not None


def _entry(item: Item, key: str, number: str = "") -> Entry:
    names = "" if number else _escaped(names_of(item))
    return Entry(key, number or key, names, item.year or "n.d.", "".join(_source(entry_of(item))))


def _source(runs: Iterable[Run]) -> Iterator[str]:
    for run in runs:
        text = _escaped(run.text)
        yield rf"\emph{{{text}}}" if Mark.ITALIC in run.marks else text


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: _ESCAPES.get(match[0], f"\\{match[0]}"), text)
