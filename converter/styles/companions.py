"""What the other references of a list tell of one: journals and publishers that they print in the same words.

An article cites the same few journals again and again, in one style; what is read for sure in one
reference is known in the next, where the model saw nothing but a longer title.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from converter.styles.tokens import Tokens

Names = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
"""By its first word every known name: its words in lower case, and its label."""

_KNOWN = ("so", "pu")
_LEAST_LETTERS = 8
_ABSORBED = frozenset(("ti", "o", "pl"))
"""Labels under which the model may have hidden a name."""


def learn(read: Iterable[tuple[Tokens, Sequence[str]]]) -> Names:
    """The names of containers and publishers in references that were read for sure, if long enough."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for tokens, row in read:
        for label in _KNOWN:
            if label in row:
                first = row.index(label)
                end = next((i for i in range(first, len(row)) if row[i] != label), len(row))
                found[tuple(word.lower() for word in tokens.words[first:end])].add(label)
    names: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for words, labels in found.items():
        if len(labels) == 1 and sum(map(len, words)) >= _LEAST_LETTERS:
            names[words[0]].append((words, labels.pop()))
    return names


def recognised(tokens: Tokens, row: Sequence[str], names: Names) -> list[str]:
    """`row` with a container or publisher that it lacks, where one of `names` stands between signs behind the title."""
    words = [word.lower() for word in tokens.words]
    better = list(row)
    counted = max((i for i, label in enumerate(row) if label in ("vo", "is", "fp")), default=0)
    for start in range(1, len(words)):
        for name, label in names.get(words[start], ()):
            end = start + len(name)
            if (
                label not in better
                and (label != "so" or end <= counted)
                and tuple(words[start:end]) == name
                and _stands_apart(tokens, better, start, end)
            ):
                better[start:end] = [label] * len(name)
    return better


def _stands_apart(tokens: Tokens, row: Sequence[str], start: int, end: int) -> bool:
    """Whether signs part the words from a title before them, and no title goes on behind."""
    before, behind = tokens.gaps[start].strip(), tokens.gaps[end].strip()
    titled = "ti" in row[:start] and (end == len(row) or row[end] != "ti")
    parted = bool(before) and (bool(behind) or end == len(row) or tokens.words[end][0].isdigit())
    return titled and parted and _ABSORBED.issuperset(row[start:end])
