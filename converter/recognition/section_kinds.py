"""What a section is by its title: its JATS sec-type, as the languages' words tell it.

https://jats.nlm.nih.gov/publishing/tag-library/1.3/attribute/sec-type.html: of a section that is
two things at once the types stand one after the other, with a stroke between them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from converter.languages import LANGUAGES

_TYPES = {
    "introduction": "intro",
    "methods": "methods",
    "results": "results",
    "discussion": "discussion",
    "conclusions": "conclusions",
    "cases": "cases",
}
"""Roles of the languages' words, and the sec-type they name."""
_EDGES = " .:;*\u00a0"
_LONGEST = 80


def kind_of(title: str) -> str:
    """The sec-type of a section with that title, or ""; a title that says more than its kind has none."""
    said = " ".join(title.casefold().split()).strip(_EDGES)
    if not said or len(said) > _LONGEST:
        return ""
    whole = _kinds().get(said, "")
    if whole:
        return whole
    named = [_kinds().get(each, "") for each in _joints().split(said)]
    return "|".join(dict.fromkeys(named)) if len(named) > 1 and all(named) else ""


@cache
def _kinds() -> Mapping[str, str]:
    """From a title, case folded, to the sec-type; in what two languages share the greater one is right."""
    return MappingProxyType(
        {
            word.casefold(): kind
            for language in sorted(LANGUAGES.values(), key=lambda each: each.share)
            for role, kind in _TYPES.items()
            for word in language.words.get(role, ())
        }
    )


@cache
def _joints() -> re.Pattern[str]:
    """What stands between the two names of a section: "and", a comma, a stroke."""
    words = {re.escape(word.casefold()) for each in LANGUAGES.values() for word in each.words.get("and", ())}
    return re.compile(rf"\s*[,/]\s*|\s+(?:{'|'.join(sorted(words))})\s+")
