"""Countries by their names in every language, from Unicode CLDR through Babel.

Names in use beside those of CLDR stand in the languages' files as "name=CODE".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from converter.compiled import compiled
from converter.languages import FILES, LANGUAGES


def country_code(phrase: str, language: str = "") -> str:
    """ISO 3166 code of a country named in `language` or in English, or ""."""
    return _first(phrase, (language, "en"))


def country_of(phrase: str, language: str = "") -> str:
    """ISO 3166 code of a country named in whichever language, that of the text first, or ""."""
    script = "Cyrillic" if any("\u0400" <= c <= "\u04ff" for c in phrase) else "Latin"
    return _first(phrase, (language, "en", *_written_in(script)))


def _first(phrase: str, languages: Iterable[str]) -> str:
    """What the phrase names in the first of the languages that has such a country."""
    name = phrase.strip(" .").casefold()
    if not name or name[0].isdigit():
        return ""
    names = _names()
    return next((found for each in languages if (found := names.get(each, {}).get(name))), "")


@cache
def _written_in(script: str) -> tuple[str, ...]:
    return tuple(code for code, language in LANGUAGES.items() if language.script == script)


@cache
def _names() -> Mapping[str, Mapping[str, str]]:
    """From language to a country's name, in small letters, to its code."""
    found = find_spec("babel")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("the package babel, which holds the names of countries, is missing")
    version = Path(found.origin)
    return compiled((Path(__file__), version, *FILES), "names", _collect)


def _collect() -> dict[str, dict[str, str]]:
    from babel import Locale

    names = {}
    for code, language in LANGUAGES.items():
        territories = Locale.parse(code, sep="-").territories
        given = (pair.partition("=") for pair in language.words.get("countries", ()))
        names[code] = {name.casefold(): territory for territory, name in territories.items() if len(territory) == 2}
        names[code] |= {name.casefold(): territory for name, _, territory in given}
    return names
