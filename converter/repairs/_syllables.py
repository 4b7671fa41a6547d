"""The grammar of Vietnamese syllables, from its table: is this word one?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

from msgspec import Struct

from converter.compiled import compiled, toml

_MODIFIED_VOWELS = "ăâêôơư"
_VOWELS = "aeiouy" + _MODIFIED_VOWELS
_LONGEST_ONSET = 3
_WORDS = ("families", "common", "kept")
_TABLE = Path(__file__).with_name("vietnamese_syllables.toml")


class Grammar(Struct, frozen=True):
    """`rhymes` of each onset, written with every tone they may have; NFC, small letters."""

    rhymes: dict[str, frozenset[str]]
    bare_rhymes: dict[str, frozenset[str]]
    """The same without tones."""
    tones: frozenset[str]
    families: frozenset[str]
    common: frozenset[str]
    kept: frozenset[str]


@cache
def grammar() -> Grammar:
    """What the table says, read when first asked for."""
    return Grammar(*compiled((_TABLE, Path(__file__)), "grammar", _read))


def _read() -> tuple[Any, ...]:
    """The fields of a `Grammar`."""
    table: dict[str, str] = toml(_TABLE)
    onsets = ("", *table["onsets"].split())
    bare = {onset: frozenset(_rhymes_after(onset, table)) for onset in onsets}
    toned = {
        rhymes: frozenset(form for rhyme in rhymes for form in _toned(rhyme, table)) for rhymes in set(bare.values())
    }
    rhymes = {onset: toned[rhymes] for onset, rhymes in bare.items()}
    return rhymes, bare, frozenset(table["tones"]), *(frozenset(table[name].split()) for name in _WORDS)


def _rhymes_after(onset: str, table: dict[str, str]) -> Iterator[str]:
    front = table["front_vowels"]
    if own := table.get(f"rhymes_after_{onset or 'none'}", ""):
        yield from own.split()
    if onset in ("qu", "gi"):
        return
    if not onset:
        yield from table["rhymes_alone"].split()
    for rhyme in table["rhymes"].split():
        before_front = onset in table["before_front_vowels"].split()
        before_other = onset in table["before_other_vowels"].split()
        if not (before_front if rhyme[0] not in front else before_other):
            yield rhyme


def _toned(rhyme: str, table: dict[str, str]) -> Iterator[str]:
    """`rhyme` with each tone it may have, on each vowel that may carry it."""
    nucleus = len(rhyme) - len(rhyme.lstrip(_VOWELS))
    stopped = rhyme[nucleus:] in table["stops"].split()
    if not stopped:
        yield rhyme
    for seat in _seats(rhyme, nucleus, table["either_vowel"].split()):
        for tone in table["tones_of_stops"] if stopped else table["tones"]:
            yield normalize("NFC", rhyme[: seat + 1] + tone + rhyme[seat + 1 :])


def _seats(rhyme: str, nucleus: int, either_vowel: list[str]) -> tuple[int, ...]:
    """Where in `rhyme`, which begins with `nucleus` vowels, a tone may be written."""
    modified = [at for at in range(nucleus) if rhyme[at] in _MODIFIED_VOWELS]
    if modified:
        return (modified[-1],)
    if rhyme in either_vowel:
        return (0, 1)
    if nucleus < len(rhyme):
        return (nucleus - 1,)
    return (1,) if nucleus == 3 else (0,)


@cache
def is_syllable(word: str) -> bool:
    """Whether `word` (NFC, one case or with a capital first) is a Vietnamese syllable."""
    if not (word.islower() or word.isupper() or (word[:1].isupper() and word[1:].islower())):
        return False
    return _parses(word.lower(), grammar().rhymes)


@cache
def is_bare_syllable(word: str) -> bool:
    """Whether `word` is a syllable written without tones, as it may be in other languages."""
    return _parses(word.lower(), grammar().bare_rhymes)


def _parses(word: str, rhymes: dict[str, frozenset[str]]) -> bool:
    return any(word[length:] in rhymes.get(word[:length], ()) for length in range(_LONGEST_ONSET + 1))


def is_family(word: str) -> bool:
    """Whether `word` is the name of Vietnamese families."""
    return word.lower() in grammar().families


def is_common(word: str) -> bool:
    """Whether `word` is one of the commonest Vietnamese syllables."""
    return word.lower() in grammar().common
