"""Invented works: authors, titles, containers and numbers that a style can print."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from msgspec import Struct, field

from converter.patterns import regex

LETTERS = regex(r"[^\W\d_]")
_CONSONANTS = "bcdfghjklmnpqrstvwxz"
_ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "IX", "X", "XI", "XIII", "XIV", "XXII", "XXXIV"]
_TABLES = ("bgn", "library", "iso9", "bsi")


class Person(Struct, frozen=True):
    """A name in its parts; `group` is a body, whose name is not divided."""

    surname: str
    given: tuple[str, ...] = ()
    group: bool = False


class Work(Struct, frozen=True):
    """A work with everything a style might print; `values` by field name."""

    kind: str
    language: str
    authors: tuple[Person, ...]
    editors: tuple[Person, ...]
    values: Mapping[str, str] = field(default_factory=dict)


@cache
def material(code: str) -> Mapping[str, tuple[str, ...]]:
    """The words for works in a language, from `material/CODE.toml`."""
    raw = tomllib.loads(files(__package__).joinpath("material", f"{code}.toml").read_text("utf-8"))
    return {name: _row(text) for name, text in raw.items()}


@cache
def languages() -> frozenset[str]:
    """The languages there are words of."""
    folder = files(__package__).joinpath("material")
    return frozenset(each.name.removesuffix(".toml") for each in folder.iterdir() if each.name.endswith(".toml"))


def _row(text: str) -> tuple[str, ...]:
    flat = text.replace("\n", " ")
    parts = flat.split("|") if "|" in flat else flat.split()
    return tuple(part.strip() for part in parts if part.strip())


@cache
def _common(code: str) -> tuple[str, ...]:
    """Frequent words of a language, for titles that mean nothing but look like titles."""
    from wordfreq import top_n_list

    words = top_n_list(code, 12000 if code != "vi" else 4000)
    return tuple(word for word in words if word.isalpha() and len(word) > 1)


def transliterate(text: str, system: str) -> str:
    """Cyrillic letters in a Latin system of `transliteration.toml`."""
    table = _tables()[system]
    return "".join(
        table.get(char.lower(), char).capitalize() if char.isupper() else table.get(char, char) for char in text
    )


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    raw = tomllib.loads(files("converter.styles").joinpath("transliteration.toml").read_text("utf-8"))
    return {name: {**raw["common"], **raw[name]} for name in _TABLES}


def invent(chance: Random, language: str, kind: str) -> Work:
    """A work in Russian, Vietnamese, English, or transliterated Russian ("tr")."""
    words = material("ru" if language == "tr" else language)
    titled = _title(chance, words, "ru" if language == "tr" else language)
    book = (
        chance.choice(words["books"])
        if chance.random() < 0.6
        else _title(chance, words, language if language != "tr" else "ru")
    )
    values = {
        "title": titled,
        "source": chance.choice(words["journals"]) if kind == "journal" else book,
        "publisher": chance.choice(words["publishers"]),
        "place": chance.choice(words["places"]),
        "newspaper": chance.choice(words["newspapers"]),
        "degree": chance.choice(words["degrees"]),
        "month": chance.choice(words["months"]),
    }
    authors = tuple(_person(chance, words, language) for _ in range(_how_many(chance)))
    if chance.random() < 0.04:
        authors = (Person(chance.choice(words["publishers"]), group=True),)
    editors = tuple(_person(chance, words, language) for _ in range(chance.choice((1, 1, 1, 2, 3))))
    if language == "tr":
        system = chance.choice(_TABLES)
        values = {name: transliterate(value, system) for name, value in values.items()}
        authors = tuple(_latin(person, system) for person in authors)
        editors = tuple(_latin(person, system) for person in editors)
    return Work(kind, language, authors, editors, {**values, **_numbers(chance)})


def _latin(person: Person, system: str) -> Person:
    return Person(
        transliterate(person.surname, system),
        tuple(transliterate(name, system) for name in person.given),
        person.group,
    )


def _how_many(chance: Random) -> int:
    return chance.choice((1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 6, 9))


def _person(chance: Random, words: Mapping[str, Sequence[str]], language: str) -> Person:
    given = [chance.choice(words["given"])]
    if words.get("patronymics") and chance.random() < 0.85:
        given.append(chance.choice(words["patronymics"]))
    elif language in ("en", "de") and chance.random() < 0.3:
        given.append(chance.choice(words["given"]))
    return Person(chance.choice(words["surnames"]), tuple(given))


def _title(chance: Random, words: Mapping[str, Sequence[str]], language: str) -> str:
    if chance.random() < 0.45:
        pool = _common(language)
        row = [chance.choice(pool) for _ in range(chance.choice((1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 14)))]
        row = [word.capitalize() if chance.random() < 0.1 else word for word in row]
        if chance.random() < 0.08:
            row.insert(
                chance.randint(1, len(row)), str(chance.choice((chance.randint(2, 60), chance.randint(1600, 2024))))
            )
        title = " ".join(row)
        if chance.random() < 0.25:
            at = chance.randrange(len(row))
            row[at] = row[at] + chance.choice((":", ",", ",", " —", "."))
            title = " ".join(row).rstrip(",—. :")
        if chance.random() < 0.06:
            title += chance.choice(("?", "!"))
        return title[0].upper() + title[1:]
    title = f"{chance.choice(words['heads'])} {chance.choice(words['objects'])}"
    if chance.random() < 0.5:
        tail = chance.choice(words["tails"])
        title += tail if tail[0] in ":." else " " + tail
    if chance.random() < 0.15:
        title += f" и {chance.choice(words['objects'])}" if language == "ru" else f": {chance.choice(words['objects'])}"
    if chance.random() < 0.05:
        title += "?"
    return title


def _address(chance: Random, word: str) -> str:
    scheme = chance.choice(("http://", "https://", "https://www."))
    host = word + chance.choice((".ru", ".org", ".com", ".vn", ".edu.br"))
    return f"{scheme}{host}/{word[:4]}/{chance.randint(1, 99999)}{chance.choice(('', '/', '.pdf', '.html'))}"


def _asides(chance: Random, year: int) -> dict[str, str]:
    """Numbers and words that stand in a reference and are none of its fields."""
    return {
        "number": str(chance.randint(10, 14000)),
        "series": chance.choice(material("en")["series"]),
        "year_other": str(chance.randint(1880, 2015)),
        "year_o": str(chance.randint(1950, 2024)),
        "year_again": str(year),
        "issue_o": str(chance.randint(1, 400)),
        "volume_o": str(chance.randint(1, 60)),
        "pages_o": str(chance.randint(1, 200)),
        "count_f": f"{chance.randint(60, 400)} f.",
        "place_o": chance.choice(material("ru")["places"]),
    }


def _numbers(chance: Random) -> dict[str, str]:
    first = chance.choice((chance.randint(1, 60), chance.randint(60, 400), chance.randint(400, 2500)))
    year = chance.choice((chance.randint(1990, 2025), chance.randint(1990, 2025), chance.randint(1850, 1990)))
    day, month, later = chance.randint(1, 28), chance.randint(1, 12), chance.randint(2008, 2025)
    word = "".join(chance.choice(_CONSONANTS) + chance.choice("aeiou") for _ in range(4))
    months = material("en")["months"]
    dot = f"{day:02d}.{month:02d}.{later}"
    return {
        "year": str(year),
        "year2": str(later),
        "volume": str(chance.choice((chance.randint(1, 60), chance.randint(1, 400)))),
        "volume_roman": chance.choice(_ROMAN),
        "issue": chance.choice(
            (
                str(chance.randint(1, 12)),
                str(chance.randint(1, 12)),
                f"{chance.randint(1, 6)}–{chance.randint(7, 12)}",
                f"{chance.randint(1, 6)} ({chance.randint(13, 120)})",
            )
        ),
        "fpage": str(first),
        "lpage": str(first + chance.randint(1, 40)),
        "elocation": f"e{chance.randint(1000, 99999)}",
        "count": str(chance.randint(48, 900)),
        "isbn": f"978-5-{chance.randint(100, 999)}-{chance.randint(10000, 99999)}-{chance.randint(0, 9)}",
        "doi": f"10.{chance.randint(1000, 99999)}/{word}.{later}.{chance.randint(1, 9999)}",
        "url": _address(chance, word),
        "accessed": chance.choice(
            (dot, dot, f"{day} {chance.choice(months)} {later}", f"{chance.choice(months)} {day}, {later}")
        ),
        "day": str(day),
        **_asides(chance, year),
        "month_n": str(month),
        "month_en": chance.choice(months),
    }


def borrow(chance: Random, record: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> Work | None:
    """A work with the names and titles of a record; what it lacks comes from another one."""
    fields = record["fields"]
    names = [a for a in fields.get("authors") or () if a.get("surname") and a.get("given")]
    title = fields.get("title", "")
    if not names or not title or len(names) < len(fields["authors"]):
        return None
    kind = "journal" if fields.get("volume") and fields.get("source") else "chapter" if fields.get("source") else "book"
    values = _numbers(chance)
    english = material("en")
    for name in ("newspaper", "degree", "month"):
        values[name] = chance.choice(english[name + "s"])
    for name in ("publisher", "place", "source"):
        other = fields.get(name) or next(
            (each["fields"][name] for each in chance.sample(others, min(30, len(others))) if each["fields"].get(name)),
            "",
        )
        values[name] = other.strip(" .,;") or chance.choice(english[{"source": "journals"}.get(name, name + "s")])
    values["title"] = title.strip(" .,;")
    for name in ("year", "volume", "issue", "fpage", "lpage"):
        if fields.get(name):
            values[name] = str(fields[name])
    people = tuple(Person(a["surname"], tuple(a["given"].replace(".", ". ").split())) for a in names)
    borrowed = chance.choice(others)["fields"].get("authors") or names
    editors = tuple(
        Person(a["surname"], tuple(a["given"].replace(".", ". ").split()))
        for a in borrowed[:2]
        if a.get("surname") and a.get("given")
    )
    return Work(kind, record.get("lang") or "", people, editors or people[:1], values)
