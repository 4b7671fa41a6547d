"""Italics, or bold, as the border between a title and what holds it."""

from __future__ import annotations

from collections.abc import Sequence

from converter.styles.tokens import Tokens

_ENDS = frozenset(".?!,")


def parted(tokens: Tokens, labels: Sequence[str], marked: frozenset[int]) -> list[str]:
    """`labels` with the source beginning where the italics begin that run to its end.

    Done only where the model saw a title and a source in one stretch, or a title alone before a
    volume or issue, and a sign ends the title.
    """
    row = list(labels)
    if not marked or "ti" not in row:
        return row
    first = row.index("ti")
    end = first
    while end < len(row) and row[end] in ("ti", "so"):
        end += 1
    border = end
    while border > first and border - 1 in marked:
        border -= 1
    apart = first < border < end and not _ENDS.isdisjoint(tokens.gaps[border])
    contained = "so" in row[first:end] or ("so" not in row and not {"vo", "is"}.isdisjoint(row[end:]))
    if apart and contained and marked.isdisjoint(range(first, border)):
        row[first:end] = ["ti"] * (border - first) + ["so"] * (end - border)
    return row
