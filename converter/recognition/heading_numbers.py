"""Numbers printed before headings: 2.1, Roman numbers, letters; what they are the whole document decides.

"I." opens a section if "II." follows somewhere, "A." if "B." does: alone it is an initial, as in
"A. Smith and his school". A kind of number that first appears within another lies below it:
I, A, 1 or 1, A or A, 1, as the manuscript has it. "II.1" lies below "II.".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from converter.patterns import regex

_NUMBER = regex(
    r"(?:§\s*)?(?:(?P<arabic>\d{1,2}(?:\.\d{1,2}){0,4})(?:\.|\))?|(?P<mixed>(?:[IVX]{1,5}|[A-Z])(?:\.\d{1,2}){1,3})\.?"
    r"|(?P<roman>[IVX]{1,5})[.)]|(?P<latin>[A-Z])[.)]|(?P<cyrillic>[А-Я])[.)]|\(?(?P<small>[a-z])\))(?=\s+\S)"
)
_ALPHABETS: Mapping[str, str] = {
    "latin": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "cyrillic": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ",
    "small": "abcdefghijklmnopqrstuvwxyz",
}
_DIGITS: Mapping[str, int] = {"I": 1, "V": 5, "X": 10}
_HIGHEST = 40
"""A higher number counts something else."""
_LARGEST_GAP = 3
"""So many numbers on, a heading between may not have been seen as one."""


class HeadingNumber(Struct, frozen=True):
    """The number with which a heading begins: the offset behind it, and the depth it tells, 0 for none."""

    end: int
    depth: int


class _Sign(Struct, frozen=True):
    """What a number may be: a member of a series, `steps` for 2.1 as (2, 1)."""

    series: str
    steps: tuple[int, ...]
    end: int


def read_numbers(texts: Sequence[str]) -> tuple[HeadingNumber | None, ...]:
    """The number of each heading, None where it has none or begins with an initial."""
    signs = _in_series([_signs(text) for text in texts])
    below: dict[str, int] = {}
    depth = 0
    found: list[HeadingNumber | None] = []
    for sign in signs:
        if sign is None or sign.steps[0] > _HIGHEST:
            found.append(HeadingNumber(sign.end, 0) if sign else None)
            continue
        single = len(sign.steps) == 1
        above = below.setdefault(sign.series, depth if single else 0)
        depth = above + len(sign.steps)
        found.append(HeadingNumber(sign.end, depth))
    return tuple(found)


def _signs(text: str) -> tuple[_Sign, ...]:
    """What the number of a heading may be: "I." is a Roman number and a letter."""
    match = _NUMBER.match(text)
    if match is None:
        return ()
    if match["arabic"]:
        return (_Sign("arabic", tuple(map(int, match["arabic"].split("."))), match.end()),)
    if match["mixed"]:
        return (_mixed(match["mixed"], match.end()),)
    letter = match["roman"] or match[match.lastgroup or 0]
    found = [_Sign("roman", (_roman(letter),), match.end())] if match["roman"] else []
    if len(letter) == 1:
        series = "latin" if match["roman"] else str(match.lastgroup)
        at = _ALPHABETS[series].find(letter)
        found += [_Sign(series, (at + 1,), match.end())] if at >= 0 else []
    return tuple(found)


def _mixed(number: str, end: int) -> _Sign:
    """ "II.1" and "B.2": a member of the Roman numbers or of the letters, one step down."""
    first, *steps = number.split(".")
    roman = all(digit in _DIGITS for digit in first)
    opening = _roman(first) if roman else _ALPHABETS["latin"].index(first) + 1
    return _Sign("roman" if roman else "latin", (opening, *map(int, steps)), end)


def _roman(number: str) -> int:
    values = [_DIGITS[digit] for digit in number]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


# Which series a manuscript has


def _in_series(all_signs: Sequence[tuple[_Sign, ...]]) -> list[_Sign | None]:
    """Of each heading the sign that goes on a series: with Arabic as printed, others where two stand in order."""
    chosen: list[_Sign | None] = [next(filter(_is_sure, signs), None) for signs in all_signs]
    for series in ("roman", *_ALPHABETS):
        rows = [(at, sign) for at, signs in enumerate(all_signs) for sign in signs if sign.series == series]
        for at, sign in _ordered([row for row in rows if chosen[row[0]] is None], again=series != "roman"):
            chosen[at] = sign
    return chosen


def _is_sure(sign: _Sign) -> bool:
    return sign.series == "arabic" or len(sign.steps) > 1


def _ordered(rows: Sequence[tuple[int, _Sign]], *, again: bool) -> list[tuple[int, _Sign]]:
    """The signs that count from one on, from anew if they may begin `again`; none if only one does."""
    kept: list[tuple[int, _Sign]] = []
    run: list[tuple[int, _Sign]] = []
    for n, (at, sign) in enumerate(rows):
        count = sign.steps[0]
        if count == 1 and (again or not run):
            kept += run if len(run) > 1 else []
            run = [(at, sign)]
        elif run and _goes_on(run, count, [later.steps[0] for _, later in rows[n + 1 :]]):
            run.append((at, sign))
    return [*kept, *(run if len(run) > 1 else [])]


def _goes_on(run: Sequence[tuple[int, _Sign]], count: int, later: Sequence[int]) -> bool:
    """Whether `count` is the next of a series, or one near it where the next never comes."""
    wanted = run[-1][1].steps[0] + 1
    if count == wanted:
        return True
    return len(run) > 1 and wanted < count < wanted + _LARGEST_GAP and wanted not in later
