"""Public licences: the line of a page that says under which one the article is open to all."""

from __future__ import annotations

import re

from converter.patterns import regex

_PUBLIC = regex(r"creative\scommons\s(?:attribution|by\b)|\bcc[ -]by\b", re.IGNORECASE)
_LONGEST = 700


def names_licence(text: str) -> bool:
    """Whether a paragraph names a public licence and is no longer than its statement."""
    return len(text) <= _LONGEST and _PUBLIC.search(text) is not None
