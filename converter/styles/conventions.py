"""Which citation style a list follows: the style is a property of the list, not of one line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from functools import cache
from pathlib import Path

from converter.compiled import toml
from converter.patterns import regex

_SHARE = 0.4
_SEEN = 400
"""Characters of a reference that are looked at."""

_Look = Callable[[str], re.Match[str] | None]


@cache
def _marks() -> Mapping[str, tuple[_Look, ...]]:
    conventions = toml(Path(__file__).with_suffix(".toml"))
    return {name: tuple(map(_look, style["all"])) for name, style in conventions.items()}


def _look(mark: str) -> _Look:
    """How to look for a mark; what stands at the beginning is looked for nowhere else."""
    pattern = regex(mark)
    return lambda text: pattern.match(text) if mark.startswith("^") else pattern.search(text)


def style_of(references: Collection[str]) -> str:
    """The style that most of the printed references show, or "" where none prevails."""
    votes: Counter[str] = Counter()
    for text in references:
        for name, marks in _marks().items():
            if all(look(text[:_SEEN]) for look in marks):
                votes[name.removesuffix("-book").removesuffix("-dash")] += len(marks)
    if not votes:
        return ""
    best, count = max(votes.items(), key=lambda vote: vote[1])
    return best if count >= _SHARE * len(references) else ""
