"""In-text citations of an Article become `Citation` nodes that point to its references.

Words are never changed: a Citation holds the runs that stood in its place. What has no
reference, could mean several, or differs from its reference is reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from converter.article import (
    Article,
    Citation,
    Formula,
    Inline,
    Inlines,
    Reference,
)
from converter.citation_fields import confirm_references, report_fields
from converter.diagnostics import Kind, Log, Place, Severity
from converter.inlines import between, printed, rewrite, walk
from converter.linking import Link, Linking, Missing, Passage, link_passages
from converter.linking.fields import confirm, find_listed, find_shown
from converter.manuscript import CitationField, Mark, Run
from converter.patterns import regex

CITATION_WITHOUT_REFERENCE = Kind(
    "citation-without-reference", Severity.WARNING, "“{work}” is cited but stands in no reference list."
)
AMBIGUOUS_CITATION = Kind(
    "ambiguous-citation", Severity.QUESTION, "“{cited}” may mean {count} references; it was linked to “{chosen}”."
)
CITATION_YEAR_DIFFERS = Kind(
    "citation-year-differs", Severity.QUESTION, "“{cited}” was linked to a reference of another year: “{chosen}”."
)
CITATION_NAME_DIFFERS = Kind(
    "citation-name-differs", Severity.QUESTION, "“{cited}” was linked to a reference with another name: “{chosen}”."
)
UNCITED_REFERENCE = Kind("uncited-reference", Severity.WARNING, "The reference “{reference}” is cited nowhere.")
NO_REFERENCE_LIST = Kind(
    "no-reference-list", Severity.WARNING, "{count} works are cited, but there is no reference list: {works}."
)

_DOUBTS = {"year": CITATION_YEAR_DIFFERS, "name": CITATION_NAME_DIFFERS}
_NOT_TEXT = frozenset({Mark.CODE, Mark.MATH, Mark.IMAGE})
_EXCERPT = 100
_PLACEHOLDER = "\ufffc"
_BLANKS = regex("[\u00a0\u2007\u2009\u202f]")
"""Blanks that do not break read like any other."""


class _Row(Struct, frozen=True):
    """One row of inlines with its place."""

    inlines: Inlines
    place: Place


def link(log: Log, article: Article, cited: Sequence[CitationField] = ()) -> Article:
    """The article with the citations of its text, notes and statements linked to its references.

    `cited` are the fields of citation programs: they settle doubts and add what no mark tells.
    """
    rows: list[_Row] = []
    rewrite(article, partial(_gather, rows))
    passages = [_passage(row.inlines) for row in rows]
    linking = link_passages(passages, article.references, _formulas(article))
    if cited and article.references:
        listed = find_listed(cited, article.references)
        shown = find_shown(passages, cited, listed)
        linking = confirm(linking, passages, shown)
        report_fields(log, article, listed, shown, linking, [row.place for row in rows])
        article = confirm_references(log, article, listed)
    by_row = _by_row(linking.links)
    linked = iter([_linked(row.inlines, by_row.get(i, ())) for i, row in enumerate(rows)])
    _report(log, article, rows, linking)
    return rewrite(article, lambda inlines, place: next(linked))


def _gather(rows: list[_Row], inlines: Inlines, place: Place) -> Inlines:
    rows.append(_Row(inlines, place))
    return inlines


def _formulas(article: Article) -> frozenset[int]:
    """The numbers of displayed formulas."""
    labels = (
        node.label.strip("()[] ") for node in walk((*article.body, *article.appendices)) if isinstance(node, Formula)
    )
    return frozenset(int(label) for label in labels if label.isdecimal())


# Text of a row


def _passage(inlines: Inlines) -> Passage:
    """The text of a row; what cannot hold a citation is masked, letter by letter."""
    raised, at = [], 0
    for each in inlines:
        length = len(printed(each))
        if isinstance(each, Run) and Mark.SUP in each.marks and not each.note:
            raised.append((at, at + length))
        at += length
    return Passage("".join(map(_readable, inlines)), tuple(raised))


def _readable(inline: Inline) -> str:
    if isinstance(inline, Run) and not inline.note and not inline.marks & _NOT_TEXT:
        return inline.text if inline.text.isascii() else _BLANKS.sub(" ", inline.text)
    return _PLACEHOLDER * len(printed(inline))


def _by_row(links: Sequence[Link]) -> Mapping[int, list[Link]]:
    found: dict[int, list[Link]] = {}
    for each in links:
        found.setdefault(each.paragraph, []).append(each)
    return found


def _linked(inlines: Inlines, links: Sequence[Link]) -> Inlines:
    """The row with a Citation in the place of each link that lies within plain runs."""
    if not links:
        return inlines
    row: list[Inline] = []
    at = 0
    for each in links:
        inside = between(inlines, each.start, each.end)
        runs = tuple(part for part in inside if isinstance(part, Run))
        if len(runs) == len(inside):
            row += between(inlines, at, each.start)
            row.append(Citation(runs, each.targets, each.locator))
            at = each.end
    return (*row, *between(inlines, at, None))


# What an editor should know


def _report(log: Log, article: Article, rows: Sequence[_Row], linking: Linking) -> None:
    references = {reference.id: reference for reference in article.references}
    if not references:
        _report_no_list(log, rows, linking.missing)
        return
    for each in linking.links:
        _report_doubts(log, rows[each.paragraph], each, references)
    for missing in linking.missing:
        place = rows[missing.paragraph].place
        log(CITATION_WITHOUT_REFERENCE(place, excerpt=_excerpt(rows, missing), work=missing.work))
    cited = {target for each in linking.links for target in each.targets}
    for reference in _uncited(article, cited):
        log(UNCITED_REFERENCE(reference.place, excerpt=_short(reference.text), reference=_short(reference.text)))


def _uncited(article: Article, cited: set[str]) -> Iterator[Reference]:
    """References no citation reaches; a list reached by none repeats another in its own language."""
    lists = [each.references for each in article.reference_lists]
    reached = [refs for refs in lists if any(ref.id in cited for ref in refs)]
    return (ref for refs in reached or lists for ref in refs if ref.id not in cited)


def _report_doubts(log: Log, row: _Row, each: Link, references: Mapping[str, Reference]) -> None:
    cited = "".join(map(printed, row.inlines))[each.start : each.end]
    chosen = _short(references[each.targets[0]].text) if each.targets else ""
    if each.rivals:
        count = len(each.rivals) + 1
        log(AMBIGUOUS_CITATION(row.place, excerpt=cited, cited=cited, count=count, chosen=chosen))
    if each.doubt:
        log(_DOUBTS[each.doubt](row.place, excerpt=cited, cited=cited, chosen=chosen))


def _report_no_list(log: Log, rows: Sequence[_Row], missing: Sequence[Missing]) -> None:
    works = sorted({each.work for each in missing})
    if works:
        log(NO_REFERENCE_LIST(rows[missing[0].paragraph].place, count=len(works), works="; ".join(works)))


def _excerpt(rows: Sequence[_Row], missing: Missing) -> str:
    text = "".join(map(printed, rows[missing.paragraph].inlines))
    return text[max(0, missing.start - 1) : missing.end + 1]


def _short(text: str) -> str:
    return text if len(text) <= _EXCERPT else text[:_EXCERPT].rsplit(" ", 1)[0] + "…"
