"""What the model seldom met, read by rules: documents of fixed forms, remarks on the medium, numbers of volumes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from converter.styles.archives import find_file, find_shelfmark
from converter.styles.bodies import join_initials, name_dated_body, name_first_body, name_lower_bodies
from converter.styles.containers import (
    cross,
    join_monograph,
    join_subtitle,
    move_subtitle,
    name_journal,
    part_journal,
    part_title,
)
from converter.styles.kinds import words_and_pairs
from converter.styles.laws import find_law
from converter.styles.patents import find_patent
from converter.styles.standards import find_standard
from converter.styles.tokens import Tokens
from converter.styles.words import roles

_MOST_REMARK = 4
_LONGEST_NAME = 4
_HELD = frozenset("()–—-")
"""Signs that no name of a university holds together."""
_FIXED: tuple[tuple[str, tuple[str, ...], Callable[[Tokens, Sequence[str], list[str]], bool]], ...] = (
    ("standard", ("standard",), find_standard),
    ("archive", ("shelfmark",), find_shelfmark),
    ("archive", ("archive",), find_file),
    ("legal-doc", ("act", "code", "versus", "public-law"), find_law),
    ("patent", ("kind-patent",), find_patent),
)
"""A kind of document, the roles of words without which there is none, and who looks for it."""


def documented(tokens: Tokens, labels: Sequence[str], known: Collection[str]) -> tuple[list[str], str]:
    """`labels` with the words of such documents set right, and the kind of document that showed itself, or "".

    `known` are the words and pairs of words of the text in lower case.
    """
    row = list(labels)
    words = [word.lower() for word in tokens.words]
    kind = next((kind for kind, cues, find in _FIXED if _has(known, *cues) and find(tokens, words, row)), "")
    cross(tokens, row)
    if _has(known, "date-mark"):
        _clear_days(tokens, words, row)
    if _has(known, "medium"):
        _clear_remarks(tokens, row)
    if _has(known, "platform", "repository"):
        _name_platform(tokens, words, row)
    join_monograph(tokens, row)
    _name_first_author(tokens, row)
    _free_title(tokens, row)
    _name_vietnamese(tokens, words, row)
    name_dated_body(tokens, row)
    name_first_body(tokens, words, row)
    join_initials(tokens, row)
    name_lower_bodies(tokens, row)
    _move_pages(tokens, words, row)
    _name_publisher(tokens, words, row)
    name_journal(tokens, words, row)
    part_journal(tokens, words, row)
    part_title(tokens, row)
    move_subtitle(tokens, words, row)
    if _has(known, "kind-thesis"):
        _join_faculty(tokens, words, row)
    if _has(known, "volume-mark"):
        _number_volume(tokens, words, row)
        _clear_extent(words, row)
        join_subtitle(tokens, words, row)
    return row, kind


def _has(known: Collection[str], *names: str) -> bool:
    """Whether a word plays one of the roles."""
    return any(not roles()[name].isdisjoint(known) for name in names)


def _clear_days(tokens: Tokens, words: Sequence[str], row: list[str]) -> None:
    """`số ra ngày 12/5/2022`: no number of the day is an issue or a page."""
    marks = roles()["date-mark"]
    for i in range(1, len(row) - 2):
        if words[i - 1] in marks and all(map(str.isdigit, words[i : i + 3])):
            apart = tokens.gaps[i + 1] == tokens.gaps[i + 2] and tokens.gaps[i + 1] in ("/", ".")
            if apart and "ti" not in row[i : i + 3]:
                row[i : i + 3] = ["o"] * 3


def _move_pages(tokens: Tokens, words: Sequence[str], row: list[str]) -> None:
    """`provinces: 1823–1888. Porto: Ar, 1996. p. 5-30`: the pages are those behind their mark."""
    first = row.index("fp") if "fp" in row else 0
    if not first or words[first - 1] in roles()["pages"] or row[first + 1 : first + 2] != ["lp"]:
        return
    ahead = range(first + 2, len(row) - 1)
    marked = next(
        (i for i in ahead if words[i - 1] in roles()["pages"] and row[i : i + 2] in (["o", "o"], ["fp", "lp"])), 0
    )
    if marked and words[marked].isdigit() and words[marked + 1].isdigit() and row[first - 1] in ("ti", "so"):
        row[first : first + 2] = [row[first - 1]] * 2
        row[marked : marked + 2] = ["fp", "lp"]


def _clear_remarks(tokens: Tokens, row: list[str]) -> None:
    """`[dataset]`, `[Электронный ресурс]` belong to no field."""
    for start, end in _bracketed(tokens):
        words = words_and_pairs(tokens.words[start:end])
        if end - start <= _MOST_REMARK and not roles()["medium"].isdisjoint(words):
            row[start:end] = ["o"] * (end - start)


def _name_platform(tokens: Tokens, words: Sequence[str], row: list[str]) -> None:
    """`[Video]. YouTube.` is who made it public, `(Preprint). arXiv.` where it is contained."""
    for role, label in (("platform", "pu"), ("repository", "so")):
        for i in range(1, len(words)):
            alone = "." in tokens.gaps[i] and tokens.gaps[i + 1][:1] in (".", ",", ";")
            if alone and words[i] in roles()[role] and row[i] in ("o", "pl") and label not in row:
                row[i] = label


def _bracketed(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """First word and the one behind the last between square brackets."""
    start = -1
    for i, gap in enumerate(tokens.gaps):
        if "]" in gap and start >= 0:
            yield start, i
            start = -1
        if gap.rfind("[") > gap.rfind("]"):
            start = i


def _name_first_author(tokens: Tokens, row: list[str]) -> None:
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


def _free_title(tokens: Tokens, row: list[str]) -> None:
    """`Иванов И. И. Мосты. М.: Вода`: what follows surname and initials is a title, where there is no other."""
    if "ti" in row or "so" in row or not row or not row[0].startswith("au."):
        return
    end = next((i for i, label in enumerate(row) if not label.startswith(("au.", "an"))), len(row))
    initials = [i for i in range(1, end) if len(tokens.words[i]) == 1 and tokens.gaps[i + 1].startswith(".")]
    last = initials[-1] if len(initials) > 1 else end
    first = next((i for i in range(last, 0, -1) if i not in initials), 0)
    opens = first == 0 or "," in tokens.gaps[first]
    if opens and last + 1 < end and len(tokens.words[first]) > 1 and not _joins(tokens, last + 1, end):
        row[last + 1 : end] = ["ti"] * (end - last - 1)


def _joins(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a comma or a slash stands before or among words, so that they are further names."""
    return any(sign in gap for gap in tokens.gaps[start:end] for sign in ",;/&")


def _name_vietnamese(tokens: Tokens, words: Sequence[str], row: list[str]) -> None:
    """`Фам Ван Минь. Провинции`: a Vietnamese name that begins the line, of two to four capitalised words."""
    end = next((i for i in range(1, min(len(row), _LONGEST_NAME + 2)) if tokens.gaps[i].strip()), 0)
    named = end > 1 and words[0] in roles()["vietnamese-surname"] and row[: end + 1] == ["ti"] * (end + 1)
    if named and "." in tokens.gaps[end] and all(word.istitle() for word in tokens.words[:end]):
        row[:end] = ["au.bs", *["au.g"] * (end - 1)]


def _join_faculty(tokens: Tokens, words: Sequence[str], row: list[str]) -> None:
    """`Tese (Doutorado) – Faculdade de Letras, Universidade de Lisboa`: a thesis has no container but a university."""
    degree = next((i for i, word in enumerate(words) if row[i] == "o" and word in roles()["kind-thesis"]), len(words))
    first = next((i for i in range(degree, len(row)) if row[i] == "so"), 0)
    end = next((i for i in range(first, len(row)) if row[i] != "so"), len(row))
    if not first or end == len(row) or row[end] != "pu":
        return
    start = next((i for i in range(end - 1, first, -1) if not _HELD.isdisjoint(tokens.gaps[i])), first)
    row[first:start] = ["o"] * (start - first)
    row[start:end] = ["pu"] * (end - start)


def _name_publisher(tokens: Tokens, words: Sequence[str], row: list[str]) -> None:
    """`Moscow: IV RAN`, `Bologna, il Mulino`: who stands behind a place is its publisher, where there is no other."""
    end = next((i for i in range(1, len(row)) if row[i - 1] == "pl" and row[i] != "pl"), 0)
    if not end or "pu" in row:
        return
    comma = next((i for i in range(row.index("pl") + 1, end) if "," in tokens.gaps[i]), end)
    if not roles()["publisher"].isdisjoint(words[comma:end]):
        row[comma:end] = ["pu"] * (end - comma)
    if "pu" in row or row[end] != "o" or ":" not in tokens.gaps[end] or words[end][0].isdigit():
        return
    stop = next((i for i in range(end + 1, len(row)) if row[i] != "o" or tokens.gaps[i].strip()), len(row))
    row[end:stop] = ["pu"] * (stop - end)


def _clear_extent(words: Sequence[str], row: list[str]) -> None:
    """`Works: in 3 vols`: how many volumes there are is no part of the title."""
    marks, within = roles()["volume-mark"], roles()["within"]
    for i in range(1, len(words) - 2):
        last = "ti" not in row[i + 3 : i + 4]
        extent = words[i] in within and words[i + 1].isdigit() and words[i + 2] in marks
        if extent and last and row[i - 1] == row[i] == "ti":
            row[i : i + 3] = ["o"] * 3


def _number_volume(tokens: Tokens, words: Sequence[str], row: list[str]) -> None:
    """`Title. Т. 2. М.: Мысль`: a volume at the end of the title, or taken for a source, is a volume."""
    if "vo" in row:
        return
    marks = roles()["volume-mark"]
    for i in range(1, len(row) - 1):
        last = i + 2 == len(row) or row[i + 2] != row[i]
        if (
            words[i] in marks
            and last
            and "." in tokens.gaps[i]
            and row[i + 1] == row[i] in ("ti", "so")
            and _is_number(tokens.words[i + 1])
        ):
            row[i], row[i + 1] = "o", "vo"
            return


def _is_number(word: str) -> bool:
    return word.isdigit() or (word.isupper() and set(word) <= set("IVXLC"))
