"""Whether a line begins as the caption of a table or of a figure does, in any language."""

from __future__ import annotations

import re
from functools import cache

from converter.languages import LANGUAGES

_NUMBER = r"\s*(?:[A-ZА-Я]?\d{1,3}(?:[.-]\d{1,3})?[a-zа-я]?|[IVXLC]{1,6})(?=\s*[.:—–|-]|\s*$)"


@cache
def _pattern(role: str) -> re.Pattern[str]:
    words = {word for language in LANGUAGES.values() for word in language.words.get(role, ())}
    stems = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"\W{{0,2}}(?:{stems})\.?{_NUMBER}", re.IGNORECASE)


def captions(text: str, role: str) -> bool:
    """Whether `text` is the first line of a caption; `role` is "table" or "figure"."""
    return _pattern(role).match(text) is not None


def is_caption_line(text: str) -> bool:
    """Whether `text` is the first line of any caption."""
    return captions(text, "table") or captions(text, "figure")
