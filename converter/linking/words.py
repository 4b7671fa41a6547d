"""The words that stand in and around citation marks, in every language at once.

Authors cite works of one language in another (`Иванов et al.`, `(Smith и др.)`), so the words
of all languages hold everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from converter.compiled import toml
from converter.languages import LANGUAGES
from converter.linking.names import fold, is_cyrillic, stem
from converter.phrases import Phrases, gather

_TOO_SHORT = 2
_ABBREVIATED = 4


@cache
def _own() -> dict[str, list[str]]:
    return toml(Path(__file__).with_name("words.toml"))


def words_for(*roles: str) -> frozenset[str]:
    """The words of the roles in every language, without brackets and full stops around them."""
    spelt = (word for language in LANGUAGES.values() for role in roles for word in language.words.get(role, ()))
    own = (word for role in roles for word in _own().get(role, ()))
    return frozenset(word for each in (*spelt, *own) if (word := each.strip("()[]:. ")))


def _folded(*roles: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words_for(*roles) if " " not in word)


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches one of a few words whole, the longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return r"(?<!\w)(?:" + "|".join(map(_spell, ordered)) + r")(?!\w)"


def _spell(word: str) -> str:
    """Full stops and spaces may follow the parts of a wording; single letters (`n.d.`) must have them."""
    parts = [re.escape(part) for part in re.split(r"[ .]+", word) if part]
    stop = r"\." if all(len(part) == 1 for part in parts) else r"\.?"
    return rf"{stop}\s{{0,2}}".join(parts) + stop


def _wordings(*roles: str) -> Phrases:
    """The wordings of the roles; the shortest (`cs`, `nt`) mean too many other things."""
    return gather((word for word in words_for(*roles) if len(word) > _TOO_SHORT), _spell)


@cache
def connectors() -> frozenset[str]:
    """Words between two authors, folded."""
    return _folded("and")


@cache
def particles() -> frozenset[str]:
    """Lower-case words that belong to a surname (`de`, `van`), folded."""
    return _folded("particle")


@cache
def label_words() -> frozenset[str]:
    """Words after which a number is that of a figure, a formula..., folded."""
    return _folded("labels", "table", "figure", "formula", "section", "appendix")


@cache
def label_stems() -> frozenset[str]:
    """The stems of those words in Cyrillic, which Slavic languages decline."""
    return frozenset(stem(word) for word in label_words() if is_cyrillic(word) and len(word) > _ABBREVIATED)


@cache
def et_al() -> Phrases:
    """Matches what stands instead of further authors."""
    return _wordings("et-al")


@cache
def ibid() -> Phrases:
    """Matches a repetition of the last citation."""
    return _wordings("ibid")


@cache
def op_cit() -> Phrases:
    """Matches a repetition of the author's last citation."""
    return _wordings("op-cit")


@cache
def repeating_words() -> frozenset[str]:
    """The first words of the wordings of `ibid` and `op_cit`, folded."""
    return frozenset(fold(re.split(r"[ .]+", word)[0]) for word in words_for("ibid", "op-cit"))


@cache
def op_cit_hints() -> frozenset[str]:
    """Letters of which a text has some if it has a wording of `op_cit`: `cit.`, `соч.`; quick to look for."""
    parts = (max(re.split(r"[ .]+", word), key=len).lower() for word in words_for("op-cit"))
    return frozenset(part + "." if len(part) <= _ABBREVIATED else part for part in parts if len(part) > _TOO_SHORT)


@cache
def no_date() -> Phrases:
    """Matches what stands instead of a year."""
    return _wordings("no-date", "forthcoming")


@cache
def editors() -> Phrases:
    """Matches what stands in brackets after the names of editors: `ed.`."""
    return gather(words_for("editor"), _spell)


@cache
def page_words() -> frozenset[str]:
    """Words before a page or another place in a work, folded."""
    return _folded("page", "pages", "volume", "part", "section", "table", "figure") | {"§", "§§", "№"}


@cache
def months() -> frozenset[str]:
    """Names of months in every form, folded."""
    return frozenset(fold(form) for language in LANGUAGES.values() for forms in language.months for form in forms)


@cache
def units() -> frozenset[str]:
    """Units after which a superscript is a power."""
    return words_for("unit")
