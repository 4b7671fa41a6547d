"""Author notes: what is printed of each author behind the name.

"Le Hanh, Ph.D (Geography), Researcher at the Institute for Social Sciences, Hanoi.
ORCID: 0000-0002-1825-0097. E-mail: ..." is a name, degrees, roles, an affiliation, addresses.
Phrases are told by the words of the languages (`degree`, `role`, `institution`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct, field
from msgspec.structs import replace

from converter.article import Tagged
from converter.languages import LANGUAGES, find_labels
from converter.manuscript import Run, Runs
from converter.patterns import regex
from converter.recognition.affiliations import is_institution, tag_affiliation
from converter.recognition.mentions import EMAIL, ORCID, find_name
from converter.recognition.names import titles
from converter.runs import cut, on_one_line, plain, strip, text_of

_PHRASE = regex(r"(?:\([^()]*\)|[^,;()\n]|[()])+")
_BRACKETED = regex(r"\([^()]*\)")
_SENTENCE = regex(r"([^\W\d_]+\.)\s+(?=[^\W\d_])")
_TITLE = regex(r"(?:^|(?<=\s))([^\W\d_][\w.-]*\.) *$")
_LONGEST_TITLE = 24
_LONGEST_DEGREE = 4
_LONGEST_PHRASE = 18
_ADDRESS_LABELS = frozenset({"orcid", "email", "phone", "correspondence"})


class AuthorNote(Struct, frozen=True):
    """What a note says of one author; `name` as printed there, "" where it names nobody."""

    name: str = ""
    degrees: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    affiliations: tuple[Tagged, ...] = ()
    orcid: str = ""
    emails: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    """Labels and joining words that became markup."""
    post: str = ""
    """The last role with the words behind it in its phrase, if there are any."""
    beyond: tuple[Tagged, ...] = ()
    """The affiliations without those words."""
    joining: str = ""
    """What joins the two: "at the"."""
    held: int = 0
    """How many roles stand before that one."""
    prose: Runs = ()
    """All of it, where it tells of the author in sentences."""


def read_notes(runs: Runs, names: Sequence[str], language: str) -> tuple[AuthorNote, ...]:
    """The notes of a piece of text, one for each of `names` that it tells of, in its order.

    Where no name is found, the text is cut by its lines if there are as many as names.
    """
    spans = list(_spans(runs, names))
    before = " ".join(text_of(cut(runs, 0, spans[0][0][0])).split())
    notes = [_titled(cut(runs, *span), name, language) for span, name in spans]
    return (replace(notes[0], dropped=(before, *notes[0].dropped)), *notes[1:]) if before else tuple(notes)


def _spans(runs: Runs, names: Sequence[str]) -> Iterator[tuple[tuple[int, int], str]]:
    text = text_of(runs)
    found = sorted(_found(text, names))
    if not found:
        yield (0, len(text)), ""
        return
    starts = [*(_before_titles(text, start) for start, _ in found), len(text)]
    for number, (start, end) in enumerate(found):
        yield (starts[number], starts[number + 1]), text[start:end]


def _before_titles(text: str, start: int) -> int:
    """Where the titles begin that stand before a name in its line: "Prof. Dr."."""
    while (word := _TITLE.search(text, max(0, start - _LONGEST_TITLE), start)) and word[1] in titles():
        start = word.start(1)
    return start


def _titled(runs: Runs, name: str, language: str) -> AuthorNote:
    """The note of one author with the titles that stand before the name."""
    at = text_of(runs).find(name) if name else 0
    note = _note(cut(runs, at), name, language)
    words = text_of(cut(runs, 0, at)).split()
    return replace(
        note,
        degrees=(*(word for word in words if is_degree(word)), *note.degrees),
        roles=(*(word for word in words if not is_degree(word)), *note.roles),
    )


def _found(text: str, names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the names stand; a name that two people bear stands twice."""
    last: dict[str, int] = {}
    for name in names:
        if span := find_name(text, name, last.get(name, 0)):
            last[name] = span[1]
            yield span


def _note(runs: Runs, name: str, language: str) -> AuthorNote:
    text = text_of(runs)
    emails = tuple(dict.fromkeys(match[0].rstrip(".") for match in EMAIL.finditer(text)))
    orcid = ORCID.search(text)
    rest, labels = _without_addresses(runs, len(name))
    note = AuthorNote(" ".join(name.split()), emails=emails, dropped=labels)
    note = replace(note, orcid=orcid[1].upper().replace("Х", "X") if orcid else "")
    if name and _tells_in_sentences(text_of(runs)[len(name) :]):
        return replace(note, prose=strip(on_one_line(runs)), dropped=())
    return _described(note, rest, language)


def _tells_in_sentences(behind: str) -> bool:
    """Whether what stands behind a name goes on as a sentence: "Anna Hill is a historian and ..."."""
    words = behind.split()
    apart = behind[:1].isspace() and behind[:1] != "\n"
    phrase = re.split(r"[,;.(\n]", behind, maxsplit=1)[0].strip()
    told = is_degree(phrase) or is_degree_in_field(phrase) or role_of(phrase)
    return apart and len(words) > 2 and words[0].isalpha() and words[0].islower() and not told


def _without_addresses(runs: Runs, start: int) -> tuple[Runs, tuple[str, ...]]:
    """The runs behind `start` without e-mail, ORCID and their labels; and those labels."""
    text = text_of(runs)
    spans = [match.span() for match in (*EMAIL.finditer(text), *ORCID.finditer(text))]
    labels = [label for label in find_labels(text, _ADDRESS_LABELS) if label.start >= start]
    found = tuple(text[label.start : label.stop] for label in labels)
    holes = sorted([*spans, *((label.start, label.end) for label in labels)])
    kept: Runs = ()
    at = start
    for low, high in holes:
        if low >= at:
            kept += cut(runs, at, low)
        at = max(at, high)
    return (*kept, *cut(runs, at)), found


class _Phrases(Struct):
    """Degrees and roles taken so far, and the spans that are affiliation."""

    degrees: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    start: int = -1
    post: str = ""
    beyond: int = -1
    joining: str = ""
    held: int = 0


def _described(note: AuthorNote, runs: Runs, language: str) -> AuthorNote:
    """The note with degrees, roles and affiliations of what stands behind the name."""
    text = text_of(runs)
    said = _Phrases()
    for start, end in _phrases(text):
        if said.start < 0:
            _take(said, text, start, end, language)
    affiliations = _affiliations(runs, said.start, language) if said.start >= 0 else ()
    return replace(
        note,
        degrees=tuple(said.degrees),
        roles=tuple(said.roles),
        affiliations=affiliations,
        dropped=(*note.dropped, *said.dropped),
        post=said.post,
        beyond=_affiliations(runs, said.beyond, language) if said.post else (),
        joining=said.joining,
        held=said.held,
    )


def _phrases(text: str) -> Iterator[tuple[int, int]]:
    """The spans between commas, brackets and line ends, parted where a sentence begins with a post or a degree."""
    for phrase in _PHRASE.finditer(text):
        start = phrase.start()
        for stop in _SENTENCE.finditer(text, start, phrase.end()):
            rest = text[stop.end() : phrase.end()]
            if stop[1] not in titles() and (role_of(rest) or is_degree_in_field(rest)):
                yield start, stop.end()
                start = stop.end()
        yield start, phrase.end()


def _take(said: _Phrases, text: str, start: int, end: int, language: str) -> None:
    phrase = text[start:end]
    start += len(phrase) - len(phrase.lstrip(" .,;:\n—–-"))
    phrase = text[start:end].rstrip()
    if not phrase.strip(" .,;:"):
        return
    if is_degree(phrase) or is_degree_in_field(phrase.strip(" .,;")):
        said.degrees.append(_without_stop(phrase.strip(" ,;")))
    elif role := role_of(phrase):
        _take_post(said, phrase, role, start, end)
    else:
        said.start = start


def _take_post(said: _Phrases, phrase: str, role: str, start: int, end: int) -> None:
    """Take a post; the words behind it tell of what it is, or where it is held."""
    alone = _is_alone(role, phrase)
    joined = _joining(phrase[len(role) :]) if alone else ""
    rest = phrase[len(role) + len(joined) :]
    of_field = joined.strip(" ,") and not is_institution(rest) and not rest[:2].isupper()
    said.held = len(said.roles)
    said.roles += [_without_stop(phrase) if of_field else role] if alone else []
    if of_field or (alone and not rest.strip(" .")):
        return
    said.post, said.joining = " ".join(phrase.strip(" .,;").split()), joined.strip()
    said.dropped += [said.joining] if said.joining else []
    said.start, said.beyond = start + (len(role) + len(joined) if alone else 0), end


def _without_stop(phrase: str) -> str:
    """A phrase without the full stop of the sentence; that of an abbreviation stays."""
    return phrase.rstrip(" .") if re.search(r"[^\W\d_]{5}[ .]*$", phrase) else phrase


def _is_alone(role: str, phrase: str) -> bool:
    """Whether a post is not the start of another name: "Secretaria de Estado", "Editora Associada"."""
    rest = phrase[len(role) :].strip(" .")
    if is_institution(role):
        return False
    return not rest or bool(_joining(phrase[len(role) :]).strip(" ,")) or rest[0] in ",(" or is_institution(rest)


@cache
def _words(role: str) -> tuple[str, ...]:
    """Words of that role in every language, the longest first."""
    found = {word.casefold() for each in LANGUAGES.values() for word in each.words.get(role, ())}
    return tuple(sorted(found, key=len, reverse=True))


@cache
def _without_stops(role: str) -> frozenset[str]:
    return frozenset(word.rstrip(".") for word in _words(role))


@cache
def _compact(role: str) -> frozenset[str]:
    return frozenset(_squeezed(word) for word in _words(role))


def _squeezed(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def first_phrase(text: str) -> str:
    """What stands before the first comma, bracket or end of a sentence."""
    start, end = next(_phrases(text), (0, 0))
    return text[start:end].strip(" .")


def is_degree(phrase: str) -> bool:
    """Whether a phrase is an academic degree: "Ph.D (Tourism)", "к. тур. н.", "PGS.TS."."""
    bare = _BRACKETED.sub("", phrase).strip(" .,;")
    if _squeezed(bare) in _compact("degree"):
        return True
    low = bare.casefold()
    words = low.replace(".", ". ").split()
    if len(words) < 2 or len(words) > 5:
        return False
    opening, closing = words[0].rstrip("."), words[-1].rstrip(".")
    return opening in _without_stops("degree-prefix") and closing in _without_stops("degree-suffix")


def is_degree_in_field(phrase: str) -> bool:
    """Whether a phrase is a degree and what it is in: "PhD in History", "Doutora em Letras pela Universidade ..."."""
    words = phrase.split()
    joined = next((at for at, word in enumerate(words[:_LONGEST_DEGREE]) if word in _words("degree-joining")), 0)
    known = joined and is_degree(" ".join(words[:joined]))
    return bool(known) and joined + 1 < len(words) <= _LONGEST_PHRASE and not re.search(r"[:?!]", phrase)


def role_of(phrase: str) -> str:
    """The post at the start of a phrase, as printed, or ""; longer wordings win."""
    low = phrase.casefold()
    for word in _words("role") if low.startswith(_words("role")) else ():
        if low.startswith(word) and not low[len(word) : len(word) + 1].isalnum():
            return phrase[: len(word)]
    return ""


def _joining(rest: str) -> str:
    """The words that join a post to an institution: " at the "."""
    stripped = rest.lstrip(" ,")
    low = stripped.casefold()
    for word in _words("joining"):
        if low.startswith(word + " "):
            return rest[: len(rest) - len(stripped) + len(word) + 1]
    return rest[: len(rest) - len(stripped)]


def _affiliations(runs: Runs, start: int, language: str) -> tuple[Tagged, ...]:
    """The affiliations from `start` on: several where semicolons part whole addresses."""
    text = text_of(runs)
    spans: list[tuple[int, int]] = []
    at = start
    for piece in re.finditer(r"[^;]+", text[start:]):
        at, end = start + piece.start(), start + piece.end()
        if any(character.isalpha() for character in text[at:end]):
            spans.append((at, end))
    cleaned = (_with_commas(strip(strip(cut(runs, *span)), " .,;:\n—–")) for span in spans)
    return tuple(tag_affiliation(plain(on_one_line(each)), language) for each in cleaned if each)


def _with_commas(runs: Runs) -> Runs:
    """The runs with a comma for each line end that parts two lines of an address."""
    made: list[Run] = []
    for run in runs:
        text = re.sub(r"(?<=\w)[ \t]*\n\s*", ", ", run.text)
        if text[:1] == "\n" and made and made[-1].text[-1:].isalnum():
            text = ", " + text.lstrip()
        made.append(replace(run, text=text))
    return tuple(made)
