"""Where a title ends and what holds it begins: journals, collections, books in volumes."""

from __future__ import annotations

from collections.abc import Sequence

from converter.patterns import regex
from converter.styles.tokens import Tokens
from converter.styles.words import roles

_CONTAINED = "//"
_CYRILLIC = regex("[А-яЁёІіЇїЄєҐґ]")
_ABBREVIATED = 6
"""Letters from which a capitalised word is whole."""


def cross(tokens: Tokens, row: list[str]) -> None:
    """Behind `//` the container begins: no title goes on there, no place stands before, no publisher is first."""
    border = next((i for i in range(1, len(row)) if _CONTAINED in tokens.gaps[i]), 0)
    start = next((i for i in range(border) if row[i] == "ti"), border)
    if start < border and set(row[start:border]) <= {"ti", "so", "pl", "pu"}:
        row[start:border] = ["ti"] * (border - start)
    first = row[border : border + 1]
    end = next((i for i in range(border, len(row)) if row[i : i + 1] != first), len(row))
    if border and "so" not in row and first in (["ti"], ["pu"]) and row[border - 1] == "ti":
        row[border:end] = ["so"] * (end - border)


def join_monograph(tokens: Tokens, row: list[str]) -> None:
    """`Мосты. Опыт постройки. М.: Вода, 1999`: Russian lists set a container behind `//`; without it there is none."""
    first = row.index("so") if "so" in row else 0
    end = next((i for i in range(first, len(row)) if row[i] != "so"), len(row))
    follows = first > 0 and row[first - 1] == "ti" and tokens.gaps[first][:1] in (".", ")")
    published = not {"pl", "pu"}.isdisjoint(row[end:]) and {"vo", "is", "fp"}.isdisjoint(row)
    if follows and published and all(_CYRILLIC.match(tokens.words[i]) for i in (0, first)):
        row[first:end] = ["ti"] * (end - first)


def join_subtitle(tokens: Tokens, words: Sequence[str], row: list[str]) -> None:
    """`Title. Subtitle. Т. 2. СПб.: Питер, 2004`: no container, but a book in volumes, whole."""
    first = next((i for i, label in enumerate(row) if label == "so"), 0)
    end = next((i for i in range(first, len(row)) if row[i] != "so"), len(row))
    follows = first > 0 and row[first - 1] == "ti" and tokens.gaps[first] == ". "
    numbered = row[end : end + 2] == ["o", "vo"] and words[end] in roles()["volume-mark"]
    if follows and numbered and {"pl", "pu"} <= set(row[end:]) and "fp" not in row:
        row[first:end] = ["ti"] * (end - first)


def name_journal(tokens: Tokens, words: Sequence[str], row: list[str]) -> None:
    """What has an issue and pages, and no place, is a journal, no publisher; its `J.` is no initial of an author."""
    numbered = not {"vo", "is"}.isdisjoint(row) and "fp" in row
    if numbered and "so" not in row and "pu" in row and "pl" not in row:
        row[:] = ["so" if label == "pu" else label for label in row]
    first = row.index("so") if "so" in row else 0
    abuts = first > 2 and row[first - 2 : first] == ["au.g", "au.g"] and tokens.gaps[first] == ". "
    if abuts and len(words[first - 1]) == 1 and words[first - 1] in roles()["journal"]:
        row[first - 1] = "so"


def part_journal(tokens: Tokens, words: Sequence[str], row: list[str]) -> None:
    """`Pires A. Song of the plain. Rev Letras. 2001;2:3`: a first sentence in the container is the title that lacks."""
    first = row.index("so") if "so" in row else 0
    if "ti" in row or not first or not row[first - 1].startswith(("au.", "et", "ye")) or {"vo", "fp"}.isdisjoint(row):
        return
    end = next((i for i in range(first, len(row)) if row[i] != "so"), len(row))
    stop = next((i for i in range(first + 1, end) if "." in tokens.gaps[i]), 0)
    spoken = any(word.islower() for word in tokens.words[first:stop])
    if spoken and tokens.gaps[stop] == ". " and roles()["journal"].isdisjoint(words[first:stop]):
        row[first:stop] = ["ti"] * (stop - first)


def move_subtitle(tokens: Tokens, words: Sequence[str], row: list[str]) -> None:
    """`Humble people. A paradox of virtue. Review of Ethics, 7`: the container is the last of its sentences."""
    first = row.index("so") if "so" in row else 0
    if not first or row[first - 1] != "ti" or {"vo", "fp"}.isdisjoint(row) or not {"pl", "pu"}.isdisjoint(row):
        return
    end = next((i for i in range(first, len(row)) if row[i] != "so"), len(row))
    borders = (i for i in range(first + 1, end) if tokens.gaps[i] == ". " and not _is_abbreviated(tokens.words[i - 1]))
    border = max(borders, default=first)
    spoken = ":" in tokens.gaps[first] or any(word.islower() for word in tokens.words[first:border])
    if spoken and _CONTAINED not in tokens.gaps[first] and roles()["journal"].isdisjoint(words[first:border]):
        row[first:border] = ["ti"] * (border - first)


def part_title(tokens: Tokens, row: list[str]) -> None:
    """`Song of the plain. Cantos do Sul 2: 3-9`: what has volume and pages has a container, its last sentence."""
    if "ti" not in row or "so" in row or not {"vo", "fp"} <= set(row) or not {"pl", "pu"}.isdisjoint(row):
        return
    first = row.index("ti")
    end = next((i for i in range(first, len(row)) if row[i] != "ti"), len(row))
    borders = (i for i in range(first + 1, end) if tokens.gaps[i] == ". " and not _is_abbreviated(tokens.words[i - 1]))
    border = max(borders, default=end)
    row[border:end] = ["so"] * (end - border)


def _is_abbreviated(word: str) -> bool:
    return word[0].isupper() and 1 < len(word) < _ABBREVIATED and not word.isupper()
