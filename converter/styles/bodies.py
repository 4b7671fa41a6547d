"""Bodies as authors: ministries, agencies, associations and their initials, where no person is named."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from converter.styles.tokens import Tokens
from converter.styles.words import roles

_LONGEST = 12
_SHORT = 4
"""Letters from which a word of a name has a capital: `of`, `and`, `das`."""
_HYPHENS = frozenset((" - ", " – ", " — "))
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
    end = next((i for i in range(start + 1, len(row)) if tokens.gaps[i].lstrip(")").startswith(". ")), start)
    if not start < end <= start + _LONGEST or not (_is_acronym(tokens, start, end) or _is_body(tokens, start, end)):
        return
    sentence = next((i for i in range(end + 1, len(row)) if "." in tokens.gaps[i]), len(row))
    last = max((i for i in range(end, sentence) if row[i] == "ti"), default=-1)
    if row[end] == "ye" and "ti" in row[end:]:
        title = range(0)
    elif row[end] == "ti" or last > end:
        title = range(end, last + 1)
    elif row[end][:2] in ("so", "au") and "ti" not in row[end:]:
        title = range(end, next((i for i in range(end, len(row)) if row[i][:2] != row[end][:2]), len(row)))
    else:
        return
    row[start:end] = ["au.bl", *["au.l"] * (end - start - 1)]
    for i in title:
        row[i] = "ti"


def join_initials(tokens: Tokens, row: list[str]) -> None:
    """`INA - Instituto das Águas`: the initials and the name of one body."""
    for i in range(1, len(row)):
        joined = tokens.gaps[i] in _HYPHENS or (tokens.gaps[i] == " " and row[i - 1] == "au.l")
        if joined and row[i].startswith("au.") and row[i - 1] in ("au.bl", "au.l"):
            row[i] = "au.l"


def name_lower_bodies(tokens: Tokens, row: list[str]) -> None:
    """`Brasil. Ministério da Saúde. Secretaria de Vigilância. Título`: each body below another is an author too."""
    opening = next((i for i, label in enumerate(row) if label == "au.bl"), len(row))
    borders = [i for i in range(opening + 1, len(row)) if tokens.gaps[i] == ". "]
    if not borders or not {"au.bl", "au.l"}.issuperset(row[opening : borders[0]]):
        return
    for first, end in pairwise(borders):
        below = row[first][:2] in ("au", "ti") and row[end][:2] in ("au", "ti") and "ti" in row[end:]
        if not below or end - first > _LONGEST or not _is_body(tokens, first, end):
            break
        row[first:end] = ["au.bl", *["au.l"] * (end - first - 1)]


def _is_acronym(tokens: Tokens, start: int, end: int) -> bool:
    word = tokens.words[start]
    return end == start + 1 and len(word) > 1 and word.isupper() and not _ROMAN.issuperset(word)


def _is_body(tokens: Tokens, start: int, end: int) -> bool:
    """Whether words up to `end`, with capitals and without commas, name a body: an association, a ministry."""
    words = tokens.words[start:end]
    capitals = all(word[0].isupper() or len(word) < _SHORT for word in words) and len(words[-1]) > 1
    short = tokens.gaps[end - 1] == " (" and words[-1].isupper()
    whole = all(tokens.gaps[i] == " " for i in range(start + 1, end - short))
    return capitals and whole and not roles()["corporate"].isdisjoint(map(str.lower, words))
