"""The journal: https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/journal-meta.html"""

from __future__ import annotations

from converter.article import Journal
from converter.writers.jats.elements import Element, add
from converter.writers.jats.scribe import Scribe, main_first


def write_journal(scribe: Scribe, parent: Element, journal: Journal) -> None:
    """Write what is known of the journal.

    Journal Publishing demands a journal-id and an issn: where none is known they stand empty.
    """
    strict = scribe.tag_set == "publishing"
    if not strict and journal == Journal():
        return
    meta = add(parent, "journal-meta")
    if journal.id or strict:
        add(meta, "journal-id", journal.id, {"journal-id-type": "publisher-id"})
    _write_titles(scribe, meta, journal)
    issns = [(form, issn) for form, issn in journal.issns.items() if issn]
    for form, issn in issns or ([("", "")] if strict else []):
        add(meta, "issn", issn, {"publication-format": form})
    _write_publisher(scribe, meta, journal)


def _write_titles(scribe: Scribe, parent: Element, journal: Journal) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/journal-title-group.html"""
    codes = [code for code in main_first(journal.titles, scribe.language) if journal.titles[code]]
    if not codes and not journal.abbreviation:
        return
    group = add(parent, "journal-title-group")
    for n, code in enumerate(codes):
        if n == 0:
            add(group, "journal-title", journal.titles[code], scribe.lang(code))
        else:
            other = add(group, "trans-title-group", "", scribe.lang(code))
            add(other, "trans-title", journal.titles[code])
    if journal.abbreviation:
        add(group, "abbrev-journal-title", journal.abbreviation, {"abbrev-type": "publisher"})


def _write_publisher(scribe: Scribe, parent: Element, journal: Journal) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/publisher.html"""
    codes = [code for code in main_first(journal.publishers, scribe.language) if journal.publishers[code]]
    if not codes:
        return
    publisher = add(parent, "publisher")
    for n, code in enumerate(codes):
        add(publisher, "publisher-name", journal.publishers[code], scribe.lang(code))
        if n == 0 and journal.publisher_place:
            add(publisher, "publisher-loc", journal.publisher_place)
