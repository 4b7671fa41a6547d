"""What the model seldom met: archive documents, standards, remarks on the medium, numbers of volumes; laws, patents.

These follow fixed forms, so rules set the labels of their words right before fields are made of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from converter.styles.kinds import words_and_pairs
from converter.styles.laws import find_law
from converter.styles.patents import find_patent
from converter.styles.tokens import Tokens
from converter.styles.words import roles

_CONTAINED = "//"
_MOST_REMARK = 4
_PARTS_OF_SHELFMARK = 2
_SIGNS = 4
_LONGEST_INITIAL, _LEAST_DESCRIPTION = 2, 3
_NAMED = ("au.", "an")


def documented(tokens: Tokens, labels: Sequence[str]) -> tuple[list[str], str]:
    """`labels` with the words of such documents set right, and the kind of document that showed itself, or ""."""
    row = list(labels)
    words = _lower(tokens)
    kind = next((kind for kind, find in _KINDS if find(tokens, words, row)), "")
    for correct in (_crossed, _day, _standard, _remarks, _first_author, _volumes, _subtitle):
        correct(tokens, row)
    return row, "standard" if is_standard(tokens) else kind


def _lower(tokens: Tokens) -> list[str]:
    return [word.lower() for word in tokens.words]


def _find_shelfmark(tokens: Tokens, words: Sequence[str], row: list[str]) -> bool:
    """`ГАРФ. Ф. 130. Оп. 2. Д. 45. Л. 3`: what stands before the fonds is the archive, no number is a field."""
    marks = [i for i, word in enumerate(words[:-1]) if word in roles()["shelfmark"] and _numbered(tokens, i)]
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


def _find_archive(tokens: Tokens, words: Sequence[str], row: list[str]) -> bool:
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


def _crossed(tokens: Tokens, row: list[str]) -> None:
    """No title goes on behind `//`: there its container begins."""
    border = next((i for i in range(1, len(row)) if _CONTAINED in tokens.gaps[i] and row[i - 1] == row[i] == "ti"), 0)
    end = next((i for i in range(border, len(row)) if row[i] != "ti"), len(row))
    if border and "so" not in row:
        row[border:end] = ["so"] * (end - border)


def _day(tokens: Tokens, row: list[str]) -> None:
    """`số ra ngày 12/5/2022`: no number of the day is an issue or a page."""
    for i in range(1, len(row) - 2):
        numbers = tokens.words[i : i + 3]
        if tokens.words[i - 1].lower() in roles()["date-mark"] and all(map(str.isdigit, numbers)):
            apart = tokens.gaps[i + 1] == tokens.gaps[i + 2] and tokens.gaps[i + 1] in ("/", ".")
            if apart and "ti" not in row[i : i + 3]:
                row[i : i + 3] = ["o"] * 3


def is_standard(tokens: Tokens) -> bool:
    """Whether a reference begins with the designation of a standard: `ГОСТ 7.1`, `ISO 690`."""
    first = tokens.words[:3]
    return (
        bool(first)
        and first[0].lower() in roles()["standard"]
        and any(char.isdigit() for word in first for char in word)
    )


def _standard(tokens: Tokens, row: list[str]) -> None:
    """`ГОСТ Р 7.0.5-2008. Title`: the designation is no author; its year is the work's only where there is no other."""
    if not is_standard(tokens):
        return
    end = next((i for i in range(1, len(row)) if _ends_number(tokens, i)), len(row))
    dated = any(_is_year(word) for word in tokens.words[end:])
    for i in range(end):
        row[i] = "ye" if _is_year(tokens.words[i]) and not dated else "ti" if dated else "o"


def _ends_number(tokens: Tokens, i: int) -> bool:
    gap = tokens.gaps[i]
    return gap.startswith((".", ":")) and " " in gap and not tokens.words[i - 1].isalpha()


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("18", "19", "20")


def _remarks(tokens: Tokens, row: list[str]) -> None:
    """`[dataset]`, `[Электронный ресурс]` belong to no field."""
    for start, end in _bracketed(tokens):
        words = words_and_pairs(tokens.words[start:end])
        if end - start <= _MOST_REMARK and not roles()["medium"].isdisjoint(words):
            row[start:end] = ["o"] * (end - start)


def _bracketed(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """First word and the one behind the last between square brackets."""
    start = -1
    for i, gap in enumerate(tokens.gaps):
        if "]" in gap and start >= 0:
            yield start, i
            start = -1
        if gap.rfind("[") > gap.rfind("]"):
            start = i


def _first_author(tokens: Tokens, row: list[str]) -> None:
    """A name that begins the reference with surname and initials is its author; what the rest is, follows it."""
    end = next((i for i, label in enumerate(row) if label != "ed"), len(row))
    if not end or "ti" in row or any(label.startswith("au.") for label in row):
        return
    initials = 1
    while initials < end and len(tokens.words[initials]) == 1 and tokens.words[initials].isupper():
        initials += 1
    if initials > 1:
        row[0] = "au.bs"
        row[1:initials] = ["au.g"] * (initials - 1)
        row[initials:end] = ["ti"] * (end - initials)


def _volumes(tokens: Tokens, row: list[str]) -> None:
    """`Title. Т. 2. М.: Мысль`: a volume at the end of the title, or taken for a source, is a volume."""
    if "vo" in row:
        return
    for i in range(1, len(row) - 1):
        last = i + 2 == len(row) or row[i + 2] != row[i]
        apart = "." in tokens.gaps[i] and tokens.words[i].lower() in roles()["volume-mark"]
        if apart and last and row[i + 1] == row[i] in ("ti", "so") and _is_number(tokens.words[i + 1]):
            row[i], row[i + 1] = "o", "vo"
            return


def _subtitle(tokens: Tokens, row: list[str]) -> None:
    """`Title. Subtitle. Т. 2. СПб.: Питер, 2004`: no container, but a book in volumes, whole."""
    first = next((i for i, label in enumerate(row) if label == "so"), 0)
    end = next((i for i in range(first, len(row)) if row[i] != "so"), len(row))
    follows = first > 0 and row[first - 1] == "ti" and tokens.gaps[first] == ". "
    numbered = row[end : end + 2] == ["o", "vo"] and tokens.words[end].lower() in roles()["volume-mark"]
    if follows and numbered and {"pl", "pu"} <= set(row[end:]) and "fp" not in row:
        row[first:end] = ["ti"] * (end - first)


def _is_number(word: str) -> bool:
    return word.isdigit() or (word.isupper() and set(word) <= set("IVXLC"))


_KINDS: tuple[tuple[str, Callable[[Tokens, Sequence[str], list[str]], bool]], ...] = (
    ("archive", _find_shelfmark),
    ("archive", _find_archive),
    ("legal-doc", find_law),
    ("patent", find_patent),
)
