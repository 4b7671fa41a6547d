"""Words that tell what stands beside them in a reference: from `words.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from converter.compiled import toml

_UNSEEN = frozenset(
    (
        *("vietnamese-surname", "edition-mark", "shelfmark", "fonds", "medium", "volume-mark", "act", "code"),
        *(
            "number-mark",
            "date-mark",
            "versus",
            "public-law",
            "platform",
            "article-mark",
            "gazette",
            "read-on",
            "repository",
            "issued",
            "archive",
            "assignee",
            "inventor",
            "filed",
            "corporate",
        ),
    )
)
"""Roles that grammars ask for and the model does not see."""


@cache
def roles() -> Mapping[str, frozenset[str]]:
    """From a role ("volume", "month") to the lower-case words that play it."""
    return {role: frozenset(words) for role, words in toml(Path(__file__).with_suffix(".toml")).items()}


@cache
def word_roles() -> Mapping[str, str]:
    """From a lower-case word to the roles it may play, joined by `|`."""
    found: dict[str, list[str]] = {}
    for role, words in roles().items():
        for word in words if role not in _UNSEEN else ():
            found.setdefault(word, []).append(role)
    return {word: "|".join(sorted(names)) for word, names in found.items()}
