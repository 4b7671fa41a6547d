"""Running heads as evidence: "Hoehnea. 2021. Vol. 48" tells journal, year and volume.

They speak only where no citation line does.
"""

from __future__ import annotations

from converter.diagnostics import Kind, Log, Place, Severity
from converter.recognition.imprints import Imprint, read_imprint

FROM_HEADS = Kind(
    "issue-from-running-head",
    Severity.QUESTION,
    "There is no citation line; the journal and its issue were read from a running head: {head}.",
)


def read_running_heads(log: Log, heads: str, place: Place, title: str) -> Imprint:
    """The journal and issue the heads name, of several the one that tells most; `title` is the article's."""
    read = ((read_imprint(head, title), head) for head in heads.splitlines())
    told, head = max(read, key=lambda each: _weight(each[0]), default=(Imprint(), ""))
    if told.weight < 2:
        return Imprint()
    log(FROM_HEADS(place, head=head, after=head))
    return told


def _weight(imprint: Imprint) -> tuple[int, int]:
    issue = imprint.issue
    return imprint.weight, sum(bool(getattr(issue, name)) for name in issue.__struct_fields__)
