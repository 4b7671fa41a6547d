"""What dates are dates of: "Received 12 March 2024", in any language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from converter.dates.finding import find_dates
from converter.dates.found import FoundDate
from converter.languages import Label, find_labels

_APPROVED = "approved"
KINDS = {
    "received": "received",
    "revised": "rev-recd",
    "accepted": "accepted",
    "published": "pub",
    _APPROVED: _APPROVED,
}
"""From part of a label to JATS `date/@date-type`; which one an approval is, the other dates tell."""
_MOST_WORDS = 4
"""Words that may stand between a label and its date: "Received by the editors on"."""


class HistoryMark(FoundDate, frozen=True, kw_only=True):
    """A date and its label, `start:end` spanning both; `kind` is the JATS date-type."""

    kind: str


def _belongs(text: str, start: int, end: int) -> bool:
    """Whether so little stands between a label and a date that they belong together."""
    between = text[start:end]
    return len(between.split()) <= _MOST_WORDS and "\n\n" not in between


def _mark(label: Label, found: FoundDate) -> HistoryMark:
    start, end = min(label.start, found.start), max(label.stop, found.end)
    language = found.language if found.language in label.languages else label.language
    return HistoryMark(found.iso, start, end, language, found.certain, kind=KINDS[label.part])


def find_history(text: str) -> tuple[HistoryMark, ...]:
    """Every labelled date of the article's life in `text`, as in "Received 12 March 2024".

    The label stands before its date, in any language; where the text begins with a date, after
    it. A date takes the nearest label; several dates may share one.
    """
    labels = find_labels(text, KINDS)
    dates = find_dates(text, short_years=True) if labels else ()
    if not dates:
        return ()
    pair = _labels_first if labels[0].start < dates[0].start else _dates_first
    return _approval_told(tuple(pair(text, labels, dates)))


def _approval_told(marks: tuple[HistoryMark, ...]) -> tuple[HistoryMark, ...]:
    """The marks, an approval as the acceptance where there is no other, else as that of the review."""
    accepted = any(mark.kind == "accepted" for mark in marks)
    told = "rev-recd" if accepted else "accepted"
    return tuple(replace(mark, kind=told) if mark.kind == _APPROVED else mark for mark in marks)


def _labels_first(text: str, labels: Sequence[Label], dates: Sequence[FoundDate]) -> Iterator[HistoryMark]:
    previous = 0
    for found in dates:
        before = [label for label in labels if label.stop <= found.start]
        if before and _belongs(text, max(before[-1].stop, previous), found.start):
            yield _mark(before[-1], found)
        previous = found.end


def _dates_first(text: str, labels: Sequence[Label], dates: Sequence[FoundDate]) -> Iterator[HistoryMark]:
    for found in dates:
        after = next((label for label in labels if label.start >= found.end), None)
        if after and _belongs(text, found.end, after.start):
            yield _mark(after, found)
