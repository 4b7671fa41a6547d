"""Rows of names outside the author list: editors and translators.

The author list is labelled by the model; these rows are shorter and follow the same few forms,
so a grammar reads them: `A. B. Name`, `Name A. B.`, `Name, A.`, `Given Name`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.article import Field
from converter.styles.words import roles

_CAPITAL = r"[^\W\d_a-zа-яё]"
_INITIALS = rf"(?:{_CAPITAL}[^\W\d_]?\.[\s\-‐]?){{1,4}}"
_PARTICLE = r"(?:(?:de|da|do|dos|das|di|del|van|von|der|den|la|le|du|el|al|zu|фон|де|ван)\s+){0,3}"
_FAMILY = rf"{_PARTICLE}{_CAPITAL}[^\W\d_]+(?:[-’'‐]{_CAPITAL}?[^\W\d_]+)*"
_FURTHER = rf"(?:\s(?:(?:de|da|do|dos|das|e)\s)?{_CAPITAL}(?:\.|[^\W\d_]+)){{0,3}}(?:\s(?:de|da|do|dos|das|e)(?=;))?"
_NAME = (
    rf"(?P<g1>{_INITIALS})\s?(?P<s1>{_FAMILY})"
    rf"|(?P<s2>{_FAMILY}),?\s(?P<g2>{_INITIALS})"
    rf"|(?P<s3>{_FAMILY}),\s(?P<g3>{_CAPITAL}[^\W\d_]+{_FURTHER})(?=\s*(?:[,;/&(]|$|\s(?:and|und|e|y|et|и)\s))"
    rf"|(?P<s4>{_FAMILY}(?:\s{_FAMILY})?)\s(?P<g4>{_CAPITAL}{{1,3}})(?![\w.])"
    rf"|(?P<g5>{_CAPITAL}[^\W\d_]+(?:\s{_CAPITAL}[^\W\d_]*\.?){{0,2}})\s(?P<s5>{_FAMILY})"
)


def find_persons(name: str, text: str, start: int, end: int) -> Iterator[Field]:
    """Fields called `name` for the persons named in `text[start:end]`, with their parts."""
    for match in re.compile(_NAME).finditer(text, _past_roles(text, start, end), end):
        if match[0].split()[0].rstrip(".").casefold() in roles()["editor"]:
            continue
        parts = tuple(
            sorted(
                (
                    Field(
                        "surname" if group[0] == "s" else "given",
                        match.start(group),
                        match.start(group) + len(match[group].rstrip()),
                    )
                    for group, value in match.groupdict().items()
                    if value
                ),
                key=lambda part: part.start,
            )
        )
        yield Field(name, parts[0].start, parts[-1].end, parts=parts)


def _past_roles(text: str, start: int, end: int) -> int:
    """Where the names begin behind words for what the persons did: "Tradução de Ana Dias"."""
    for word in re.compile(r"\W*([^\W\d_]+)").finditer(text, start, end):
        if word.start() != start or word[1].casefold() not in roles()["editor"] | roles()["translator"]:
            break
        start = word.end()
    return start
