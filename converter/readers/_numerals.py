"""Numbers and bullets of lists as they are printed."""

from __future__ import annotations

from string import ascii_lowercase

BULLET = "\u2022"
_BULLETS = (BULLET, "\u2013", "\u25aa")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN = 4999


def bullet(depth: int) -> str:
    """The bullet of a list inside `depth` others."""
    return _BULLETS[depth % len(_BULLETS)]


def numeral(number: int, style: str, ends: str) -> str:
    """A number in pandoc's list style and delimiters: "3.", "(iv)", "b)"."""
    match style:
        case "LowerAlpha" | "UpperAlpha":
            bare = letters(number)
        case "LowerRoman" | "UpperRoman":
            bare = roman(number)
        case _:
            bare = str(number)
    bare = bare.upper() if style.startswith("Upper") else bare
    match ends:
        case "TwoParens":
            return f"({bare})"
        case "OneParen":
            return f"{bare})"
    return f"{bare}."


def letters(number: int, alphabet: str = ascii_lowercase) -> str:
    """a ... z, then aa ... zz, as word processors go on."""
    if number < 1:
        return str(number)
    times, at = divmod(number - 1, len(alphabet))
    return alphabet[at] * min(times + 1, 9)


def roman(number: int) -> str:
    """i, ii, iii, iv; beyond 4999 in figures."""
    if not 0 < number <= _LARGEST_ROMAN:
        return str(number)
    row = []
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        row.append(sign * times)
    return "".join(row)
