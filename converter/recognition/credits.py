"""Who did what, in the terms of CRediT: a contributions statement read into roles.

Either people come first ("A.H.: Conceptualization, Software. P.M.: Supervision") or roles do
("Conceptualization, A.H. and P.M.; software, A.H."). A name that is no author's, or could be two
authors', and the whole statement is left as words. https://credit.niso.org/
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path

from msgspec import Struct

from converter.article import Contributor, Credit, Name
from converter.patterns import regex

_FILE = Path(__file__).with_name("credit.toml")
_DASH = r"\s{0,2}[-–—−:]{1,2}\s{0,2}"
_PLAIN = regex(r"\)?(?:[\s,;:&/.–—-]|\b[^\W\d_A-ZА-Я]{1,3}\b|\([^\W\d_]{1,14}\))*\(?")
"""What may stand between the mentions of a turn: signs, "and", "(lead)"."""
_FEWEST = 2
"""So many roles at least make a statement one of CRediT."""


class _Mention(Struct, frozen=True):
    """A role or a person named in the words."""

    start: int
    end: int
    role: str = ""
    person: int = -1


def find_credits(text: str, people: Sequence[Contributor]) -> Mapping[int, tuple[Credit, ...]]:
    """The roles of each person by rank; none where the words are not plain."""
    mentions = sorted((*_roles(text), *_people(text, people)), key=lambda each: (each.start, -each.end))
    groups = [list(group) for _, group in groupby(_apart(mentions), key=lambda each: bool(each.role))]
    roles = {each.role for group in groups for each in group if each.role}
    if len(roles) < _FEWEST or not _is_plain(text, groups):
        return {}
    first = 0 if not groups[0][0].role else 1
    found: dict[int, list[Credit]] = {}
    for one, other in zip(groups[::2], groups[1::2], strict=False):
        persons, said = (one, other) if first == 0 else (other, one)
        for person in persons:
            known = found.setdefault(person.person, [])
            known += [each for role in said if (each := _credit(text, role)) not in known]
    return {rank: tuple(credits) for rank, credits in found.items()}


def _apart(mentions: Sequence[_Mention]) -> Iterator[_Mention]:
    """The mentions that lie in no longer one."""
    end = -1
    for mention in mentions:
        if mention.start >= end:
            yield mention
            end = mention.end


def _is_plain(text: str, groups: Sequence[Sequence[_Mention]]) -> bool:
    """Whether people and roles take turns, and nothing but signs stands within a turn."""
    if len(groups) % 2 or not groups:
        return False
    people_first = not groups[0][0].role
    for group in groups:
        for one, other in pairwise(group):
            between = text[one.end : other.start]
            if not _PLAIN.fullmatch(between) or (";" in between and not (people_first and one.role)):
                return False
    turns = (text[one[-1].end : other[0].start] for one, other in zip(groups[::2], groups[1::2], strict=True))
    return all(_PLAIN.fullmatch(between) and ";" not in between for between in turns)


def _credit(text: str, mention: _Mention) -> Credit:
    return Credit(mention.role, _terms()[mention.role], text[mention.start : mention.end])


# Roles


def _roles(text: str) -> Iterator[_Mention]:
    for match in _pattern().finditer(text):
        yield _Mention(*match.span(), role=_wordings()[_key(match[0])])


def _key(words: str) -> str:
    return re.sub(r"\W+", " ", words.casefold()).strip()


@cache
def _table() -> Mapping[str, Mapping[str, list[str]]]:
    import tomllib

    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def _terms() -> Mapping[str, str]:
    return {role: str(raw["term"]) for role, raw in _table().items()}


@cache
def _wordings() -> Mapping[str, str]:
    return {_key(words): role for role, raw in _table().items() for words in raw["said"]}


@cache
def _pattern() -> re.Pattern[str]:
    said = sorted({words for raw in _table().values() for words in raw["said"]}, key=len, reverse=True)
    spelled = (_DASH.join(map(re.escape, re.split(r"\s–\s", words))) for words in said)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled)})(?!\w)", re.IGNORECASE)


# People


def _people(text: str, people: Sequence[Contributor]) -> Iterator[_Mention]:
    forms = {form: rank for rank, person in enumerate(people) for form in _forms(person)}
    shared = Counter(form for person in people for form in _forms(person))
    for form in sorted(forms, key=len, reverse=True):
        if shared[form] == 1:
            spelled = re.escape(form).replace(r"\ ", r"\s{0,2}").replace(r"\.", r"\.\s?")
            for match in re.finditer(rf"(?<![\w.]){spelled}(?!\w)", text):
                yield _Mention(*match.span(), person=forms[form])


def _forms(person: Contributor) -> frozenset[str]:
    """How a statement may call a person: in full, by initials with the family name, by initials alone."""
    return frozenset(form for name in person.names.values() for form in _called(name))


def _called(name: Name) -> Iterator[str]:
    given = re.findall(r"[^\W\d_][\w’']*", name.given)
    family = re.findall(r"[^\W\d_][\w’']*", name.family)
    if not given or not family:
        return
    initials = ".".join(each[0] for each in given) + "."
    for spelled in (name.given, initials):
        yield f"{spelled} {name.family}"
        yield f"{name.family} {spelled}"
    letters = [each[0].upper() for each in given], [each[0].upper() for each in family]
    for row in ([*letters[0], *letters[1]], [*letters[1], *letters[0]], [letters[0][0], *letters[1]]):
        yield ".".join(row) + "."
        yield "".join(row)
