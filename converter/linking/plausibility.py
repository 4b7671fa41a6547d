"""Which marks without a reference are citations all the same, and which only years in brackets."""

from __future__ import annotations

from collections.abc import Sequence

from converter.linking.author_year import Mark
from converter.linking.passages import Passage
from converter.linking.records import Missing
from converter.patterns import regex

_CLEARLY = 3
_POSSESSIVE = regex(r"['’]s$")
_LOWER_CASE = regex(r"^(?:[^\W\d_A-Z]{1,3}\s)+")
_SPACED_DOTS = regex(r"\s?(?:\.{3}|…)$")


def plausible(
    passages: Sequence[Passage], unresolved: Sequence[tuple[int, Mark]], resolved: Sequence[Mark]
) -> tuple[Missing, ...]:
    """The unresolved marks that are most likely citations, by their shape and by the house style."""
    shaped = [(i, mark) for i, mark in unresolved if _is_shaped(passages[i].text, mark)]
    bracketed = [mark for mark in (*resolved, *(mark for _, mark in shaped)) if not mark.narrative]
    signs = [mark.bracket.sign for mark in bracketed if mark.bracket]
    square = signs.count("[") > _CLEARLY * signs.count("(")
    return tuple(
        Missing(i, mark.start, mark.end, _work(passages[i].text, mark))
        for i, mark in shaped
        if _is_sure(mark) or (mark.bracket is not None and (mark.bracket.sign == "[") == square)
    )


def _is_shaped(text: str, mark: Mark) -> bool:
    """Whether it looks like a citation: names or a short title, then a year, in brackets."""
    if mark.bracket is None or mark.ranged:
        return False
    if mark.narrative:
        return mark.bracket.sign == "[" or (bool(mark.names) and _is_sure(mark))
    if mark.shared:
        return bool(mark.names)
    named = mark.names and not text[_chunk_start(mark) : mark.names[0].start].strip(" ,;")
    return bool(named) or "..." in mark.chunk or "…" in mark.chunk


def _chunk_start(mark: Mark) -> int:
    return mark.year_at - len(mark.chunk)


def _is_sure(mark: Mark) -> bool:
    return mark.et_al or (len(mark.names) > 1 and not mark.narrative and bool(mark.locator))


def _work(text: str, mark: Mark) -> str:
    """The words that name the work, and its year."""
    outside = mark.names and (mark.narrative or mark.shared)
    words = _LOWER_CASE.sub("", text[mark.names[0].start : mark.names_end]) if outside else mark.chunk
    named = _POSSESSIVE.sub("", " ".join(words.split()).strip(" ,;:(["))
    return f"{_SPACED_DOTS.sub('...', named)} {mark.year}{mark.letter}".strip()
