"""Affiliations: which words of an address are the institution, the city, the country.

The printed text is kept whole; fields point into it (JATS4R "Authors and affiliations",
https://jats4r.niso.org/authors-and-affiliations/). Countries are known by their names in every
language (Unicode CLDR through Babel), their ISO 3166 code is the field's normal form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec.structs import replace

from converter.article import Field, Tagged
from converter.languages import LANGUAGES, find_label
from converter.manuscript import Runs
from converter.patterns import regex
from converter.recognition.countries import country_code, country_of
from converter.runs import text_of

_POSTCODE = regex(r"(?P<code>(?:[A-Z]{1,2}-)?\d{4,6}(?:-\d{3,4})?)\s+(?P<city>[^\W\d_][^\d]{1,40})")
_PARTING = regex(r"[,;]|\s[-–—]\s|(?<=[^\W\d_]{4})\.\s(?=[^\W\d_])|/(?=[^\W\d_])")
_BRACKETED = regex(r"\(([^()]{2,80})\)")
_LONGEST_STREET = 120
_STATE = regex(r"\s\([^()]{2,20}\)$")
_CONTACT = regex(r"[^\s@,;]{1,64}@[^\s@,;]{1,200}|https?://[^\s,;]{1,200}|\d{4}(?:-\d{4}){2}-\d{3}[\dX]")


def tag_affiliation(printed: Runs, language: str) -> Tagged:
    """Printed text of one address with its institutions, city and country."""
    text = text_of(printed)
    cuts = [match.span() for match in _PARTING.finditer(_CONTACT.sub(lambda match: "," * len(match[0]), text))]
    cuts = sorted([*cuts, *_brackets(text, language)])
    edges = [0, *(edge for cut in cuts for edge in cut), len(text)]
    spans = [_trimmed(text, *span) for span in zip(edges[::2], edges[1::2], strict=True)]
    spans = [span for span in spans if span[0] < span[1] and not _is_label(text[slice(*span)])]
    return Tagged(printed, tuple(_fields(text, spans, language)))


def _brackets(text: str, language: str) -> Iterator[tuple[int, int]]:
    """The brackets around a place: "Institute of Water (Cork, Ireland)"."""
    for match in _BRACKETED.finditer(text):
        if country_code(match[1].rsplit(",", 1)[-1].strip(), language):
            yield match.start(), match.start() + 1
            yield match.end() - 1, match.end()


def _is_label(phrase: str) -> bool:
    label = find_label(phrase, {"email", "phone", "orcid"})
    return label is not None and label.end >= len(phrase)


def is_street(phrase: str) -> bool:
    """Whether a phrase tells of a street or a house rather than of an institution or a city."""
    tokens = {token.rstrip(".") for token in phrase.casefold().split()}
    known = {word.rstrip(".") for word in _words("address") if " " not in word}
    return any(map(str.isdigit, phrase)) or not tokens.isdisjoint(known)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip(" .\n"))
    return start, start + len(text[start:end].rstrip(" .\n"))


def _fields(text: str, spans: list[tuple[int, int]], language: str) -> list[Field]:
    countries = [country_code(text[s:e], language) for s, e in spans]
    if spans and not any(countries):
        countries[-1] = country_of(text[slice(*spans[-1])], language)
    fields = []
    placed = len(spans) == 2 and is_place(text) and not text[slice(*spans[0])].isupper()
    for number, (start, end) in enumerate(spans):
        phrase = text[start:end]
        if countries[number] and number:
            fields.append(Field("country", start, end, countries[number]))
        elif fields and fields[-1].name == "institution" and _is_acronym(phrase, text[slice(*spans[number - 1])]):
            fields[-1] = replace(fields[-1], end=end)
        elif marked := _city_mark(phrase):
            fields.append(Field("city", start + marked, end))
        elif placed and number == 0:
            fields.append(Field("city", start, end))
        elif number == 0 or is_institution(phrase):
            fields.append(Field("institution", start, end))
        elif (coded := _POSTCODE.fullmatch(phrase)) and all(f.name != "city" for f in fields):
            fields.append(Field("postcode", start, start + coded.end("code")))
            fields.append(Field("city", start + coded.start("city"), end))
        elif is_street(phrase) or (phrase.isupper() and len(phrase) < 3):
            continue
        elif _may_be_city(phrase) and number >= _first_place(text, spans, countries):
            name = "city" if all(f.name != "city" for f in fields) else "region"
            state = _STATE.search(phrase)
            fields.append(Field(name, start, start + state.start() if state else end))
        else:
            fields.append(Field("institution", start, end))
    return _one_city(text, fields)


def _one_city(text: str, fields: list[Field]) -> list[Field]:
    """A region printed between city and country stays plain text: it may be either.

    Behind a full stop or a number it is the city, and what was taken for one a district or a faculty.
    """
    city = next((field for field in fields if field.name == "city"), None)
    for field in fields:
        if city and field.name == "region" and _begins_anew(text[city.end : field.start]):
            city = replace(field, name="city")
    return (
        [city if field.start == city.start else field for field in fields if _is_kept(field, city)] if city else fields
    )


def _begins_anew(between: str) -> bool:
    return ". " in between or any(map(str.isdigit, between))


def _is_kept(field: Field, city: Field) -> bool:
    return field.start == city.start or field.name not in ("city", "region")


def _is_acronym(phrase: str, name: str) -> bool:
    """Whether a word in capitals is made of letters of the name before it: "PUC-SP", "МГИМО"."""
    letters = [letter for letter in phrase.casefold() if letter.isalpha()]
    rest = iter(name.casefold())
    spelt = phrase.isupper() and " " not in phrase and len(letters) > 1 and not name.isupper()
    return spelt and name.casefold().startswith(letters[0]) and all(letter in rest for letter in letters)


def _first_place(text: str, spans: list[tuple[int, int]], countries: list[str]) -> int:
    """Number of the phrase where places may begin: behind the last institution."""
    named = [i for i, (s, e) in enumerate(spans) if not countries[i] and is_institution(text[s:e])]
    last = named[-1] if named else 0
    if any(countries) or last + 1 == len(spans) - 1:
        return last + 1
    return max(last + 1, len(spans) - 1)


def _may_be_city(phrase: str) -> bool:
    words = phrase.split()
    code = phrase.isupper() and len(phrase) < 4
    return len(words) <= 5 and not code and phrase[:1].isupper() and not any(map(str.isdigit, phrase))


@cache
def _words(role: str) -> frozenset[str]:
    return frozenset(w.casefold() for each in LANGUAGES.values() for w in each.words.get(role, ()))


@cache
def _several(role: str) -> tuple[str, ...]:
    """Those of more than one word."""
    return tuple(words for words in _words(role) if " " in words)


def is_institution(phrase: str) -> bool:
    """Whether a phrase holds a word that makes it an institution: "University", "кафедра"."""
    low = phrase.casefold()
    tokens = re.findall(r"[\w'’-]+\.?", low)
    known = _words("institution")
    return any(token in known or token.rstrip(".") in known for token in tokens) or any(
        words in low for words in _several("institution")
    )


def goes_on(text: str) -> bool:
    """Whether a line is the rest of the address above it: the city, or the street and the house."""
    street = is_street(text) and "," in text and len(text) < _LONGEST_STREET
    return is_place(text) or (street and "@" not in text and not is_institution(text))


def is_place(text: str) -> bool:
    """Whether a line is a city and its country, or a city marked as one, and nothing else."""
    bracketed = re.fullmatch(r"([^()]+)\(([^()]+)\)[. ]*", text.strip())
    phrases = [phrase.strip(" .") for phrase in (",".join(bracketed.groups()) if bracketed else text).split(",")]
    if len(phrases) > 3 or any(map(str.isdigit, text)) or any(map(is_institution, phrases)):
        return False
    named = all(phrase[:1].isalpha() and len(phrase.split()) <= 4 for phrase in phrases)
    return named and (_city_mark(phrases[0]) > 0 or (len(phrases) > 1 and bool(country_of(phrases[-1]))))


def _city_mark(phrase: str) -> int:
    """Length of the mark before a city's name ("г. "), or 0."""
    low = phrase.casefold()
    for word in _words("city"):
        opens = word if word.endswith(".") else word + " "
        if low.startswith(opens) and phrase[len(word) :].strip()[:1].isupper():
            rest = phrase[len(word) :]
            return len(word) + len(rest) - len(rest.lstrip())
    return 0
