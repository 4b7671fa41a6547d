"""Markers: runs that point to a note become pointers, wherever text stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec.structs import replace

from converter.article import Article, Inline, Inlines, Pointer
from converter.diagnostics import Kind, Log, Place, Severity
from converter.inlines import Change, printed, rewrite, rewrite_nodes
from converter.manuscript import Mark, Run
from converter.patterns import regex

NOTE_WITHOUT_MARKER = Kind("note-without-marker", Severity.QUESTION, "Nothing in the text points to note {label}.")
MARKER_WITHOUT_NOTE = Kind("marker-without-note", Severity.WARNING, "The marker {label} has no note.")

_WORD_END = regex(r"[^\W\d_]{4}[.,;:!?»”\"')]{0,2}$")
"""A word long enough to be no unit: "km²" is none."""
_SHOWN = 40


def resolve_markers(article: Article, ids: Mapping[str, str]) -> Article:
    """The article with every marker whose note exists made a `Pointer` to it."""
    if not ids:
        return article

    def point(inlines: Inlines, place: Place) -> Inlines:
        return tuple(_pointer(each, ids) for each in inlines)

    return _rewrite_front(rewrite(article, point), point)


def _rewrite_front(article: Article, change: Change) -> Article:
    """`article` with every row of its titles and abstracts changed."""
    titles = {code: replace(each, text=change(each.text, each.place)) for code, each in article.titles.items()}
    abstracts = {
        code: replace(each, blocks=rewrite_nodes(each.blocks, change)) for code, each in article.abstracts.items()
    }
    return replace(article, titles=titles, abstracts=abstracts)


def _pointer(each: Inline, ids: Mapping[str, str]) -> Inline:
    if isinstance(each, Run) and each.note in ids:
        return Pointer((replace(each, note=""),), ids[each.note])
    return each


def compare_markers(log: Log, article: Article) -> None:
    """Tell of markers without a note and of notes without a marker, once citations are linked.

    A raised number behind a word that is no citation is a marker whose note is lost.
    """
    used: set[str] = set()

    def look(inlines: Inlines, place: Place) -> Inlines:
        used.update(each.target for each in inlines if isinstance(each, Pointer))
        lone = list(_lone_markers(inlines))
        for at, label in lone if _rise(lone) else ():
            before = "".join(map(printed, inlines[:at]))[-_SHOWN:]
            log(MARKER_WITHOUT_NOTE(place, excerpt=before + label, label=label))
        return inlines

    _rewrite_front(rewrite(article, look), look)
    for note in article.notes:
        if note.id not in used:
            log(NOTE_WITHOUT_MARKER(note.place, label=note.label))


def _rise(lone: Sequence[tuple[int, str]]) -> bool:
    """Whether numbers rise, as those of notes do; those of authors' affiliations come again."""
    numbers = [int(label) for _, label in lone if label.isdecimal()]
    return all(first < second for first, second in pairwise(numbers))


def _lone_markers(inlines: Inlines) -> Iterator[tuple[int, str]]:
    """Where markers stand that point to nothing, and their labels."""
    for at, (before, run) in enumerate(pairwise((Run(""), *inlines))):
        if not isinstance(run, Run):
            continue
        if run.note:
            yield at, run.text or run.note
        elif run.marks == {Mark.SUP} and run.text.isdigit() and _WORD_END.search(printed(before)):
            yield at, run.text
