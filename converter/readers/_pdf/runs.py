"""Lines as runs: words joined, marks read from type."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from converter.manuscript import Mark, Run, Runs
from converter.patterns import regex
from converter.readers._pdf.lines import Line, spaced
from converter.readers._pdfium.pages import Word
from converter.runs import joined

NO_NOTES: Mapping[int, Collection[str]] = MappingProxyType({})
_MARKS = regex(r"\w+|[*†‡§¶]+|[^\w*†‡§¶]+")
_SMALL = 0.86
_RAISED = 0.12
_LOWERED = 0.06
_SAME_SIZE_RAISED = 0.25


def runs_of(lines: Iterable[Line], notes: Mapping[int, Collection[str]] = NO_NOTES) -> Runs:
    """The runs of lines, a line end between them; `notes` are the labels of each page's footnotes."""
    row: list[Run] = []
    for line in lines:
        if row:
            row.append(Run("\n"))
        row += _runs(line, notes.get(line.page, ()))
    return joined(_blanks_settled(row))


def _runs(line: Line, notes: Collection[str]) -> Iterator[Run]:
    for word, blank in spaced(line.words):
        if blank:
            yield Run(" ")
        marks = _marks(word, line)
        if notes and Mark.SUP in marks:
            for part in _MARKS.findall(word.text):
                yield Run(part, marks, word.href, note=part if part in notes else "")
        else:
            yield Run(word.text, marks, word.href)


def _marks(word: Word, line: Line) -> frozenset[Mark]:
    marks = {Mark.BOLD} if word.face.bold else set()
    if word.face.italic:
        marks.add(Mark.ITALIC)
    script = script_of(word, line)
    return frozenset({*marks, script} if script else marks)


def script_of(word: Word, line: Line) -> Mark | None:
    """Superscript or subscript, by size and baseline."""
    rise = (line.base - word.base) / line.size
    if word.size > 1.2 * line.size:
        return None
    if word.size <= _SMALL * line.size:
        return Mark.SUP if rise > _RAISED else Mark.SUB if rise < -_LOWERED else None
    return Mark.SUP if rise > _SAME_SIZE_RAISED else None


def _blanks_settled(row: Sequence[Run]) -> list[Run]:
    """Blanks and line ends between two runs set alike take their marks and link."""
    settled = list(row)
    for at in range(1, len(row) - 1):
        one, two = row[at - 1], row[at + 1]
        if not row[at].text.strip():
            href = one.href if one.href == two.href else ""
            marks = (one.marks & two.marks) - {Mark.SUP, Mark.SUB}
            settled[at] = Run(row[at].text, marks, href)
    return settled
