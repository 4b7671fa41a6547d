"""Names of funders in the words of a funding statement.

A name holds a word that funders bear ("Foundation", "фонд", "Conselho") or is a known short form
("CNPq"). It must be plain where it begins and ends: what is not is left in the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from converter.languages import LANGUAGES
from converter.patterns import regex

Span = tuple[int, int]

_TOKEN = regex(r"[^\W\d_](?:[\w’'-]*\w)?|[^\w\s]|\d\S*")
_FARTHEST = 10
"""A name has at most so many words on either side of the one that tells it."""
_INFLECTED = 3
_SHORTEST_STEM = 3


def find_names(text: str) -> tuple[Span, ...]:
    """Where names of funders stand in `text`, in order, short forms in brackets too."""
    tokens = list(_TOKEN.finditer(text))
    words = [match[0] for match in tokens]
    found: list[Span] = []
    at = behind = 0
    while at < len(words):
        if _is_funder(words[at]):
            first = _first(words, at, behind)
            last = _last(words, at)
            at = behind = last + 1
            if _is_name(words, first, last):
                owned = 2 if _is_owner(words[last]) else 0
                found.append((tokens[first].start(), tokens[last].end() - owned))
        else:
            at += 1
    return tuple(found)


def without_short_forms(text: str, names: Sequence[Span]) -> tuple[Span, ...]:
    """The names but those in brackets behind a name: "National Science Foundation (NSF)"."""
    return tuple(
        (start, end)
        for at, (start, end) in enumerate(names)
        if not at or not text[:start].endswith("(") or not _is_short_form(text[start:end])
    )


def _is_funder(word: str) -> bool:
    if _is_short_form(word):
        return word in _short_forms()
    return _is_stem(word.casefold().removesuffix("'s").removesuffix("’s")) and (
        word[:1].isupper() or _is_cyrillic(word)
    )


def _is_stem(word: str) -> bool:
    """Whether a word is one that funders bear, in any of its cases."""
    ends = range(len(word), max(len(word) - _INFLECTED, _SHORTEST_STEM) - 1, -1)
    return any(word[:end] in _named() for end in ends)


def _is_short_form(word: str) -> bool:
    return sum(map(str.isupper, word)) > 1 and "-" not in word


def _is_cyrillic(word: str) -> bool:
    return "\u0400" <= word[:1] <= "\u04ff"


def _first(words: Sequence[str], at: int, behind: int) -> int:
    """Index of the first word of the name around word `at`: a capital one, not of the name before."""
    first = at
    for one in range(at - 1, max(at - _FARTHEST, behind) - 1, -1):
        word = words[one]
        if not word[0].isalpha() or _is_award(word):
            break
        if word[0].isupper():
            first = one
        elif not _joins(word) and (word in _links() or not _is_cyrillic(word)):
            break
    return first


def _last(words: Sequence[str], at: int) -> int:
    """Index of the last word of the name around word `at`."""
    last = at
    if _is_short_form(words[at]) or _is_owner(words[at]):
        return last
    for one in range(at + 1, min(at + _FARTHEST, len(words))):
        word = words[one]
        if not word[0].isalpha() or _is_award(word) or _begins_anew(words, one):
            break
        if word[0].isupper() or (_is_cyrillic(word) and word not in _links() | _inner()):
            last = one
        elif word not in _inner():
            break
    return last


def _is_owner(word: str) -> bool:
    return word.endswith(("'s", "’s"))


def _begins_anew(words: Sequence[str], at: int) -> bool:
    """Whether a word joins the name of another funder to the one before: "and the Royal Society"."""
    behind = words[at + 1 : at + 6]
    ahead = next((n for n, word in enumerate(behind) if not (word[0].isupper() or word in _inner())), len(behind))
    return _joins(words[at]) and any(word[0].isupper() and _is_funder(word) for word in behind[:ahead])


def _joins(word: str) -> bool:
    return any(word in language.words.get("and", ()) for language in LANGUAGES.values())


def _is_name(words: Sequence[str], first: int, last: int) -> bool:
    """Whether the words are a name: more than one, and what follows is no further word of it."""
    if first == last and not _is_short_form(words[first]):
        return False
    following = words[last + 1] if last + 1 < len(words) else "."
    plain = not following[0].isalpha() or following[0].isupper() or _is_award(following)
    return words[first][0].isupper() and (plain or following in _links() | _inner())


def _is_award(word: str) -> bool:
    low = word.casefold()
    return any(low[:end] in award_words() for end in range(len(low), max(len(low) - 2, _SHORTEST_STEM) - 1, -1))


@cache
def _words(role: str) -> frozenset[str]:
    return frozenset(word for language in LANGUAGES.values() for word in language.words.get(role, ()))


@cache
def _named() -> frozenset[str]:
    """Words of organisations, case folded, without the ending that cases change."""
    words = {word.casefold() for word in _words("funder") if not _is_short_form(word)}
    return frozenset(words | {word[:-1] for word in words if len(word) > 5 and not word.isascii()})


@cache
def _short_forms() -> frozenset[str]:
    return frozenset(filter(_is_short_form, _words("funder")))


@cache
def _links() -> frozenset[str]:
    """Words that may stand between the name and what was given."""
    return frozenset(word.casefold() for word in _words("award-link"))


@cache
def _inner() -> frozenset[str]:
    """Small words within the name of an organisation."""
    return _words("name-link")


@cache
def award_words() -> frozenset[str]:
    """Words for what funders give: "grant", "проект", "bolsa"."""
    return frozenset(word.casefold().rstrip(".") for word in _words("award"))
