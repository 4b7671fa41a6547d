"""Bodies as authors: ministries, agencies, associations and their initials, where no person is named."""

from __future__ import annotations

from collections.abc import Sequence

from converter.styles.tokens import Tokens
from converter.styles.words import roles

_LONGEST = 12
_SHORT = 4
"""Letters from which a word of a name has a capital: `of`, `and`, `das`."""
_ROMAN = frozenset("IVXLC")


def name_dated_body(tokens: Tokens, row: list[str]) -> None:
    """`Institute of Energy (IE). (2014) Title`: what stands before a year and its title, where nobody else is named."""
    dated = next((i for i, label in enumerate(row) if label == "ye"), 0)
    titled = dated + 1 < len(row) and row[dated + 1] == "ti" and tokens.gaps[dated].endswith("(")
    start = next((i for i, label in enumerate(row[:dated]) if label != "o"), dated)
    alike = start < dated <= start + _LONGEST and len(set(row[start:dated])) == 1
    if titled and alike and not any(label.startswith(("au.", "ed")) for label in row):
        row[start:dated] = ["au.bl", *["au.l"] * (dated - start - 1)]


def name_first_body(tokens: Tokens, words: Sequence[str], row: list[str]) -> None:
    """`NRC. Needs of cattle`, `Food and Farm Organization. FARMSTAT`: a body in the first sentence, a title behind."""
    start = next((i for i, word in enumerate(words) if not word.isdigit()), len(words))
    end = next((i for i in range(start + 1, len(row)) if tokens.gaps[i].startswith(". ")), start)
    if not start < end <= start + _LONGEST or not (_is_acronym(tokens, start, end) or _is_body(tokens, start, end)):
        return
    stop = next((i for i in range(end, len(row)) if row[i][:2] != row[end][:2]), len(row))
    titled = "ti" in row[end:]
    runs_on = stop < len(row) and row[stop] == "ti" and tokens.gaps[stop] == " "
    if row[end] == "ye" and titled:
        stop = end
    elif row[end][:2] not in ("ti", "so", "au") or (row[end] != "ti" and titled and not runs_on):
        return
    row[start:end] = ["au.bl", *["au.l"] * (end - start - 1)]
    row[end:stop] = ["ti"] * (stop - end)


def _is_acronym(tokens: Tokens, start: int, end: int) -> bool:
    word = tokens.words[start]
    return end == start + 1 and len(word) > 1 and word.isupper() and not _ROMAN.issuperset(word)


def _is_body(tokens: Tokens, start: int, end: int) -> bool:
    """Whether words up to `end`, with capitals and without commas, name a body: an association, a ministry."""
    words = tokens.words[start:end]
    capitals = all(word[0].isupper() or len(word) < _SHORT for word in words) and len(words[-1]) > 1
    whole = all(tokens.gaps[i] == " " for i in range(start + 1, end))
    return capitals and whole and not roles()["corporate"].isdisjoint(map(str.lower, words))
