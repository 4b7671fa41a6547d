"""Tells the language of a text by its script, its letters and its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping

from converter.languages.records import LANGUAGES

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 2000
"""Characters looked at: more do not change the answer."""


def _weights() -> dict[str, dict[str, float]]:
    """From word to language to weight: a word of few languages tells more."""
    owners: dict[str, list[str]] = {}
    for code, language in LANGUAGES.items():
        for word in language.common:
            owners.setdefault(word, []).append(code)
    return {word: dict.fromkeys(codes, 1 + 2 / len(codes)) for word, codes in owners.items()}


_WEIGHTS = _weights()


def _blocks() -> tuple[tuple[int, int, str], ...]:
    return (
        (0x0041, 0x024F, "Latin"),
        (0x0370, 0x03FF, "Greek"),
        (0x0400, 0x052F, "Cyrillic"),
        (0x1E00, 0x1EFF, "Latin"),
        (0x3040, 0x30FF, "Kana"),
        (0x4E00, 0x9FFF, "Han"),
        (0xAC00, 0xD7AF, "Hangul"),
    )


def _script(letter: str) -> str:
    code = ord(letter)
    return next((name for low, high, name in _blocks() if low <= code <= high), "")


def _scripts(letters: Mapping[str, int]) -> Counter[str]:
    found: Counter[str] = Counter()
    for letter, count in letters.items():
        if letter.isalpha():
            found[_script(letter)] += count
    return found


def detect(text: str, among: Collection[str] | None = None) -> str:
    """The code of the language `text` is in, or "" where it cannot tell.

    `among` keeps to those languages.
    """
    sample = text[:_LONGEST].lower()
    scripts = _scripts(Counter(sample))
    if not scripts:
        return ""
    script = scripts.most_common(1)[0][0]
    candidates = [
        code for code, language in LANGUAGES.items() if language.script == script and (among is None or code in among)
    ]
    if len(candidates) < 2:
        return candidates[0] if candidates else ""
    scores = dict.fromkeys(candidates, 0.0)
    letters = set(sample)
    for word in _WORD.findall(sample):
        for code, weight in _WEIGHTS.get(word, {}).items():
            if code in scores:
                scores[code] += weight
    for code in candidates:
        scores[code] += 2 * len(LANGUAGES[code].letters & letters)
    best, second = sorted(scores.values(), reverse=True)[:2]
    return max(scores, key=lambda code: scores[code]) if best > second else ""
