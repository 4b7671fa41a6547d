"""Standards: `ГОСТ Р 7.0.5-2008. Title`, `ISO 690:2021`, `ABNT. NBR 6023: title`."""

from __future__ import annotations

from collections.abc import Sequence

from converter.styles.tokens import Tokens
from converter.styles.words import roles

_FIRST = 3
"""Words at the beginning among which the number of the standard stands."""


def _is_standard(words: Sequence[str]) -> bool:
    """Whether a reference begins with the designation of a standard: `ГОСТ 7.1`, `ISO 690`."""
    first = words[:_FIRST]
    return first[0] in roles()["standard"] and any(map(str.isdigit, "".join(first)))


def find_standard(tokens: Tokens, words: Sequence[str], row: list[str]) -> bool:
    """`ГОСТ Р 7.0.5-2008. Title`: the designation is no author; its year is the work's only where there is no other."""
    if not _is_standard(words):
        return False
    end = next((i for i in range(1, len(row)) if _ends_number(tokens, i)), len(row))
    dated = any(map(_is_year, words[end:]))
    for i in range(end):
        row[i] = "ye" if _is_year(words[i]) and not dated else "ti" if dated else "o"
    return True


def _ends_number(tokens: Tokens, i: int) -> bool:
    gap = tokens.gaps[i]
    return gap.startswith((".", ":")) and " " in gap and not tokens.words[i - 1].isalpha()


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("18", "19", "20")
