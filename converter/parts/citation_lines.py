"""Citation lines: "For citation: ..." is a reference to the article itself.

It is read as a reference is, and gives what nothing else in a manuscript does: the journal,
the year, volume, issue and pages. The lines of the languages are compared.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from converter.article import Issue, Reference
from converter.diagnostics import Kind, Log, Place, Severity
from converter.manuscript import Run, Runs
from converter.recognition.draft import Draft, became_markup
from converter.recognition.fronts import Front
from converter.recognition.heads import Head
from converter.recognition.imprints import read_imprint
from converter.recognition.names import fold
from converter.recognition.pieces import Piece
from converter.runs import cut, on_one_line, strip, text_of
from converter.styles import Entry, parse_references

LINES_DIFFER = Kind(
    "citation-lines-differ",
    Severity.WARNING,
    "Citation lines disagree on the {what}: {values}. The first was taken.",
)
NO_LINE = Kind(
    "citation-line-missing",
    Severity.WARNING,
    "There is no citation line: journal, volume, issue, pages and year are not in the manuscript.",
)

STATED_AGAIN = Kind(
    "citation-line-read",
    Severity.NOTE,
    "These words of the citation line stand elsewhere or became markup: “{words}”.",
)

_TAKEN = frozenset({"year", "title", "source", "volume", "issue", "fpage", "lpage", "elocation", "doi"})
_FIELDS = {"volume": "volume", "issue": "issue", "fpage": "fpage", "lpage": "lpage", "elocation": "elocation"}


class CitationLine(Struct, frozen=True):
    """What one citation line says of the article."""

    language: str
    issue: Issue
    journal: str = ""
    doi: str = ""
    place: Place = Place()


def find_citation_lines(
    log: Log, draft: Draft, fronts: Sequence[Front], heads: Sequence[Head], titles: Mapping[str, str]
) -> tuple[CitationLine, ...]:
    """The citation line of each front, claimed; `titles` are the article's own, by language.

    Where no line bears a label, an imprint amid the front matter is one.
    """
    lines = tuple(
        _line(log, draft, piece, front.language, titles.get(front.language, ""))
        for front in fronts
        for piece in front.pieces
        if piece.part == "citation" and piece.blocks
    )
    printed = tuple(_imprints(log, draft, fronts, heads, known=bool(lines)))
    lines = lines or printed
    if not lines:
        log(NO_LINE(Place(draft.blocks[0].place.file if draft.blocks else "")))
    return lines


def _line(log: Log, draft: Draft, piece: Piece, language: str, title: str) -> CitationLine:
    draft.claim(piece.indices, "citation-lines")
    place = piece.blocks[0].place
    log(became_markup(place, piece.label))
    runs: Runs = tuple(run for block in piece.blocks for run in (*block.runs, Run(" ")))
    runs = strip(on_one_line(runs))
    reference = _read(runs, language, place)
    journal = _journal(runs, reference, title)
    if rest := _rest(reference, _TAKEN if title else _TAKEN - {"title"}):
        log(STATED_AGAIN(place, before=rest, after="", words=rest))
    issue = Issue(year=_first(reference, "year")[:4], **{to: _first(reference, name) for name, to in _FIELDS.items()})
    doi = next((f.normal or reference.text[f.start : f.end] for f in reference.fields if f.name == "doi"), "")
    return CitationLine(language, issue, journal, doi, place)


def _imprints(
    log: Log, draft: Draft, fronts: Sequence[Front], heads: Sequence[Head], *, known: bool
) -> Iterator[CitationLine]:
    """Lines without a label that tell journal, year, volume and pages and little else, claimed.

    `known`: citation lines tell the same, so that nothing is taken from these.
    """
    for front, head in zip(fronts, heads, strict=True):
        whole = (i for i in head.others if not known and read_imprint(draft.blocks[i].text).is_whole)
        for index in sorted(i for i in (*head.imprints, *whole) if not draft.owners[i]):
            (block,) = draft.claim([index], "citation-lines")
            imprint = read_imprint(block.text)
            told = f"{imprint.labels} {imprint.rest}".strip()
            if rest := " ".join(block.text.split()) if known else told:
                log(STATED_AGAIN(block.place, before=rest, after="", words=rest))
            yield CitationLine(front.language, imprint.issue, imprint.journal, imprint.doi, block.place)


def _read(runs: Runs, language: str, place: Place) -> Reference:
    return parse_references(lambda _: None, [Entry(runs, "", place)], language)[0]


def _rest(reference: Reference, taken: Collection[str]) -> str:
    """The words that the line holds besides the fields that are taken from it."""
    text, at, pieces = reference.text, 0, []
    for field in reference.fields:
        if field.name in taken:
            pieces.append(text[at : field.start])
            at = field.end
    return " ".join(word for word in " ".join((*pieces, text[at:])).split() if any(map(str.isalnum, word)))


def _first(reference: Reference, name: str) -> str:
    return next(iter(reference.values(name)), "")


def _journal(runs: Runs, reference: Reference, title: str) -> str:
    """The journal's title: the source, unless the article's own title was taken into it."""
    source = _first(reference, "source")
    text = text_of(runs)
    at = fold(text).find(fold(title)) if title else -1
    if at < 0 or len(fold(text)) != len(text):
        return source
    rest = text[at + len(title) :].lstrip(" .?!/")
    if source and rest.startswith(source):
        return source
    set_off = _italic_behind(runs, at + len(title))
    return set_off or re.split(r"[.,]\s|\s\d|$", rest, maxsplit=1)[0].strip(" .,")


def _italic_behind(runs: Runs, start: int) -> str:
    """The first words in italics behind the article's title."""
    set_off = [run.text for run in cut(runs, start) if "italic" in run.marks]
    return set_off[0].strip(" .,") if set_off else ""


def agreed_issue(log: Log, lines: Iterable[CitationLine]) -> Issue:
    """Volume, issue, pages and year of all lines; a contradiction is told."""
    agreed: dict[str, str] = {}
    for what in Issue.__struct_fields__:
        values = [(getattr(line.issue, what), line.place) for line in lines if getattr(line.issue, what)]
        distinct = list(dict.fromkeys(value for value, _ in values))
        if len(distinct) > 1:
            log(LINES_DIFFER(values[1][1], what=what, values=", ".join(distinct)))
        agreed[what] = distinct[0] if distinct else ""
    return Issue(**agreed)
