"""Dates: when the manuscript was received, revised and accepted, in whichever language."""

from __future__ import annotations

from collections.abc import Iterator

from converter.article import HistoryDate
from converter.dates import HistoryMark, find_history
from converter.diagnostics import Kind, Log, Severity
from converter.languages import is_label
from converter.manuscript import Block, BlockKind
from converter.patterns import regex
from converter.recognition.draft import Draft, became_markup
from converter.recognition.names import words_of

DATES_DIFFER = Kind(
    "dates-differ", Severity.WARNING, "Languages differ on the {kind} date: {values}. The first was taken."
)
DATE_UNCERTAIN = Kind(
    "date-uncertain", Severity.QUESTION, "Day and month may be swapped: “{printed}” was read as {iso}."
)
DATE_READ = Kind("date-read", Severity.NOTE, "A date was written in digits: “{printed}” is {iso}.")

_KINDS = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.NOTE)
_YEAR = regex(r"(?:19|20)\d\d(?!\d)(?<!\d{5})")
_LONGEST = 500
"""A block of dates is no longer; a paragraph that tells of dates is text."""


def find_dates(log: Log, draft: Draft) -> tuple[HistoryDate, ...]:
    """The dates in the article's life, in order of time; claims the blocks that hold them."""
    found: dict[str, list[HistoryDate]] = {}
    for index, block in draft.free():
        for mark in _history(block):
            if not draft.owners[index]:
                draft.claim([index], "dates")
            _tell(log, block, mark)
            found.setdefault(mark.kind, []).append(HistoryDate(mark.kind, mark.iso, block.place))
    _claim_labels(log, draft)
    return tuple(sorted((_agreed(log, dates) for dates in found.values()), key=lambda date: date.iso))


def _claim_labels(log: Log, draft: Draft) -> None:
    """Claim "Article info" where it stands alone above the dates it tells of."""
    for index, block in list(draft.free()):
        below = draft.owners[index + 1 : index + 2]
        if below == ["dates"] and block.kind in (*_KINDS, BlockKind.HEADING) and is_label(block.text, "history"):
            draft.claim([index], "dates")
            log(became_markup(block.place, block.text))


def _history(block: Block) -> Iterator[HistoryMark]:
    """The dates of a block that holds nothing but dates and their labels."""
    text = block.text
    if block.kind in _KINDS and len(text) <= _LONGEST and _YEAR.search(text):
        marks = find_history(text)
        if marks and _is_all(text, marks) and "://" not in text[: marks[-1].end]:
            yield from marks


def _is_all(text: str, marks: tuple[HistoryMark, ...]) -> bool:
    """Whether a date stands at the end of every sentence, nothing but labels between them."""
    rest = len(text) - sum(mark.end - mark.start for mark in marks)
    behind = text[marks[-1].end :].strip(" .;,)]\n").casefold()
    return rest <= 60 * len(marks) and (not behind or behind in {word.rstrip(".") for word in words_of("year-mark")})


def _tell(log: Log, block: Block, mark: HistoryMark) -> None:
    printed = block.text[mark.start : mark.end]
    year, _, rest = mark.iso.partition("-")
    log(
        DATE_READ(
            block.place,
            before=" ".join(block.text.split()),
            after=f"{' '.join(reversed(rest.split('-')))} {year}",
            printed=printed,
            iso=mark.iso,
        )
    )
    if not mark.certain:
        log(DATE_UNCERTAIN(block.place, printed=printed, iso=mark.iso))


def _agreed(log: Log, dates: list[HistoryDate]) -> HistoryDate:
    values = list(dict.fromkeys(date.iso for date in dates))
    if len(values) > 1:
        log(DATES_DIFFER(dates[1].place, kind=dates[0].kind, values=", ".join(values)))
    return dates[0]
