"""By-lines: a row of people taken apart, with the marks, degrees and addresses behind each name.

"Ana Souza^1,2,*^, PhD, and B. Jones^2^ (b.jones@example.org)". Marks are what is raised, and signs
and digits glued to a name where the type is lost; a comma among them parts no people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from operator import or_

from msgspec import Struct
from msgspec.structs import replace

from converter.languages import LANGUAGES, find_labels
from converter.manuscript import Mark, Runs
from converter.patterns import regex
from converter.recognition.addresses import opening_mark
from converter.recognition.affiliations import is_institution
from converter.recognition.author_notes import is_degree, role_of
from converter.recognition.countries import country_of
from converter.recognition.marks import RAISED, SIGNS, split_marks
from converter.recognition.mentions import EMAIL, ORCID
from converter.recognition.names import is_group, is_han, looks_like_name, words_of
from converter.runs import cut, text_of

_ONE = rf"(?:\d{{1,3}}|[{SIGNS}]{{1,4}}|[{RAISED}]{{1,6}})"
_GLUED = regex(rf"(?<=[^\W_]|[.)])\s?\(?{_ONE}(?:(?:\s?[,;]\s?|\s)?{_ONE}|,\s?[a-z](?![\w.])){{0,12}}\)?(?![^\W\d_])")
_BRACKETED = regex(r"\s?[(\[](?:\d{1,2}|[a-z])(?:,\s?(?:\d{1,2}|[a-z])){0,6}[)\]]")
_LETTERS = regex(r"(?<=[^\W\d_]{2}) [a-h](?:,\s?[a-h*]){0,4}(?=[,;]|\s*$|\s(?:and|&)\s)")
_ICON = regex("[\ue000-\uf8ff\u2219\u25a0-\u26ff\u2700-\u2708\u270a-\u27bf]")
"""A sign of a font of its own, or a shape: it leads to the iD, the profile or the address."""
_NO_NAME = regex(r"[?!:@/]")
_MASK = "\x00"
_BEHIND_MARKS = regex(rf"(?<={_MASK})\s?,?\s?[{SIGNS}]{{1,4}}")
_PARTING = regex(r"\s*(?P<sign>[,;·•|，、；])\s*|\s+(?P<word>[^\W\d_]{1,4}|&)(?=\s)")
_INITIALS = regex(r"(?:[^\W\d_]{1,2}\.[ -]?){1,4}|[A-ZА-Я]{1,3}")
_LONGEST = 8000
_ADDRESSES = frozenset({"orcid", "email"})
_SEPARATORS = " \n,;·•|，、；"
_FEW = 0.2
_SHARE = 0.75
"""So many of a list's items must look like names: groups and odd spellings stand among them."""


class Signature(Struct, frozen=True):
    """One of a by-line's people: the name as printed, and what stands behind it."""

    name: str
    marks: tuple[str, ...] = ()
    raised: tuple[tuple[str, str], ...] = ()
    """Marks as printed, each row of them with the word it is glued to."""
    degrees: tuple[str, ...] = ()
    dropped: str = ""
    """What joins it to those before: "and", "on behalf of"."""
    footnotes: tuple[str, ...] = ()
    """Keys of the footnotes whose markers stand behind the name."""
    email: str = ""
    orcid: str = ""
    labels: tuple[str, ...] = ()
    """The words before these two."""


def read_byline(runs: Runs, language: str = "") -> tuple[Signature, ...]:
    """The people of a by-line, in order. Words that join them ("and") are left out."""
    text = text_of(runs)
    if len(text) > _LONGEST:
        return ()
    text = _ICON.sub(" ", text)
    masked = _masked(text, _holes(runs, text))
    row: list[Signature] = []
    last = 0
    for start, end in _pieces(_without_stop(masked), _joiners(language)):
        _add(row, runs, text, masked, start, end, joiner=text[last:start].strip(_SEPARATORS))
        last = end
    return tuple(_joined_initials(row))


def is_byline(runs: Runs, language: str = "") -> bool:
    """Whether a line could be a list of people, groups among them, and nothing else."""
    text = text_of(runs).strip()
    if not text or len(text) > _LONGEST or role_of(text) == text:
        return False
    if _NO_NAME.search(text) and _NO_NAME.search(_without_addresses(text)):
        return False
    if opening_mark(runs)[0].isdigit():
        return False
    people = read_byline(runs, language)
    groups = [is_group(each.name) for each in people]
    persons = [looks_like_name(each.name) for each in people]
    alike = sum(map(or_, persons, groups))
    named = any(person and not group for person, group in zip(persons, groups, strict=True))
    return named and alike >= _SHARE * len(people) and sum(map(_is_place, people)) <= _FEW * len(people)


def _without_addresses(text: str) -> str:
    return EMAIL.sub("", ORCID.sub("", _masked(text, _address_labels(text))))


def _is_place(person: Signature) -> bool:
    return not is_group(person.name) and (is_institution(person.name) or bool(country_of(person.name)))


@cache
def _joiners(language: str) -> frozenset[str]:
    """Words for "and": those of the language, and those that are nothing else in another."""
    known = LANGUAGES.values()
    found = {word.casefold() for each in known for word in each.words.get("and", ())}
    other = {w for each in known for w in found & each.common if w not in map(str.casefold, each.words.get("and", ()))}
    own = LANGUAGES[language].words.get("and", ()) if language in LANGUAGES else ()
    return frozenset(found - other) | frozenset(map(str.casefold, own))


def _holes(runs: Runs, text: str) -> list[tuple[int, int]]:
    """Spans that are no part of a name: what is raised, glued marks, addresses."""
    found = [match.span() for pattern in (EMAIL, ORCID, _BRACKETED) for match in pattern.finditer(text)]
    found += _address_labels(text)
    at = 0
    for run in runs:
        if (Mark.SUP in run.marks or run.note) and run.text.strip():
            found.append((at, at + len(run.text)))
        at += len(run.text)
    for pattern in (_GLUED, _LETTERS, _BEHIND_MARKS):
        masked = _masked(text, found)
        found += [match.span() for match in pattern.finditer(masked) if not _is_number_of_group(masked, match)]
    return _one_where_joined(text, sorted(found))


def _address_labels(text: str) -> list[tuple[int, int]]:
    """The spans of "ORCID:" and "e-mail:" right before what they label."""
    labels = find_labels(text, _ADDRESSES) if EMAIL.search(text) or ORCID.search(text) else ()
    return [(each.start, each.end) for each in labels if EMAIL.match(text, each.end) or ORCID.match(text, each.end)]


def _is_number_of_group(text: str, match: re.Match[str]) -> bool:
    """Whether the digits belong to a group's name: "ICV 2020 Group"."""
    behind = text[match.end() :].split(maxsplit=1)
    number = match[0].startswith(" ") and match[0].strip().isdigit()
    return number and (len(match[0].strip()) == 4 or (bool(behind) and behind[0].casefold() in words_of("group")))


def _one_where_joined(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of marks with nothing but a comma between them made one."""
    row: list[tuple[int, int]] = []
    for start, end in spans:
        if row and (start <= row[-1][1] or _is_comma_of_marks(text, row[-1], (start, end))):
            row[-1] = (row[-1][0], max(end, row[-1][1]))
        else:
            row.append((start, end))
    return row


def _is_comma_of_marks(text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    between = text[first[1] : second[0]].strip()
    return between in ("", ",", ";") and all("@" not in text[s:e] and "/" not in text[s:e] for s, e in (first, second))


def _masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + _MASK * (end - start) + text[end:]
    return text


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    return _masked(text, spans).replace(_MASK, "")


def _without_stop(masked: str) -> str:
    """A by-line without the full stop that ends it; that of an initial or of "Jr." stays."""
    masked = masked.rstrip(" ,;")
    last = re.split(r"[\s.]", masked.rstrip("."))[-1]
    return masked.rstrip(" .,;") if len(last) > 3 or not last else masked


def _pieces(masked: str, joiners: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Spans of the people with their marks; a name right behind marks begins another."""
    signs = ";" if ";" in masked and not _lists_within(masked) else ",;，、；·•|"
    start = 0
    for match in _PARTING.finditer(masked):
        if match["sign"] in signs if match["sign"] else _joins(masked, start, match, joiners):
            yield from _at_marks(masked, start, match.start())
            start = match.end()
    yield from _at_marks(masked, start, len(masked))


def _lists_within(masked: str) -> bool:
    """Whether between semicolons stand lists of whole names, and not names with what belongs to them."""
    pieces = (piece.replace(_MASK, " ").split(",") for piece in masked.split(";"))
    return any(sum(looks_like_name(part.strip()) for part in piece) > 1 for piece in pieces)


def _at_marks(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in re.finditer(rf"{_MASK}\s+(?=[^\W\d_])", masked[start:end]):
        yield start, start + match.end()
        start += match.end()
    yield start, end


def _joins(masked: str, start: int, match: re.Match[str], joiners: frozenset[str]) -> bool:
    """Whether a word parts two people: "and", but not the "y" of "Ortega y Gasset" nor an initial."""
    word = match["word"]
    if word.casefold() not in joiners or not (word.islower() or word == "&" or masked.isupper()):
        return False
    before = masked[start : match.start()]
    behind = re.split(r"[,;]", masked[match.end() :], maxsplit=1)[0]
    whole = len(behind.replace(_MASK, " ").split()) > 1 or "." in behind
    return len(word) > 1 or not before.strip() or (whole and len(before.split()) > 1)


def _add(row: list[Signature], runs: Runs, text: str, masked: str, start: int, end: int, joiner: str) -> None:
    """Put what stands between `start` and `end` to the row: a person, or more of the last one."""
    shown = masked[start:end]
    name = " ".join(shown.replace(_MASK, " ").strip(" ,;()").split())
    behind = "".join(c for c, m in zip(text[start:end], shown, strict=True) if m == _MASK) if _MASK in shown else ""
    whole = name
    name, degrees = _without_degrees(_without_joiner(name if row else _without_opening(name)))
    if not name and not row:
        return
    made = Signature(name) if name else row.pop()
    if row and not made.marks and name and _is_suffix(name):
        bearer = row.pop()
        made = replace(bearer, name=f"{bearer.name} {name}")
    email, orcid = EMAIL.search(behind), ORCID.search(behind)
    labels = _address_labels(behind)
    footnotes = tuple(run.note for run in cut(runs, start, end) if run.note)
    marks = ORCID.sub("", EMAIL.sub("", _without(behind, labels))).strip(" ,;")
    row.append(
        replace(
            made,
            marks=(*made.marks, *split_marks(marks)),
            raised=(*made.raised, (_glued_to(shown), marks)) if marks else made.raised,
            dropped=made.dropped or " ".join(filter(None, (joiner, whole[: whole.find(name)].strip()))),
            footnotes=(*made.footnotes, *footnotes),
            degrees=(*made.degrees, *degrees),
            email=made.email or (email[0] if email else ""),
            labels=(*made.labels, *(behind[low:high] for low, high in labels)),
            orcid=made.orcid or (orcid[1].upper() if orcid else _linked_orcid(runs, start, end)),
        )
    )


def _glued_to(masked: str) -> str:
    """The word that marks are glued to, "" where they stand apart."""
    match = re.search(rf"[^\s{_MASK}]+(?={_MASK})", masked)
    return match[0] if match else ""


def _without_joiner(name: str) -> str:
    """A name without the "and" behind the comma before it, a group without the "on behalf of"."""
    low = name.casefold()
    named = next((name[len(word) + 1 :] for word in words_of("on-behalf") if low.startswith(word + " ")), name)
    first, _, rest = named.partition(" ")
    return rest if rest and first.casefold() in words_of("and") and not first[:1].isupper() else named


def _without_opening(name: str) -> str:
    """The first name of a by-line without the "By" before it."""
    first, _, rest = name.partition(" ")
    return rest if " " in rest and first[:1].isupper() and first.casefold() in words_of("byline-opening") else name


def _is_suffix(name: str) -> bool:
    return name.casefold().rstrip(".") in {word.rstrip(".") for word in words_of("suffix")}


def _without_degrees(name: str) -> tuple[str, tuple[str, ...]]:
    """A name without the degrees behind it: "John Smith PhD"."""
    if _is_printed_degree(name):
        return "", (name,)
    words = name.split()
    count = 0
    while count < len(words) - 2 and _is_printed_degree(words[-1 - count]):
        count += 1
    kept = len(words) - count
    return " ".join(words[:kept]).rstrip(" ,"), tuple(word.rstrip(",") for word in words[kept:])


def _is_printed_degree(word: str) -> bool:
    """Whether a word is a degree and not the family name "Ma"."""
    return is_degree(word) and (len(word) > 2 or not word.istitle())


def _linked_orcid(runs: Runs, start: int, end: int) -> str:
    """The iD to which the name or the sign behind it is linked."""
    at = 0
    for run in runs:
        if run.href and at < end and at + len(run.text) > start and (match := ORCID.search(run.href)):
            return match[1].upper()
        at += len(run.text)
    return ""


def _is_bare_family(name: str) -> bool:
    return " " not in name and "." not in name and not is_han(name)


def _joined_initials(people: Sequence[Signature]) -> Iterator[Signature]:
    """ "Smith, J., Lee, K.": initials between commas belong to the name before them."""
    held: Signature | None = None
    for person in people:
        if held and _INITIALS.fullmatch(person.name) and _is_bare_family(held.name):
            held = replace(person, name=f"{held.name}, {person.name}")
            continue
        if held:
            yield held
        held = person
    if held:
        yield held
