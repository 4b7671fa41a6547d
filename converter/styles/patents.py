"""Patents: number, title, inventors and assignee in the forms of GOST, APA, Vancouver."""

from __future__ import annotations

from collections.abc import Sequence

from converter.styles.tokens import Tokens
from converter.styles.words import roles

_FAR = 4
"""Words between the word for a patent and its number: `US Patent No. US 10,123,456`."""
_WHOLE_WORD = _LONGEST_YEAR = 4


def find_patent(tokens: Tokens, words: Sequence[str], row: list[str]) -> bool:
    """Whether the reference is a patent; its labels are then set right in `row`."""
    at = next((i for i, word in enumerate(words) if word in roles()["kind-patent"]), -1)
    ahead = range(at + 1, min(at + 1 + _FAR, len(words)))
    first = next((i for i in ahead if any(map(str.isdigit, words[i]))), 0)
    if at < 0 or not first or not _is_long(tokens, first):
        return False
    end = _end_of_number(tokens, first)
    row[:] = ["o" if label in ("vo", "is", "fp", "lp", "so") else label for label in row]
    row[first:end] = ["pn"] * (end - first)
    if at <= 1:
        _follow_number(tokens, words, row, end)
    _find_assignee(tokens, words, row)
    return True


def _is_long(tokens: Tokens, first: int) -> bool:
    """Whether the number at `first` is long, not that of `patents 10 years on` or `patent law, 2016`."""
    return sum(map(str.isdigit, "".join(tokens.words[first : _end_of_number(tokens, first)]))) > _LONGEST_YEAR


def _end_of_number(tokens: Tokens, first: int) -> int:
    """The word behind a number whose thousands are set off: `6,718,880`, `10 123 456`."""
    end = first + 1
    while (
        end < len(tokens) and tokens.words[end].isdigit() and len(tokens.words[end]) == 3 and len(tokens.gaps[end]) == 1
    ):
        end += 1
    return end


def _follow_number(tokens: Tokens, words: Sequence[str], row: list[str], start: int) -> None:
    """`Пат. 2187888 Российская Федерация, МПК H04B. Title / Inventors ; …`: title and inventors behind the number."""
    ahead = range(start + 1, len(words))
    first = next((i for i in ahead if tokens.gaps[i].startswith(". ") and len(words[i]) >= _WHOLE_WORD), 0)
    slash = next((i for i in ahead if i > first and "/" in tokens.gaps[i] and " " in tokens.gaps[i]), 0)
    if not first or not slash:
        return
    owned = (i for i in range(slash + 1, len(words)) if ";" in tokens.gaps[i] or words[i] in roles()["assignee"])
    end = next(owned, len(words))
    row[:] = [label if label in ("pn", "@") else "o" for label in row]
    row[first:slash] = ["ti"] * (slash - first)
    for i in range(slash, end):
        opens = i == slash or "," in tokens.gaps[i]
        row[i] = "au." + ("b" if opens else "") + ("g" if len(words[i]) == 1 else "s")


def _find_assignee(tokens: Tokens, words: Sequence[str], row: list[str]) -> None:
    """`заявитель и патентообладатель X ;` and `X, assignee.`: the body to which the patent belongs."""
    marks = [i for i, word in enumerate(words) if word in roles()["assignee"]]
    if not marks:
        return
    start = marks[-1] + 1
    dated = roles()["filed"] | roles()["issued"]
    end = next((i for i in range(start + 1, len(words)) if _parts(tokens, i) or words[i] in dated), len(words))
    if "," in tokens.gaps[marks[-1]]:
        start = max((i for i in range(marks[0]) if ";" in tokens.gaps[i]), default=0)
        end = marks[0]
        _follow_assignee(tokens, words, row, marks[-1])
    row[start:end] = ["as"] * (end - start)


def _follow_assignee(tokens: Tokens, words: Sequence[str], row: list[str], mark: int) -> None:
    """`… inventors; X, assignee. Title. United States patent …`: the title is the sentence behind the assignee."""
    end = next((i for i in range(mark + 2, len(words)) if tokens.gaps[i].startswith(". ")), 0)
    row[: mark + 1] = [label if label.startswith(("au.", "an")) else "o" for label in row[: mark + 1]]
    for i, word in enumerate(words[:mark]):
        if word in roles()["inventor"]:
            row[i] = "o"
    if end:
        row[mark + 1 : end] = ["ti"] * (end - mark - 1)
        row[end:] = [label if label in ("ye", "pn", "@") else "o" for label in row[end:]]


def _parts(tokens: Tokens, i: int) -> bool:
    """Whether a sign before word `i` ends a statement of GOST: a semicolon, a number, the end of a sentence."""
    gap = tokens.gaps[i]
    ends = gap.startswith(".") and ("–" in gap or "—" in gap or tokens.words[i][0].isupper())
    return ends or ";" in gap or "№" in gap
