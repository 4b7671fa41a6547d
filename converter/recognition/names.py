"""Names: lists of people taken apart, and each name into family and given name.

The order is decided by evidence, in this order: a comma; initials; a patronymic; the family
name in capitals; the same person printed with initials elsewhere (a citation line); family
names of the peoples who print them first; else the custom of the language. It is then carried
with the name and not guessed again.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from converter.article import Name
from converter.languages import LANGUAGES

_SEPARATOR = re.compile(r"\s*[,;]\s*(?:(?P<and>\w+|&)\s+)?|\s+(?P<word>\w+|&)\s+")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.[ -]?){1,4}|[A-ZА-Я]{1,3}")
_INITIAL_PART = re.compile(r"[^\W\d_]{1,2}\.-?")
_MARKS = re.compile(r"[\d*†‡§¶#]+(?:\s*,\s*[\d*†‡§¶#]+)*$")
_LONGEST_LIST = 6000
_SHARE = 0.75
"""So many of a list's items must look like names: groups and odd spellings stand among them."""
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ.-]+[^\W\d_]+)*\.?")


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("names.toml").read_text(encoding="utf-8"))


def fold(text: str) -> str:
    """Letters without case and diacritics, đ as d: how names are compared."""
    low = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    return "".join(c for c in low if not unicodedata.combining(c))


@cache
def _eastern_families() -> frozenset[str]:
    """Folded family names that stand first in print, in either script."""
    peoples = _data()["eastern"].values()
    latin = (name for each in peoples if each["kept_abroad"] for name in each["names"])
    return frozenset(map(fold, (*latin, *(name for each in peoples for name in each["cyrillic"]))))


@cache
def _syllable() -> re.Pattern[str]:
    one = "|".join(_data()["syllables"].values())
    return re.compile(f"(?:{one})(?:-(?:{one}))?")


@cache
def _words(role: str) -> frozenset[str]:
    return frozenset(w.casefold() for lang in LANGUAGES.values() for w in lang.words.get(role, ()))


@dataclass(frozen=True, slots=True)
class Person:
    """One name of a list: `text[start:end]`, without the marks printed behind it."""

    start: int
    end: int
    marks: str = ""


def split_names(text: str) -> tuple[Person, ...]:
    """The people of a by-line such as "A. Smith¹, B. Jones² and C. Lee*"."""
    cuts: list[tuple[int, int]] = []
    for match in _SEPARATOR.finditer(text):
        joiner = match["word"]
        if joiner is None or joiner.casefold() in _words("and"):
            end = match.end()
            if match["and"] and match["and"].casefold() not in _words("and"):
                end = match.start("and")
            cuts.append((match.start(), end))
    edges = [0, *(edge for cut in cuts for edge in cut), len(text)]
    spans = zip(edges[::2], edges[1::2], strict=True)
    return tuple(_joined_initials(text, [p for s, e in spans if (p := _person(text, s, e))]))


def _person(text: str, start: int, end: int) -> Person | None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip().rstrip(" ,;")
    marks = _MARKS.search(piece)
    name = piece[: marks.start()].rstrip() if marks else piece
    return Person(start, start + len(name), marks[0] if marks else "") if name else None


def _joined_initials(text: str, people: list[Person]) -> Iterable[Person]:
    """ "Smith, J., Lee, K.": initials between commas belong to the name before them."""
    row: list[Person] = []
    for person in people:
        piece = text[person.start : person.end]
        before = text[row[-1].start : row[-1].end] if row else ""
        if before and _INITIALS.fullmatch(piece) and " " not in before and "." not in before:
            row[-1] = Person(row[-1].start, person.end, person.marks)
        else:
            row.append(person)
    return row


def looks_like_names(text: str) -> bool:
    """Whether a line could be a list of people, groups among them, and nothing else."""
    if len(text) > _LONGEST_LIST or re.search(r"[?!@:]|//", text):
        return False
    people = split_names(text.rstrip(". "))
    alike = [_looks_like_name(text[p.start : p.end]) for p in people]
    return any(alike) and sum(alike) >= _SHARE * len(alike)


def is_group(name: str) -> bool:
    """Whether a name is that of a group: "ICV 2020 Group", "the SALSA collaboration"."""
    tokens = name.casefold().split()
    return len(tokens) > 1 and (any(t in _words("group") for t in tokens) or any(t.isdigit() for t in tokens))


def _looks_like_name(name: str) -> bool:
    tokens = name.replace(",", " ").split()
    if not 1 < len(tokens) <= 7:
        return False
    particles = _words("particle")
    capitals = [token for token in tokens if token.casefold() not in particles]
    return bool(capitals) and all(_is_name_word(token) for token in capitals)


def _is_name_word(token: str) -> bool:
    bare = token.strip(".'’-")
    return bool(_WORD.fullmatch(token)) and bare[:1].isupper() and not _is_function_word(bare)


def _is_function_word(word: str) -> bool:
    return len(word) > 2 and word.casefold() in LANGUAGES["en"].common


def parse_name(printed: str, elsewhere: str = "") -> Name:
    """A printed name as family and given name.

    `elsewhere` is text in which the same person may stand in another form (a citation line).
    """
    text = " ".join(printed.split())
    if "," in text:
        family, given = (part.strip() for part in text.split(",", 1))
        return Name(family, given, _order(family, given))
    tokens = text.split()
    if len(tokens) < 2 and "." not in text:
        return Name(text)
    tokens = [part for token in tokens for part in _apart(token)]
    tokens, suffix = _without_suffix(tokens)
    at, eastern = _family_span(tokens, elsewhere)
    family = " ".join(tokens[at[0] : at[1]])
    given = _initials_joined(printed, tokens[: at[0]] + tokens[at[1] :])
    return Name(family, given, "eastern" if eastern else "western", suffix=suffix)


def _without_suffix(tokens: list[str]) -> tuple[list[str], str]:
    last = tokens[-1].rstrip(".").casefold()
    known = {word.rstrip(".") for word in _words("suffix")}
    return (tokens[:-1], tokens[-1]) if len(tokens) > 2 and last in known else (tokens, "")


def _apart(token: str) -> list[str]:
    """ "В.М.Мазырин" as initials and family name."""
    match = re.match(r"((?:[^\W\d_]\.)+)([^\W\d_]{2,}.*)$", token)
    return [match[1], match[2]] if match else [token]


def _initials_joined(printed: str, tokens: list[str]) -> str:
    """Given names with blanks between initials only where they were printed."""
    given = " ".join(tokens)
    tight = given.replace(". ", ".")
    return tight if given not in printed and tight in printed else given


def _order(family: str, given: str) -> str:
    return "eastern" if given and _is_eastern([family, *given.split()]) else "western"


def _is_initial(token: str) -> bool:
    return bool(re.fullmatch(r"(?:[^\W\d_]{1,2}\.-?)+", token))


def _family_span(tokens: list[str], elsewhere: str) -> tuple[tuple[int, int], bool]:
    """Which tokens are the family name, and whether the name is printed in eastern order."""
    last = len(tokens)
    initials = [_is_initial(token) for token in tokens]
    if initials[-1] and not initials[0]:
        first_initial = initials.index(True)
        return (0, first_initial), False
    if initials[0]:
        return (initials.index(False) if False in initials else last - 1, last), False
    if (patronymic := _patronymic(tokens)) is not None:
        return ((0, patronymic - 1) if patronymic == last - 1 else (patronymic + 1, last)), False
    if capitals := _capital_span(tokens):
        return capitals, capitals[0] == 0 and _is_eastern(tokens)
    if _is_eastern(tokens):
        return (0, 1), True
    if known := _span_elsewhere(tokens, elsewhere):
        return known, False
    return (_western_start(tokens), last), False


def _patronymic(tokens: list[str]) -> int | None:
    endings = tuple(_data()["patronymic"])
    found = [i for i, t in enumerate(tokens) if i and len(t) > 5 and t.casefold().endswith(endings)]
    return found[-1] if found and len(tokens) == 3 else None


def _capital_span(tokens: list[str]) -> tuple[int, int] | None:
    """The tokens in capitals where the others are not: "NGUYEN Van A", "Jean DUPONT"."""
    capital = [len(t) > 1 and t.isupper() and not _is_initial(t) for t in tokens]
    if not any(capital) or all(capital):
        return None
    start = capital.index(True)
    end = len(capital) - capital[::-1].index(True)
    return (start, end) if all(capital[start:end]) and (start == 0 or end == len(tokens)) else None


def _is_eastern(tokens: list[str]) -> bool:
    """Whether the first token is a family name of such a people and the rest are syllables."""
    family, given = fold(tokens[0]), [fold(token) for token in tokens[1:]]
    if family not in _eastern_families() or len(tokens) > 4:
        return False
    if len(tokens) == 2 and given[0] in _eastern_families() and given[0] == tokens[1].casefold():
        return False  # "Ha Nguyen" may stand either way
    return all(_syllable().fullmatch(each) for each in given)


def _span_elsewhere(tokens: list[str], elsewhere: str) -> tuple[int, int] | None:
    """The part of the name printed in full beside initials in `elsewhere`."""
    folded = fold(elsewhere)
    for size in range(len(tokens) - 1, 0, -1):
        for start in (len(tokens) - size, 0):
            family = fold(" ".join(tokens[start : start + size]))
            given = tokens[:start] + tokens[start + size :]
            if _stands_with_initials(folded, family, [fold(g)[:1] for g in given if g[:1].isupper()]):
                return start, start + size
    return None


def _stands_with_initials(text: str, family: str, initials: list[str]) -> bool:
    at = text.find(family)
    while at >= 0:
        after = text[at + len(family) : at + len(family) + 16].lstrip(", ")
        letters = re.match(r"(?:\w\.?[ -]?){0,5}(?=[\s,;.(:]|$)", after)
        boundary = at == 0 or not text[at - 1].isalnum()
        found = re.findall(r"\w", letters[0]) if letters else []
        if boundary and found and found[0] == initials[0]:
            return True
        at = text.find(family, at + 1)
    return False


def _western_start(tokens: list[str]) -> int:
    """Index where the family name of a name in western order starts, particles with it."""
    particles = _words("particle")
    start = len(tokens) - 1
    while start > 1 and tokens[start - 1].casefold() in particles and tokens[start - 1][0].islower():
        start -= 1
    return start
