"""Words become pieces of lines: rows of words on one baseline without a wide gap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from statistics import median

from msgspec import Struct

from converter.patterns import regex
from converter.readers._pdfium.pages import Word

_WIDE = 1.0
"""A gap of so many ems ends a piece of a line: beyond may lie another column."""
_OVERLAP = 0.6
_SCRIPT = 0.86
"""Type smaller than this part of its neighbours' may be a superscript or subscript."""
_NEAR = 0.5
_MARK_GAP = 1.5
_LETTERS = regex(r"[^\W\d_]{4}")
"""A raised mark has no such row of letters."""
_RAISED = 0.62
_LEVEL = 0.16
_BLANK = -0.02
_SURE_BLANK = 0.28
_LETTERSPACED = 6
"""So many single capitals at least are words whose letters are set apart."""
_ALL_SINGLE = 0.9
_WIDER = 1.6


class Line(Struct, frozen=True, dict=True):
    """Words of one line, from left to right. Several pieces may share a baseline."""

    words: tuple[Word, ...]
    page: int

    @cached_property
    def size(self) -> float:
        """Type size of most characters."""
        return _most((word.size, len(word.text)) for word in self.words)

    @cached_property
    def base(self) -> float:
        """Baseline of most characters."""
        return _most((word.base, len(word.text)) for word in self.words if word.size >= 0.95 * self.size)

    @cached_property
    def x0(self) -> float:
        """Left end."""
        return min(word.x0 for word in self.words)

    @cached_property
    def x1(self) -> float:
        """Right end."""
        return max(word.x1 for word in self.words)

    @property
    def top(self) -> float:
        """Upper edge of the type."""
        return self.base - 0.75 * self.size

    @property
    def bottom(self) -> float:
        """Lower edge of the type."""
        return self.base + 0.25 * self.size

    @cached_property
    def text(self) -> str:
        """The words with blanks between them."""
        return "".join(" " * blank + word.text for word, blank in spaced(self.words))

    def share(self, mark: str) -> float:
        """Part of the letters set "bold" or "italic"."""
        letters = sum(len(word.text) for word in self.words)
        return sum(len(word.text) for word in self.words if getattr(word.face, mark)) / letters


def _most(weighted: Iterable[tuple[float, int]]) -> float:
    counts: Counter[float] = Counter()
    for value, weight in weighted:
        counts[value] += weight
    return counts.most_common(1)[0][0]


def spaced(words: Sequence[Word]) -> Iterator[tuple[Word, bool]]:
    """Each word of a line, and whether a blank stands before it; A B S T R A C T is one word."""
    least = _between_letters(words)
    for at, word in enumerate(words):
        yield word, at > 0 and _apart(words[at - 1], word) and word.x0 - words[at - 1].x1 >= least


def _between_letters(words: Sequence[Word]) -> float:
    """The narrowest blank of a line whose letters are set apart, 0 of other lines."""
    single = sum(len(word.text) == 1 and word.text.isupper() for word in words)
    if single < _LETTERSPACED or single < _ALL_SINGLE * len(words):
        return 0.0
    return _WIDER * median(two.x0 - one.x1 for one, two in pairwise(words))


def _apart(one: Word, two: Word) -> bool:
    em = min(one.size, two.size)
    return two.x0 - one.x1 > (_BLANK if two.spaced else _SURE_BLANK) * em


def pieces(words: Sequence[Word], page: int) -> list[Line]:
    """The pieces of lines on a page: first as the file draws them, then what stands side by side."""
    rows: list[list[Word]] = []
    for word in words:
        if rows and _goes_on(rows[-1], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_line(row, page) for row in _beside(rows)]


def _line(row: Iterable[Word], page: int) -> Line:
    return Line(tuple(sorted(row, key=lambda word: word.x0)), page)


def _goes_on(row: Sequence[Word], word: Word) -> bool:
    last = row[-1]
    main = max(row[-3:], key=lambda each: each.size)
    alike = min(last.size, word.size) > _SCRIPT * max(last.size, word.size) or _is_mark(row, word)
    em = max(last.size, word.size)
    near = -_OVERLAP * em < word.x0 - last.x1 < (_WIDE if alike else _NEAR) * em
    return near and (on_one_line(main, word) or on_one_line(last, word))


def _is_mark(row: Sequence[Word], word: Word) -> bool:
    """Whether one of two rows that meet in different sizes is a mark: figures, signs, a letter or two."""
    text = word.text if word.size < row[-1].size else row[-1].text
    return _LETTERS.search(text) is None


def on_one_line(one: Word, two: Word) -> bool:
    """Whether two words share a baseline, or one is raised or lowered beside the other."""
    small, large = sorted((one, two), key=lambda word: word.size)
    drift = abs(one.base - two.base)
    if small.size > _SCRIPT * large.size:
        return drift <= _LEVEL * large.size
    return drift <= _RAISED * large.size and small.size > 0.35 * large.size


def _beside(rows: Sequence[list[Word]]) -> list[list[Word]]:
    """Rows that touch one another on one line become one: marks drawn later than their line."""
    ordered = sorted(rows, key=lambda row: row[0].base)
    owner = list(range(len(ordered)))

    def root(at: int) -> int:
        while owner[at] != at:
            owner[at] = owner[owner[at]]
            at = owner[at]
        return at

    spans = [_span(row) for row in ordered]
    for at, row in enumerate(ordered):
        reach = row[0].base + max(1.0, spans[at].size)
        for after in range(at + 1, len(ordered)):
            if ordered[after][0].base > reach:
                break
            if _touch(spans[at], spans[after]) and _neighbours(row, ordered[after]):
                owner[root(after)] = root(at)
    joined: dict[int, list[Word]] = {}
    for at, row in enumerate(ordered):
        joined.setdefault(root(at), []).extend(row)
    return list(joined.values())


class _Span(Struct, frozen=True):
    """From where to where a row of words stands, in which type; whether it may be a raised mark."""

    x0: float
    x1: float
    size: float
    mark: bool


def _span(row: Sequence[Word]) -> _Span:
    return _Span(
        min(word.x0 for word in row),
        max(word.x1 for word in row),
        max(word.size for word in row),
        not any(_LETTERS.search(word.text) for word in row),
    )


def _touch(one: _Span, two: _Span) -> bool:
    """Whether two rows are near; a raised mark may stand further off."""
    small, large = sorted((one, two), key=lambda span: span.size)
    gap = max(one.x0, two.x0) - min(one.x1, two.x1)
    is_mark = small.size <= _SCRIPT * large.size and small.mark
    return gap < (_MARK_GAP if is_mark else _NEAR) * large.size


def _neighbours(one: Sequence[Word], two: Sequence[Word]) -> bool:
    """Whether the words where two rows meet stand on one line."""
    left, right = (one, two) if one[0].x0 <= two[0].x0 else (two, one)
    beside = min(left, key=lambda word: abs(right[0].x0 - word.x1))
    if right[-1].x1 < max(word.x1 for word in left) and abs(right[0].x0 - beside.x1) > _MARK_GAP * beside.size:
        return False
    return on_one_line(beside, right[0])


def merged(lines: Iterable[Line]) -> Line:
    """Pieces of one line as one."""
    parts = list(lines)
    return parts[0] if len(parts) == 1 else _line((word for part in parts for word in part.words), parts[0].page)
