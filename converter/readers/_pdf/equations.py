"""Displayed formulas: lines of mathematical type set off from the text, written as TeX.

A PDF draws characters only. What stands raised or lowered in small type is a script, what stands
above and below the line is a fraction; every formula is asked about.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from converter.diagnostics import Kind, Log, Place, Severity
from converter.patterns import regex
from converter.readers._pdf.chunks import Column
from converter.readers._pdf.lines import Line
from converter.readers._pdfium.pages import Word

FORMULA = Kind(
    "pdf-formula", Severity.QUESTION, "A displayed formula was put together from its characters; compare it: {formula}"
)

_FONT = regex(r"math|CMMI|CMSY|CMEX|MSAM|MSBM|MTMI|MTSY|MTEX|Euclid|Symbol", re.IGNORECASE)
_RELATIONS = frozenset("=≠<>≤≥≈∼≅≡∝→←↔⇒⇔∈⊂∑∫∏")
_WORD = regex(r"[^\W\d_]{3,}")
_NUMBER = regex(r"\([A-Z]?\.?\d{1,3}(?:\.\d{1,3})?[a-z]?\)")
_MOST_WORDS = 2
_SHARE = 0.3
_SET_IN = 1.5
_NEAR = 1.7
_SCRIPT = 0.86
_DRIFT = 0.06
_TALL = 0.45
_BESIDE = 0.8
_BEHIND = 0.15
_TEX = str.maketrans({"−": "-", "∗": "*", "′": "'", "%": "\\%", "&": "\\&", "#": "\\#", "$": "\\$", "_": "\\_"})
_TAKEN = str.maketrans("", "", "{}\\^")


class Equation(Struct, frozen=True):
    """A displayed formula on the page: its TeX, its number as printed."""

    x0: float
    top: float
    x1: float
    bottom: float
    page: int
    tex: str
    number: str
    lines: int
    size: float = 0.0
    text: str = ""


def find_equations(log: Log, lines: Sequence[Line], column: Column, file: str) -> tuple[list[Equation], list[Line]]:
    """The formulas among the lines of a column, and the other lines."""
    found: list[Equation] = []
    gone: set[int] = set()
    for group in _groups([line for line in lines if _is_formula(line, column)]):
        beside = [line for line in lines if _NUMBER.fullmatch(line.text) and _stands_beside(line, group)]
        words = [word for line in group if line not in beside for word in line.words]
        if not any(char in _RELATIONS for word in words for char in word.text):
            continue
        equation = _equation(group, words, " ".join(line.text for line in beside))
        log(FORMULA(Place(file, page=equation.page), formula=equation.tex))
        found.append(equation)
        gone |= {id(line) for line in (*group, *beside)}
    return found, [line for line in lines if id(line) not in gone]


def _is_formula(line: Line, column: Column) -> bool:
    """Whether a line is set in mathematical type and stands off from the column's edge."""
    letters = sum(len(word.text) for word in line.words)
    math = sum(len(word.text) for word in line.words if _is_math(word))
    plain = sum(bool(_WORD.search(word.text)) and not _is_math(word) for word in line.words)
    set_in = line.x0 - column.x0 > _SET_IN * line.size
    return set_in and math >= _SHARE * letters and plain <= _MOST_WORDS


def _is_math(word: Word) -> bool:
    return bool(_FONT.search(word.face.font)) or any("\U0001d400" <= char <= "\U0001d7ff" for char in word.text)


def _groups(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines near to one another."""
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: each.base):
        if groups and line.base - groups[-1][-1].base < _NEAR * max(line.size, groups[-1][-1].size):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _stands_beside(line: Line, group: Sequence[Line]) -> bool:
    return any(abs(line.base - each.base) < each.size for each in group)


def _equation(group: Sequence[Line], words: Sequence[Word], number: str) -> Equation:
    return Equation(
        min(word.x0 for word in words),
        min(line.top for line in group),
        max(word.x1 for word in words),
        max(line.bottom for line in group),
        group[0].page,
        tex_of(words),
        number,
        len(group),
        max(line.size for line in group),
    )


def tex_of(words: Sequence[Word]) -> str:
    """The words of one formula as TeX: scripts by size and height, fractions by what stands below one another."""
    size = max(word.size for word in words)
    base = _base(words, size)
    heights = {id(word): _height(word, words, base, size) for word in words}
    above = _runs([word for word in words if heights[id(word)] > 0], size)
    below = _runs([word for word in words if heights[id(word)] < 0], size)
    level = [word for word in words if not heights[id(word)]]
    pieces: list[tuple[float, str]] = []
    for run in above:
        under = next((each for each in below if _overlap(run, each)), None)
        operator = next((word for word in level if word.size > _SCRIPT * size and _overlap(run, [word])), None)
        if under is None or operator is not None:
            pieces.append((_place(run, operator, 0.2), f"^{{{tex_of(run)}}}"))
        else:
            below.remove(under)
            pieces.append((min(run[0].x0, under[0].x0), f"\\frac{{{tex_of(run)}}}{{{tex_of(under)}}}"))
    for run in below:
        operator = next((word for word in level if _overlap(run, [word])), None)
        pieces.append((_place(run, operator, 0.1), f"_{{{tex_of(run)}}}"))
    pieces += [(word.x0, _written(word, base, size)) for word in level]
    return _joined(text for _, text in sorted(pieces))


def _height(word: Word, words: Sequence[Word], base: float, size: float) -> int:
    """1 above the line, -1 below it, 0 on it; a small sign goes with the large one that it stands right behind."""
    if word.size <= _SCRIPT * size:
        large = [each for each in words if each.size > _SCRIPT * size and each.x0 < word.x0]
        before = [each for each in large if abs(word.x0 - each.x1) < _BEHIND * size]
        word = min(before, key=lambda each: abs(word.base - each.base), default=word)
    rise = base - word.base
    return (rise > _TALL * size) - (rise < -_TALL * size)


def _base(words: Sequence[Word], size: float) -> float:
    """The baseline of the signs of relation, else of most words."""
    large = [word for word in words if word.size > _SCRIPT * size]
    signs = [word for word in large if any(char in _RELATIONS for char in word.text)] or large
    return Counter(round(word.base, 1) for word in signs).most_common(1)[0][0]


def _runs(words: Sequence[Word], size: float) -> list[list[Word]]:
    """Words that stand beside one another, from left to right."""
    runs: list[list[Word]] = []
    for word in sorted(words, key=lambda each: each.x0):
        if runs and word.x0 - max(each.x1 for each in runs[-1]) < _BESIDE * size:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _overlap(one: Sequence[Word], two: Sequence[Word]) -> bool:
    ends = (
        min(max(word.x1 for word in run) for run in (one, two)),
        max(min(word.x0 for word in run) for run in (one, two)),
    )
    return ends[0] > ends[1]


def _place(run: Sequence[Word], operator: Word | None, behind: float) -> float:
    """Where the limits of an operator stand in the row: right behind it."""
    return operator.x0 + behind if operator else run[0].x0


def _written(word: Word, base: float, size: float) -> str:
    """A word on the line or beside it, in small type, as a script."""
    rise = base - word.base
    if word.size > _SCRIPT * size or abs(rise) <= _DRIFT * size:
        return _plain(word.text)
    return f"{'^' if rise > 0 else '_'}{{{_plain(word.text)}}}"


def _plain(text: str) -> str:
    """Letters of mathematical alphabets as plain ones, signs of TeX escaped."""
    folded = "".join(
        unicodedata.normalize("NFKC", char) if "\U0001d400" <= char <= "\U0001d7ff" else char for char in text
    )
    return folded.translate(_TAKEN).translate(_TEX)


def _joined(texts: Iterable[str]) -> str:
    """The pieces with blanks between; scripts stand close to what they belong to."""
    return re.sub(r"\s+(?=[_^]\{)", "", " ".join(texts))
