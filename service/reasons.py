"""Reasons in the reader's language: they come as English sentences, and what differs in them stays as it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_GAP = "{}"


def translate(reason: str, language: str) -> str:
    """The sentence in a language, or as it is where nobody has translated it."""
    known = _told().get(language, {})
    if whole := known.get(reason):
        return whole
    for pattern, sentence in _patterns(language):
        if found := pattern.fullmatch(reason):
            return sentence.format(*(known.get(each, each) for each in found.groups()))
    return reason


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Sentences with gaps, those that say the most first."""
    sentences = sorted(_told().get(language, {}).items(), key=lambda each: -len(each[0]))
    return tuple((_compile(english), told) for english, told in sentences if _GAP in english)


def _compile(sentence: str) -> re.Pattern[str]:
    return re.compile("(.*?)".join(map(re.escape, sentence.split(_GAP))), re.DOTALL)


@cache
def _told() -> Mapping[str, Mapping[str, str]]:
    told: Mapping[str, Mapping[str, str]] = tomllib.loads(
        Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    )
    return told
