"""What citation programs know of references: it confirms what is printed, and what is not printed is asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from converter.article import Article, Field, Reference
from converter.diagnostics import Kind, Log, Place, Severity
from converter.linking import Linking
from converter.linking.fields import Listed, Shown, differing
from converter.manuscript import CitedWork

UNLISTED_WORK = Kind(
    "cited-work-unlisted", Severity.QUESTION, "The field of “{cited}” cites what stands in no reference list: “{work}”."
)
FIELD_DIFFERS = Kind(
    "citation-field-differs", Severity.QUESTION, "“{cited}” is printed, but its field cites “{reference}”."
)
DOI_IN_FIELD = Kind(
    "doi-in-field", Severity.QUESTION, "Citation fields know a DOI that the reference does not print: {doi}."
)

_EXCERPT = 100
_LEFT_OVER = frozenset({"", "book", "webpage"})
"""Kinds of references that no word need tell."""
_TELLING = frozenset({"source", "publisher", "place", "isbn", "pages"})
"""Fields that tell the kind."""


def confirm_references(log: Log, article: Article, listed: Listed) -> Article:
    """The article with the kind and the DOI of references that its parser did not see."""
    works = {ids[0]: work for work, ids in listed.items() if len(ids) == 1}
    if not works:
        return article
    lists = tuple(
        replace(each, references=tuple(_confirmed(log, reference, works) for reference in each.references))
        for each in article.reference_lists
    )
    return replace(article, reference_lists=lists)


def _confirmed(log: Log, reference: Reference, works: Mapping[str, CitedWork]) -> Reference:
    work = works.get(reference.id)
    if work is None:
        return reference
    if work.kind and reference.kind in _LEFT_OVER and not any(each.name in _TELLING for each in reference.fields):
        reference = replace(reference, kind=work.kind)
    return _with_doi(log, reference, work.doi) if work.doi else reference


def _with_doi(log: Log, reference: Reference, doi: str) -> Reference:
    """The reference with the DOI as a field where it is printed; else it is asked about."""
    printed = re.search(re.escape(doi) + r"(?![\w/])", reference.text, re.IGNORECASE)
    if printed is None:
        log(DOI_IN_FIELD(reference.place, excerpt=reference.text[:_EXCERPT], doi=doi))
        return reference
    start, end = printed.span()
    if any(each.start < end and start < each.end for each in reference.fields):
        return reference
    found = Field("doi", start, end, "" if printed[0] == doi else doi)
    return replace(reference, fields=tuple(sorted((*reference.fields, found), key=lambda each: each.start)))


def report_fields(
    log: Log, article: Article, listed: Listed, shown: Sequence[Shown], linking: Linking, places: Sequence[Place]
) -> None:
    """Tell, each once, the marks that differ from their fields and the works that are in no list.

    `places` are those of the passages; what stands in no passage is not asked about.
    """
    texts = {reference.id: reference.text[:_EXCERPT] for reference in article.references}
    stray = differing(linking, shown)
    doubts = (
        kind(places[field.paragraph], excerpt=field.text, cited=field.text, **words)
        for field in shown
        for kind, words in _doubts(field, listed, texts, field in stray)
    )
    for each in {(each.code, each.facts): each for each in reversed(list(doubts))}.values():
        log(each)


def _doubts(
    field: Shown, listed: Listed, texts: Mapping[str, str], stray: bool
) -> Iterator[tuple[Kind, dict[str, str]]]:
    for work in field.works:
        if not listed[work]:
            yield UNLISTED_WORK, {"work": _name(work)[:_EXCERPT]}
    if stray:
        yield FIELD_DIFFERS, {"reference": "”, “".join(texts[target] for target in field.targets)}


def _name(work: CitedWork) -> str:
    return work.title or " ".join((*work.authors[:1], work.year)).strip()
