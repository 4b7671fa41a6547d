"""Running heads as evidence: "Hoehnea. 2021. Vol. 48" tells journal, year and volume.

They speak only where no citation line does.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct, field

from converter.article import Issue
from converter.diagnostics import Kind, Log, Place, Severity
from converter.languages import LANGUAGES

FROM_HEADS = Kind(
    "issue-from-running-head",
    Severity.QUESTION,
    "There is no citation line; the journal and its issue were read from a running head: {head}.",
)

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHORT = re.compile(r"(?<![\d/])(?P<volume>\d{1,4})\s?\((?P<issue>\d{1,3}(?:[-–/]\d{1,3})?)\)")
_AROUND = ' .,;:|–—-·()«»"/'


class HeadLine(Struct, frozen=True):
    """What the running heads say of the journal."""

    journal: str = ""
    issue: Issue = field(default_factory=Issue)


@cache
def _counted(role: str) -> re.Pattern[str]:
    words = {w for each in LANGUAGES.values() for w in each.words.get(role, ()) if len(w.rstrip(".")) > 1 or w == "№"}
    stems = "|".join(sorted((re.escape(w.rstrip(".")) for w in words), key=len, reverse=True))
    value = r"(?P<value>[A-Za-z]{0,4}\d{1,4}(?:[-–/]\d{1,4})?)"
    return re.compile(rf"(?<!\w)(?:{stems})\.?\s{{0,2}}{value}", re.IGNORECASE)


def read_running_heads(log: Log, heads: str, place: Place) -> HeadLine:
    """The journal and issue the heads name; of several the one that tells most."""
    told = max(map(_read, heads.splitlines()), key=_weight, default=HeadLine())
    if _weight(told) < 2:
        return HeadLine()
    log(FROM_HEADS(place, head=told.journal))
    return told


def _weight(line: HeadLine) -> int:
    issue = line.issue
    return bool(line.journal) * sum(map(bool, (issue.volume or issue.issue, issue.year))) + bool(issue.volume)


def _read(head: str) -> HeadLine:
    short, year = _SHORT.search(head), _YEAR.search(head)
    volume, issue = _counted("volume").search(head), _counted("issue").search(head)
    if not (short or volume or issue):
        return HeadLine()
    found = [match for match in (short, year, volume, issue) if match]
    journal = head[: min(match.start() for match in found)].strip(_AROUND)
    read = Issue(
        year=year[0] if year else "",
        volume=volume["value"] if volume else short["volume"] if short else "",
        issue=issue["value"] if issue else short["issue"] if short else "",
    )
    return HeadLine(journal if any(map(str.isalpha, journal)) else "", read)
