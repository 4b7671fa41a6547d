"""Contributors: by-lines and author notes of every language made into one list of people.

The same person stands in each front at the same rank; an ORCID or e-mail address decides where
the ranks differ. A name is only ever what was printed: nothing is transliterated into being.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from converter.article import Affiliation, Contributor, Name, Tagged
from converter.diagnostics import Diagnostic, Kind, Log, Place, Severity
from converter.languages import LANGUAGES
from converter.manuscript import Block, Run, Runs
from converter.parts.titles import Head
from converter.recognition.author_notes import AuthorNote, find_name, read_notes
from converter.recognition.draft import BECAME_MARKUP, Draft, became_markup
from converter.recognition.fronts import Front, Piece
from converter.recognition.names import Person, is_group, looks_like_names, parse_name, split_names

NO_AUTHORS = Kind("authors-missing", Severity.ERROR, "The by-line is missing or was not recognised.")
NOT_IN_LANGUAGE = Kind("authors-missing-in-language", Severity.WARNING, "The authors are not named in {language}.")
AUTHORS_DIFFER = Kind(
    "authors-differ",
    Severity.WARNING,
    "The languages name different numbers of authors: {counts}. They were paired by rank.",
)
ORCID_WRONG = Kind("orcid-checksum", Severity.WARNING, "The ORCID {orcid} of {name} has a wrong check digit.")


@dataclass(frozen=True, slots=True)
class _Author:
    """One author as one front tells of them."""

    name: Name
    printed: str
    note: AuthorNote
    place: Place


def find_contributors(
    log: Log, draft: Draft, fronts: Sequence[Front], heads: Sequence[Head]
) -> tuple[tuple[Contributor, ...], tuple[Affiliation, ...]]:
    """The authors in print order and their affiliations; claims by-lines and author notes."""
    elsewhere = "\n".join(piece.text for front in fronts for piece in front.pieces if piece.part == "citation")
    rows = {
        (number, front.language): _authors(log, draft, front, head, elsewhere)
        for number, (front, head) in enumerate(zip(fronts, heads, strict=True))
    }
    named = {language: row for (_, language), row in rows.items() if row}
    if not named:
        log(NO_AUTHORS(Place(draft.blocks[0].place.file if draft.blocks else "")))
        return (), ()
    _compare(log, named)
    people = _people(named)
    shelf = _Shelf()
    contributors = tuple(_contributor(log, person, shelf) for person in people)
    return contributors, tuple(shelf.affiliations)


def _authors(log: Log, draft: Draft, front: Front, head: Head, elsewhere: str) -> list[_Author]:
    notes = [piece for piece in front.pieces if piece.part == "author-notes"]
    printed: list[tuple[str, Place]] = []
    for index in head.bylines:
        block = draft.claim([index], "bylines")[0]
        for person in split_names(block.text):
            printed.append((_name_of(block.text, person), block.place))
            if person.marks:
                log(_mark_became_markup(block, person))
    read = [_read(log, draft, piece, [name for name, _ in printed], front.language) for piece in notes]
    found = [note for each in read for note in each]
    if not printed:
        place = notes[0].blocks[0].place if notes and notes[0].blocks else Place()
        printed = [(note.name, place) for note in found if note.name]
    notes_of = [_note_for(found, name, rank, len(printed)) for rank, (name, _) in enumerate(printed)]
    return [
        _Author(_fullest(name, note.name, elsewhere), name, note, place)
        for (name, place), note in zip(printed, notes_of, strict=True)
    ]


def _fullest(name: str, noted: str, elsewhere: str) -> Name:
    """The name of the by-line, or of the note where that gives more of it than initials."""
    parsed = parse_name(name, elsewhere)
    fuller = parse_name(noted, elsewhere) if noted else parsed
    return fuller if "." in parsed.given and "." not in fuller.given and fuller.given else parsed


def _mark_became_markup(block: Block, person: Person) -> Diagnostic:
    """The note that marks behind a name are links now; the word they were glued to is named."""
    last = block.text[person.start : person.end].rsplit(None, 1)[-1]
    return BECAME_MARKUP(block.place, before=last + person.marks, after=last, words=person.marks)


def _name_of(text: str, person: Person) -> str:
    return " ".join(text[person.start : person.end].split())


def _read(log: Log, draft: Draft, piece: Piece, names: list[str], language: str) -> tuple[AuthorNote, ...]:
    """The notes of one piece, claimed; labels that became markup are named."""
    draft.claim(piece.indices, "author-notes")
    place = piece.blocks[0].place if piece.blocks else Place()
    log(became_markup(place, piece.label))
    runs: Runs = tuple(run for block in piece.blocks for run in (*block.runs, Run("\n")))
    notes = read_notes(runs, names or _names_in(piece), language)
    for note in notes:
        for words in note.dropped:
            log(became_markup(place, words))
    return notes


def _names_in(piece: Piece) -> list[str]:
    """Names with which the paragraphs of a note begin, where no by-line gives them."""
    first = (re.split(r"[,;(\n]|\s[—–-]\s", block.text, maxsplit=1)[0].strip() for block in piece.blocks)
    return [name for name in first if looks_like_names(name)]


def _note_for(notes: list[AuthorNote], name: str, rank: int, count: int) -> AuthorNote:
    """The note that names the author; the only one of an only author; the one of the same rank."""
    named = [note for note in notes if note.name and find_name(note.name, name)]
    if named:
        return named[0]
    nameless = [note for note in notes if not note.name]
    if count == 1 and notes:
        return notes[0]
    return nameless[rank] if len(nameless) == count else AuthorNote()


def _compare(log: Log, named: Mapping[str, list[_Author]]) -> None:
    counts = {language: len(row) for language, row in named.items()}
    if len(set(counts.values())) > 1:
        told = ", ".join(f"{language} {count}" for language, count in counts.items())
        first = next(iter(named.values()))[0]
        log(AUTHORS_DIFFER(first.place, counts=told))


def _people(named: Mapping[str, list[_Author]]) -> list[dict[str, _Author]]:
    """Rows of the same person, by language; the longest list leads."""
    leading = max(named, key=lambda language: len(named[language]))
    people = [{leading: author} for author in named[leading]]
    for language, row in named.items():
        if language != leading:
            for rank, author in enumerate(row):
                people[_rank(people, author, rank)].setdefault(language, author)
    return people


def _rank(people: list[dict[str, _Author]], author: _Author, rank: int) -> int:
    for other, person in enumerate(people):
        for each in person.values():
            same_orcid = author.note.orcid and author.note.orcid == each.note.orcid
            if same_orcid or set(author.note.emails) & set(each.note.emails):
                return other
    return min(rank, len(people) - 1)


class _Shelf:
    """Affiliations so far, each once."""

    def __init__(self) -> None:
        self.affiliations: list[Affiliation] = []

    def put(self, texts: Mapping[str, Tagged], place: Place) -> str:
        key = {language: tagged.text for language, tagged in texts.items()}
        for each in self.affiliations:
            if {language: tagged.text for language, tagged in each.texts.items()} == key:
                return each.id
        made = Affiliation(f"aff{len(self.affiliations) + 1}", dict(texts), place=place)
        self.affiliations.append(made)
        return made.id


def _contributor(log: Log, person: Mapping[str, _Author], shelf: _Shelf) -> Contributor:
    first = next(iter(person.values()))
    notes = {language: author.note for language, author in person.items()}
    orcid = next((note.orcid for note in notes.values() if note.orcid), "")
    if orcid and not orcid_is_right(orcid):
        log(ORCID_WRONG(first.place, orcid=orcid, name=first.printed))
    group = first.printed if is_group(first.printed) else ""
    return Contributor(
        names={} if group else _names(person),
        collective=group,
        degrees={language: note.degrees for language, note in notes.items() if note.degrees},
        roles={language: note.roles for language, note in notes.items() if note.roles},
        orcid=orcid,
        emails=tuple(dict.fromkeys(each for note in notes.values() for each in note.emails)),
        affiliations=tuple(_shelved(notes, shelf, first.place)),
        place=first.place,
    )


def _names(person: Mapping[str, _Author]) -> dict[str, Name]:
    """The person's name by language, the same wording once; one order where one tells it."""
    names: dict[str, Name] = {}
    for language, author in person.items():
        if all(author.name != replace(known, order=author.name.order) for known in names.values()):
            names[_script_language(author.printed, language)] = author.name
    return names


def _script_language(printed: str, language: str) -> str:
    """The front's language, unless the name is in another script than that language has."""
    cyrillic = any("\u0400" <= c <= "\u04ff" for c in printed)
    script = LANGUAGES[language].script if language in LANGUAGES else "Latin"
    if cyrillic == (script == "Cyrillic"):
        return language
    return "ru" if cyrillic else "en"


def _shelved(notes: Mapping[str, AuthorNote], shelf: _Shelf, place: Place) -> Iterable[str]:
    """Ids of the affiliations: those of the same rank in every language are one."""
    ranks = max(len(note.affiliations) for note in notes.values())
    for rank in range(ranks):
        texts = {language: note.affiliations[rank] for language, note in notes.items() if rank < len(note.affiliations)}
        yield shelf.put(texts, place)


def orcid_is_right(orcid: str) -> bool:
    """Whether the check character is right (ISO 7064 11,2; https://support.orcid.org)."""
    digits = orcid.replace("-", "")
    total = 0
    for digit in digits[:15]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return digits[15] == ("X" if check == 10 else str(check))
