"""Which DTD an article is to be checked by: its public identifier, else its version and what it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from converter.patterns import regex
from converter.schema import FOLDERS, SchemaMissing

NAMES = {
    "publishing": "Journal Publishing",
    "archiving": "Journal Archiving and Interchange",
    "authoring": "Article Authoring",
}
"""Tag set to its name in public identifiers."""
RELEASES = ("1.0", "1.1", "1.2", "1.3", "1.4")
_PUBLIC = regex(
    r"-//NLM//DTD (?:JATS \(Z39\.96\) )?(?P<set>Journal Publishing|Journal Archiving and Interchange|Archiving and "
    r"Interchange|Article Authoring) DTD(?P<oasis> with OASIS Tables)?(?P<math> with MathML3)? "
    r"v?(?P<version>\d\.\d(?:d\d)?)(?: \d{8})?//EN"
)
_PREDECESSOR = "3.0"
"""The last version of NLM's own; JATS 1.0 takes all that it takes."""
OASIS = "{http://www.niso.org/standards/z39-96/ns/oasis-exchange/table}"
"""Before the names of OASIS's elements, as the DTDs of JATS fix it."""


class Grammar(Struct, frozen=True):
    """A document type of JATS."""

    tag_set: str = "publishing"
    version: str = "1.3"
    mathml3: bool = True
    oasis: bool = False

    def __str__(self) -> str:
        extras = (" with OASIS Tables" if self.oasis else "") + (" with MathML3" if self.mathml3 else "")
        family = "NLM" if self.version == _PREDECESSOR else "JATS"
        return f"{family} {self.version} {NAMES[self.tag_set]}{extras}"


@cache
def catalog(folders: Sequence[Path] = FOLDERS) -> Mapping[Grammar, Path]:
    """Every document type of the DTD package to its file. Raises `SchemaMissing` without the package."""
    for folder in folders:
        if (folder / "catalog.xml").is_file():
            return dict(_read_catalog(folder))
    raise SchemaMissing("The JATS DTDs are not installed: run 'make setup' in the checkout of Galley.")


def _read_catalog(folder: Path) -> Iterator[tuple[Grammar, Path]]:
    from lxml import etree

    for entry in etree.parse(folder / "catalog.xml").getroot():
        grammar = read_public_id(entry.get("publicId", ""))
        file = folder / entry.get("uri", "")
        if grammar and file.is_file():
            yield grammar, file


def read_public_id(public: str) -> Grammar | None:
    """The document type that a formal public identifier names; None when it is not one of JATS or NLM."""
    found = _PUBLIC.fullmatch(" ".join(public.split()))
    if not found:
        return None
    tag_set = next(key for key, name in NAMES.items() if name.endswith(found["set"]))
    return Grammar(tag_set, found["version"], bool(found["math"]), bool(found["oasis"]))


def read_system_id(system: str, version: str) -> Grammar | None:
    """The document type of a system identifier's file name, which several versions may share; None for others."""
    name = system.rpartition("/")[2]
    known = [grammar for grammar, file in catalog().items() if file.name == name] if name else []
    return next((each for each in known if each.version == version), known[-1] if known else None)


def find_file(grammar: Grammar) -> Path | None:
    """The DTD of a document type, or of the nearest that takes all it takes; None when there is none."""
    files = catalog()
    return next((files[each] for each in _successors(grammar) if each in files), None)


def _successors(grammar: Grammar) -> Iterator[Grammar]:
    version = "1.0" if grammar.version == _PREDECESSOR else grammar.version.split("d")[0]
    for each in dict.fromkeys((grammar.version, version)):
        for math in dict.fromkeys((grammar.mathml3, True, False)):
            yield Grammar(grammar.tag_set, each, math, grammar.oasis)


def guess(version: str, has_oasis: bool, is_bare: bool) -> tuple[Grammar, ...]:
    """The document types to try, most likely first, for an article without DOCTYPE.

    `version` is its `dtd-version`, `is_bare` that it lacks the metadata of a journal: only Authoring allows it.
    """
    known = version == _PREDECESSOR or version.split("d")[0] in RELEASES
    wanted = version if known else RELEASES[-2]
    if is_bare:
        return (Grammar("authoring", wanted, True, has_oasis), Grammar("archiving", wanted, True, has_oasis))
    return (Grammar("publishing", wanted, True, has_oasis), Grammar("archiving", wanted, True, has_oasis))
