"""Names of people: what looks like one, and which part of it is the family name.

The order is decided by evidence, in this order: a comma; initials; a patronymic; the family
name in capitals; the same person printed with initials elsewhere (a citation line); family
names of the peoples who print them first; else the custom of the language. It is then carried
with the name and not guessed again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from converter.article import Name
from converter.compiled import toml
from converter.languages import LANGUAGES
from converter.patterns import regex

_ACRONYM = regex(r"[A-Z0-9]{3,}(?:-[A-Z0-9]+)?|[a-z]{1,2}[A-Z]\w+")
_WORD = regex(r"[^\W\d_]+(?:['’ʼ.‐‑-]{1,3}[^\W\d_]+){0,6}\.?")


@cache
def _data() -> Mapping[str, Any]:
    return toml(Path(__file__).with_name("names.toml"))


def fold(text: str) -> str:
    """Letters without case and diacritics, đ as d: how names are compared."""
    if text.isascii():
        return text.lower()
    low = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    return "".join(c for c in low if not unicodedata.combining(c))


@cache
def _eastern_families(abroad: bool = False) -> frozenset[str]:
    """Folded family names that stand first in print, in either script; `abroad`: also those often turned round."""
    peoples = _data()["eastern"].values()
    latin = (name for each in peoples if abroad or each["kept_abroad"] for name in each["names"])
    return frozenset(map(fold, (*latin, *(name for each in peoples for name in each["cyrillic"]))))


@cache
def _syllable() -> re.Pattern[str]:
    one = "|".join(_data()["syllables"].values())
    return re.compile(f"(?:{one})(?:-(?:{one}))?")


@cache
def words_of(role: str) -> frozenset[str]:
    """Words of that role in every language, without case."""
    return frozenset(w.casefold() for lang in LANGUAGES.values() for w in lang.words.get(role, ()))


def is_group(name: str) -> bool:
    """Whether a name is that of a group: "ICV 2020 Group", "the SALSA collaboration"."""
    tokens = name.casefold().split()
    if len(tokens) == 1:
        return len(name) > 2 and name.isascii() and any(map(str.isupper, name[1:])) and bool(_ACRONYM.fullmatch(name))
    return len(tokens) > 1 and (any(t in words_of("group") for t in tokens) or any(t.isdigit() for t in tokens))


def looks_like_name(name: str) -> bool:
    """Whether a text could be one person's name: two to eight capitalised words, or Chinese signs."""
    tokens = [part for token in name.replace(",", " ").split() for part in _apart(token)]
    if is_han(name.replace(" ", "")):
        return 2 <= len(name.replace(" ", "")) <= 5
    if not 1 < len(tokens) <= 8:
        return False
    particles = words_of("particle") - LANGUAGES["en"].common
    capitals = [token for token in tokens if token.casefold() not in particles]
    return bool(capitals) and all(map(_is_name_word, capitals)) and not all(map(_is_initial, capitals))


def is_han(text: str) -> bool:
    """Whether a text is of Chinese, Japanese or Korean signs alone."""
    return bool(text) and all("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" for c in text)


def _is_name_word(token: str) -> bool:
    bare = token.strip(".'’ʼ-")
    opening = bare[2:] if bare[:1] in "dDlLoO" and bare[1:2] in ("'", "’") else bare
    capital = opening[:1].isupper() or bool(re.match(r"[a-z]{1,2}['’ʼ-]?[A-Z]", bare))
    return bool(_WORD.fullmatch(token)) and capital and not _is_function_word(bare)


def _is_function_word(word: str) -> bool:
    return len(word) > 2 and word.casefold() in LANGUAGES["en"].common


def parse_name(printed: str, elsewhere: str = "", language: str = "") -> Name:
    """A printed name as family and given name.

    `elsewhere` is text in which the same person may stand in another form (a citation line),
    `language` that of the list the name stands in.
    """
    text = " ".join(printed.split())
    if "," in text:
        family, given = (part.strip() for part in text.split(",", 1))
        return Name(family, given, _order(family, given))
    if is_han(text.replace(" ", "")):
        return _han_name(text)
    tokens = text.split()
    if len(tokens) < 2 and "." not in text:
        return Name(text)
    tokens, prefix = _without_prefix([part for token in tokens for part in _apart(token)])
    tokens, suffix = _without_suffix(tokens)
    at, eastern = _family_span(tokens, elsewhere, language)
    family = " ".join(tokens[at[0] : at[1]])
    given = _initials_joined(printed, tokens[: at[0]] + tokens[at[1] :])
    return Name(family, given, "eastern" if eastern else "western", prefix, suffix)


def _han_name(text: str) -> Name:
    """A name in Chinese signs: the family name is the first, or what a blank sets off."""
    family, _, given = text.partition(" ") if " " in text else (text[:1], "", text[1:])
    return Name(family, given, "eastern")


@cache
def titles() -> frozenset[str]:
    """Titles that stand before a name, as they are written: "Dr.", "PGS.TS."."""
    roles = (lang.words.get(role, ()) for lang in LANGUAGES.values() for role in ("degree", "role", "honorific"))
    return frozenset(word for words in roles for word in words if " " not in word and len(word.rstrip(".")) > 1)


def _without_prefix(tokens: list[str]) -> tuple[list[str], str]:
    """Names without the titles before them, written as titles are: "Ma Li" has none."""
    count = 0
    while count < len(tokens) - 2 and tokens[count] in titles() and not tokens[count].isupper():
        count += 1
    while count < len(tokens) - 2 and tokens[count] in titles() and tokens[count].endswith("."):
        count += 1
    return tokens[count:], " ".join(tokens[:count])


@cache
def custom_of(country: str) -> str:
    """Language whose custom of naming holds in a country (ISO 3166), "" where none is told."""
    return next((code for code, countries in _data()["customs"].items() if country in countries), "")


def _without_suffix(tokens: list[str]) -> tuple[list[str], str]:
    last = tokens[-1].rstrip(".").casefold()
    known = {word.rstrip(".") for word in words_of("suffix")}
    return (tokens[:-1], tokens[-1]) if len(tokens) > 2 and last in known else (tokens, "")


def _apart(token: str) -> list[str]:
    """ "В.М.Рыбин" as initials and family name."""
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


def _family_span(tokens: list[str], elsewhere: str, language: str) -> tuple[tuple[int, int], bool]:
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
    if language in _data()["surnames"]:
        return (_two_surnames(tokens, _data()["surnames"][language]), last), False
    if _family_first(tokens, language):
        return (0, 1), language in _EASTERN
    return (_western_start(tokens, language), last), False


_EASTERN = frozenset(code for code, each in LANGUAGES.items() if each.name_order == "eastern")


def _family_first(tokens: list[str], language: str) -> bool:
    """Whether the family name leads by the custom of the language or by its ending."""
    if language in _EASTERN - {"vi"}:
        return True
    endings = tuple(_data()["family_endings"])
    ends = [token.casefold().endswith(endings) for token in tokens]
    return len(tokens) == 2 and ends[0] and not ends[1]


def _two_surnames(tokens: list[str], given: Mapping[str, Any]) -> int:
    """Index where two family names start: behind the first name and such as are given names."""
    known = _folded_given(tuple(given["given"]))
    start = 1
    while (at := _behind_particles(tokens, start)) < len(tokens) - 1 and (
        _is_initial(tokens[at]) or fold(tokens[at]) in known
    ):
        start = at + 1
    western = _western_start(tokens, "es")
    if len(tokens) - start > 2 and not any(t[0].islower() for t in tokens[start:]):
        return max(western - 1, 1) if len(tokens) - start == 3 else western
    return min(start, western)


def _behind_particles(tokens: list[str], start: int) -> int:
    """Index of the first token from `start` on that is no particle: "María del Carmen" is a given name."""
    while start < len(tokens) - 1 and tokens[start].islower() and tokens[start] in words_of("particle"):
        start += 1
    return start


@cache
def _folded_given(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold, names))


def _patronymic(tokens: list[str]) -> int | None:
    endings = tuple(_data()["patronymic"])
    found = [i for i, t in enumerate(tokens) if i and len(t) > 4 and t.casefold().endswith(endings)]
    return found[-1] if found and len(tokens) == 3 else None


def bears_patronymic(name: str) -> bool:
    """Whether a name is of three words with an East Slavic patronymic among them."""
    return _patronymic(name.split()) is not None


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
    joined = len(tokens) == 2 and "-" in tokens[1] and tokens[1].count("-") == 1 and tokens[1][-1].islower()
    known = _eastern_families(abroad=True) if joined and tokens[1].istitle() is False else _eastern_families()
    if family not in known or len(tokens) > 4:
        return False
    if len(tokens) == 2 and given[0] in _eastern_families() and given[0] == tokens[1].casefold():
        return False  # "Ha Nguyen" may stand either way
    return all(_syllable().fullmatch(each) for each in given)


def _span_elsewhere(tokens: list[str], elsewhere: str) -> tuple[int, int] | None:
    """The part of the name printed in full beside initials in `elsewhere`."""
    folded = fold(" ".join(elsewhere.split())).replace(fold(" ".join(tokens)), "")
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
        letters = re.match(r"(?:\w\.?[ -]?){1,6}(?=[\s,;.(:]|$)", after)
        boundary = at == 0 or not text[at - 1].isalnum()
        found = re.findall(r"\w", letters[0]) if letters else []
        dotted = "." in letters[0] if letters else False
        if boundary and found and initials and found[0] == initials[0] and (dotted or found == initials[: len(found)]):
            return True
        at = text.find(family, at + 1)
    return False


def _western_start(tokens: list[str], language: str) -> int:
    """Index where the family name of a name in western order starts, particles with it."""
    particles = words_of("particle") - frozenset(_data()["given_particles"].get(language, ()))
    start = len(tokens) - 1
    eastern = fold(tokens[-1]) in _eastern_families()
    while start > 1 and tokens[start - 1].casefold() in particles and (tokens[start - 1][0].islower() or not eastern):
        start -= 1
    return start
