"""The whole road: read, repair, understand, link, write, check."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from converter.addresses import link_addresses
from converter.article import Article, Journal
from converter.conservation import Account, settle
from converter.diagnostics import Diagnostic, Kind, Log, Place, Severity
from converter.links import link
from converter.manuscript import Manuscript
from converter.pointers import point
from converter.readers import Beside, alone, read
from converter.recognition.markers import compare_markers
from converter.repairs import mend
from converter.schema import check
from converter.understanding import understand
from converter.writers.jats import Jats, write_jats

NOT_VALID = Kind("dtd", Severity.ERROR, "The XML breaks the DTD: {message}")


class Conversion(Struct, frozen=True):
    """A converted manuscript: the XML, what was understood, and what an editor should know."""

    xml: bytes
    article: Article
    manuscript: Manuscript
    """As it was read, before any repair."""
    diagnostics: tuple[Diagnostic, ...]
    places: Mapping[str, Place]
    """From XML id to where in the manuscript the element stands."""
    account: Account

    @property
    def ok(self) -> bool:
        """Whether the output can be used: no error among the diagnostics."""
        return all(each.severity is not Severity.ERROR for each in self.diagnostics)


def run(
    data: bytes,
    name: str,
    journal: Journal | None,
    version: str,
    tag_set: str,
    progress: Callable[[str], None] = lambda stage: None,
    beside: Beside = alone,
) -> Conversion:
    """One manuscript to one JATS article. Raises `Unreadable` where there is nothing to read."""
    found: list[Diagnostic] = []
    progress("reading")
    manuscript = read(found.append, data, name, beside)
    reading = len(found)
    progress("repairing")
    repaired = mend(found.append, manuscript)
    mending = len(found)
    progress("understanding")
    understood = understand(found.append, repaired, journal)
    progress("linking")
    article = point(found.append, link(found.append, understood.article, repaired.cited))
    article = link_addresses(article)
    compare_markers(found.append, article)
    progress("writing")
    jats = write_jats(article, version, tag_set)
    progress("checking")
    _validate(found.append, jats, version, tag_set)
    account = settle(
        found.append,
        manuscript,
        repaired,
        understood.owners,
        jats.xml,
        found[reading:mending],
        found[mending:],
        article.journal,
    )
    return Conversion(jats.xml, article, manuscript, _sorted(found), jats.places, account)


def _validate(log: Log, jats: Jats, version: str, tag_set: str) -> None:
    """A complaint of the DTD is told at the manuscript's line."""
    for complaint in check(jats.xml, version, tag_set):
        log(NOT_VALID(jats.place_of(complaint.line), message=complaint.message))


def _sorted(found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """In the order of the manuscript, the order of finding within a line; each once."""
    return tuple(sorted(dict.fromkeys(found), key=lambda each: each.place.line))
