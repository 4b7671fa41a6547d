"""Tells the language of a text by its script, its commonest words and the look of the others.

How words of a language look is learnt from its own file: the share of every three letters in
its labels and words. So a new language needs nothing but its file.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache
from itertools import islice
from math import log
from pathlib import Path
from typing import Any

from msgspec import Struct

from converter.compiled import compiled
from converter.languages import records
from converter.languages.records import FILES, LANGUAGES, Language
from converter.patterns import regex

_WORD = regex(r"[^\W\d_]+")
_LONGEST = 600
"""Characters looked at: more do not change the answer."""
_MARGIN = 1.0
"""By so much, in natural logarithms, the likeliest must lead the next."""
_COMMON_SEEN = 4
"""A common word counts so many times a word of the labels."""
_COMMON_TELLS = 3.0
_FOREIGN_TELLS = 2.0
_ONE_TELLS = 10.0
"""A word of no language, a name or a term, tells against one at most so much."""
_UNSEEN = 0.1
"""The share of all threes kept for those never seen, the same for a language of few words."""
_AT_ONCE = 12
"""Words weighed before looking whether the rest is needed."""
_CLEAR = 20.0
"""A lead that the rest will not change."""
_KANA_SHARE = 0.05
"""Japanese is printed in Chinese characters with at least so much Kana among them."""
_BLOCKS = (
    (0x0041, 0x024F, "Latin"),
    (0x0370, 0x03FF, "Greek"),
    (0x0400, 0x052F, "Cyrillic"),
    (0x0530, 0x058F, "Armenian"),
    (0x0590, 0x05FF, "Hebrew"),
    (0x0600, 0x06FF, "Arabic"),
    (0x0900, 0x097F, "Devanagari"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x10A0, 0x10FF, "Georgian"),
    (0x1E00, 0x1EFF, "Latin"),
    (0x3040, 0x30FF, "Kana"),
    (0x4E00, 0x9FFF, "Han"),
    (0xAC00, 0xD7AF, "Hangul"),
)


class _Model(Struct, frozen=True):
    """The languages of one script. For each of them: its alphabet and its common words."""

    codes: tuple[str, ...]
    told: Mapping[str, tuple[float, ...]]
    """From three letters to where the languages stand that have them, each followed by the logarithm of their share."""
    unseen: float
    """The logarithm of the share of three letters that a language does not have."""
    alphabets: tuple[frozenset[str], ...]
    common: tuple[frozenset[str], ...]


def _triples(word: str) -> Iterator[str]:
    bounded = f" {word} "
    return (bounded[at : at + 3] for at in range(len(bounded) - 2))


def _seen(language: Language) -> Counter[str]:
    """How often every three letters stand in the language's own words."""
    seen: Counter[str] = Counter()
    wordings = [form for forms in language.months for form in forms]
    for table in (language.labels, language.words):
        wordings += [wording for each in table.values() for wording in each]
    for word in _WORD.findall(" ".join(wordings).lower()):
        seen.update(_triples(word))
    for word in language.common:
        for triple in _triples(word):
            seen[triple] += _COMMON_SEEN
    for ending in language.endings:
        seen.update(list(_triples(ending))[1:])
    return seen


def _learn(script: str) -> tuple[Any, ...]:
    """The fields of a `_Model`."""
    codes = tuple(code for code, language in LANGUAGES.items() if language.script == script)
    seen = [_seen(LANGUAGES[code]) for code in codes]
    floor = _UNSEEN / max(1, len(set().union(*seen)))
    told: dict[str, tuple[float, ...]] = {}
    for at, counts in enumerate(seen):
        total = counts.total() / (1 - _UNSEEN)
        for triple, count in counts.items():
            told[triple] = (*told.get(triple, ()), at, log(count / total + floor))
    alphabets = tuple(frozenset("".join(counts)) for counts in seen)
    return codes, told, log(floor), alphabets, tuple(LANGUAGES[code].common for code in codes)


@cache
def _model(script: str) -> _Model:
    sources = (Path(__file__), Path(records.__file__), *FILES)
    return _Model(*compiled(sources, f"threes-{script}", lambda: _learn(script)))


@lru_cache(maxsize=20_000)
def _tells(script: str, triple: str) -> tuple[float, ...]:
    """The logarithm of the share of three letters in each language of `script`."""
    model = _model(script)
    shares = [model.unseen] * len(model.codes)
    told = model.told.get(triple, ())
    for at, share in zip(told[::2], told[1::2], strict=True):
        shares[int(at)] = share
    return tuple(shares)


@lru_cache(maxsize=20_000)
def _evidence(script: str, word: str) -> tuple[float, ...]:
    """How much `word` tells for each language of `script`."""
    model = _model(script)
    summed = tuple(map(sum, zip(*(_tells(script, triple) for triple in _triples(word)), strict=True)))
    best, letters = max(summed), frozenset(word)
    return tuple(
        max(each - best, -_ONE_TELLS) + _COMMON_TELLS * (word in common) - _FOREIGN_TELLS * len(letters - alphabet)
        for each, common, alphabet in zip(summed, model.common, model.alphabets, strict=True)
    )


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    code = ord(letter)
    return next((name for low, high, name in _BLOCKS if low <= code <= high), "") if letter.isalpha() else ""


def _main_script(text: str) -> str:
    """The script most letters of `text` are in, "" where it has none."""
    letters = {letter: script for letter in dict.fromkeys(text) if (script := _script(letter))}
    found = set(letters.values())
    if len(found) < 2:
        return "".join(found)
    scripts: Counter[str] = Counter()
    for letter, script in letters.items():
        scripts[script] += text.count(letter)
    if scripts["Kana"] > _KANA_SHARE * scripts["Han"]:
        scripts["Kana"] += scripts["Han"]
    return max(scripts, key=lambda script: scripts[script])


def detect(text: str, among: Collection[str] | None = None) -> str:
    """The code of the language `text` is in, or "" where it cannot tell.

    `among` keeps to those languages. A title or a list of keywords is enough as a rule; a name
    alone is not.
    """
    sample = text[:_LONGEST].lower()
    script = _main_script(sample)
    codes = _model(script).codes if script else ()
    allowed = [at for at, code in enumerate(codes) if among is None or code in among]
    if len(allowed) < 2:
        return codes[allowed[0]] if allowed else ""
    words = _WORD.finditer(unicodedata.normalize("NFC", sample))
    totals = [0.0] * len(codes)
    best = second = 0.0
    while rows := [_evidence(script, match[0]) for match in islice(words, _AT_ONCE)]:
        totals = list(map(sum, zip(totals, *rows, strict=True)))
        best, second = sorted((totals[at] for at in allowed), reverse=True)[:2]
        if best - second >= _CLEAR:
            break
    return codes[max(allowed, key=lambda at: totals[at])] if best - second >= _MARGIN else ""
