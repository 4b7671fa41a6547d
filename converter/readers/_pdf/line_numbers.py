"""Numbers of lines in a margin, as manuscripts for review have them: a column of their own that rises."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from converter.diagnostics import Kind, Log, Place, Severity
from converter.readers._pdfium.pages import Page, Word

LINE_NUMBERS = Kind("pdf-line-numbers", Severity.NOTE, "The numbers of the page's lines were left out.")

_FEWEST = 8
_LONGEST = 5
_WIDE = 4.0
"""Numbers whose right ends lie so near to each other, in points, are of one column."""
_STEPS = (1, 2, 5, 10)
_REGULAR = 0.9
_ABOVE = 4.0
"""So many ems above the first number the head of a column would stand."""


def without_line_numbers(log: Log, page: Page, file: str) -> tuple[Word, ...]:
    """The words of a page but the numbers of its lines, which are told."""
    numbers = _found(page.words)
    if not numbers:
        return page.words
    log(LINE_NUMBERS(Place(file, page=page.number), before=" ".join(word.text for word in numbers), after=""))
    gone = {id(word) for word in numbers}
    return tuple(word for word in page.words if id(word) not in gone)


def _found(words: Sequence[Word]) -> list[Word]:
    """The column of numbers left or right of all other words."""
    columns: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        if word.text.isdecimal() and len(word.text) <= _LONGEST:
            columns[round(word.x1 / _WIDE)].append(word)
    for place, column in columns.items():
        near = sorted([*column, *columns.get(place + 1, ())], key=lambda word: word.base)
        if len(near) < _FEWEST:
            continue
        if _rises(int(word.text) for word in near) and _is_outside(near, words):
            return near
    return []


def _is_outside(column: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether no other word stands on the same side, nor above as the head of a table's column does."""
    size, known = column[0].size, {id(word) for word in column}
    top, foot = column[0].base - _ABOVE * size, column[-1].base + size
    others = [word for word in words if top < word.base < foot and id(word) not in known]
    left, right = min(word.x0 for word in column), max(word.x1 for word in column)
    return bool(others) and (all(word.x0 >= right for word in others) or all(word.x1 <= left for word in others))


def _rises(numbers: Iterable[int]) -> bool:
    steps = Counter(_steps(numbers))
    step, count = steps.most_common(1)[0]
    return step in _STEPS and count >= _REGULAR * steps.total()


def _steps(numbers: Iterable[int]) -> Iterator[int]:
    return (two - one for one, two in pairwise(numbers))
