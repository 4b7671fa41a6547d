"""Documents of archives: the archive, its signs with numbers, what the document is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from converter.styles.kinds import words_and_pairs
from converter.styles.tokens import Tokens
from converter.styles.words import roles

_CONTAINED = "//"
_PARTS_OF_SHELFMARK = 2
_SIGNS = 4
_LONGEST_INITIAL, _LEAST_DESCRIPTION = 2, 3
_NAMED = ("au.", "an")


def find_shelfmark(tokens: Tokens, words: Sequence[str], row: list[str]) -> bool:
    """`ГАРФ. Ф. 130. Оп. 2. Д. 45. Л. 3`: what stands before the fonds is the archive, no number is a field."""
    signs = roles()["shelfmark"]
    marks = [i for i, word in enumerate(words[:-1]) if word in signs and _numbered(tokens, i)]
    if len({words[i] for i in marks}) < _PARTS_OF_SHELFMARK or words[marks[0]] not in roles()["fonds"]:
        return False
    start = max((i for i in range(marks[0]) if _CONTAINED in tokens.gaps[i]), default=0)
    if _describes(tokens, words[:start]):
        row[:start] = ["ti" if label.startswith(_NAMED) else label for label in row[:start]]
    for i in range(start, len(row)):
        row[i] = ("so" if i < marks[0] else "o") if row[i] != "@" else "@"
    return True


def _describes(tokens: Tokens, words: Sequence[str]) -> bool:
    """Whether the first words describe a document and are no author: `Письмо И. В. Сталина М. М. Литвинову`."""
    end = next((i for i in range(1, len(words)) if "," in tokens.gaps[i]), len(words))
    return sum(len(word) > _LONGEST_INITIAL for word in words[:end]) >= _LEAST_DESCRIPTION


def find_file(tokens: Tokens, words: Sequence[str], row: list[str]) -> bool:
    """`National Archives, FO 371/1234, Letter from Smith, 12 May 1954`: the archive, signs with numbers, what it is."""
    end = next((i for i in range(1, len(words)) if "," in tokens.gaps[i] or ". " in tokens.gaps[i]), 0)
    named = words_and_pairs(words[:end])
    if not end or roles()["archive"].isdisjoint(named):
        return False
    marked = _known(words[end:], "shelfmark")
    signs = words[end:] if marked else words[end : end + _SIGNS]
    if not any(word[0].isdigit() for word in signs) or ("vo" in row and not marked):
        return False
    row[:] = [*["so"] * end, *("o" if label != "ye" else label for label in row[end:])]
    borders = [i for i in range(end, len(words)) if "," in tokens.gaps[i] or ";" in tokens.gaps[i]]
    for start, stop in pairwise([*borders, len(words)]):
        described = not any(word[0].isdigit() for word in words[start:stop]) and not _known(
            words[start:stop], "shelfmark"
        )
        if described and stop - start > _PARTS_OF_SHELFMARK:
            row[start:stop] = ["ti"] * (stop - start)
            break
    return True


def _known(words: Sequence[str], role: str) -> bool:
    return not roles()[role].isdisjoint(words_and_pairs(words))


def _numbered(tokens: Tokens, at: int) -> bool:
    """Whether a number follows at once, perhaps behind a letter: `Ф. Р-130`; initials before a year are none."""
    following = tokens.words[at + 1 : at + 3]
    lettered = len(following) > 1 and len(following[0]) == 1 and tokens.gaps[at + 2].strip() in ("-", "‐", "–")
    number = following[lettered]
    return number[:1].isdigit() and "(" not in tokens.gaps[at + 1]
