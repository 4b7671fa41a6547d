"""BibTeX, for LaTeX and reference managers; text is UTF-8."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from converter.article import Reference
from converter.patterns import regex
from converter.styles.exports import Export
from converter.styles.exports._values import persons, value, year

_TYPES = {
    "journal": "article", "newspaper": "article", "book": "book", "chapter": "incollection",
    "confproc": "inproceedings", "thesis": "phdthesis", "report": "techreport",
}  # fmt: skip
_CONTAINERS = {"journal": "journal", "newspaper": "journal", "chapter": "booktitle", "confproc": "booktitle"}
_PUBLISHERS = {"thesis": "school", "report": "institution"}
_NAMES = {
    "title": "title", "volume": "volume", "issue": "number", "place": "address",
    "edition": "edition", "series": "series", "doi": "doi", "url": "url", "isbn": "isbn", "issn": "issn",
    "patent": "number", "arxiv": "eprint",
}  # fmt: skip
_AS_PRINTED = ("title", "booktitle")
"""Braces keep the capitals, which styles would take from all but English names."""
_SPECIAL = regex(r"([&%$#_{}])")


def entry(reference: Reference) -> str:
    """One entry, its key the id of the reference."""
    rows = {
        role: " and ".join(map(_name, people))
        for role in ("author", "editor", "translator")
        if (people := [*persons(reference, role)])
    }
    for name, key in _NAMES.items():
        if got := value(reference, name):
            rows[key] = got if name in ("doi", "url") else _plain(got)
    rows["archiveprefix"] = "arXiv" if "eprint" in rows else ""
    rows[_CONTAINERS.get(reference.kind, "howpublished")] = _plain(value(reference, "source"))
    rows[_PUBLISHERS.get(reference.kind, "publisher")] = _plain(value(reference, "publisher"))
    rows["pages"] = "--".join(filter(None, (value(reference, "fpage", "elocation"), value(reference, "lpage"))))
    rows["year"] = year(reference)
    rows["urldate"] = value(reference, "accessed")
    rows |= {key: f"{{{rows[key]}}}" for key in _AS_PRINTED if rows.get(key)}
    body = "".join(f",\n  {key} = {{{text}}}" for key, text in rows.items() if text)
    return f"@{_TYPES.get(reference.kind, 'misc')}{{{reference.id}{body}\n}}\n"


def _name(person: object) -> str:
    text = _plain(str(person))
    return text if "," in text else f"{{{text}}}"


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def write(references: Iterable[Reference]) -> Iterator[str]:
    """An entry for every reference, a blank line between."""
    for each in references:
        yield entry(each) + "\n"


EXPORT = Export(".bib", write)
