"""Biographies: what pieces and lines say of each author behind the name, given to whom it tells of.

Degrees, posts, affiliations and addresses; where no by-line names the authors, these lines do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from converter.article import Name
from converter.diagnostics import Kind, Log, Place, Severity
from converter.languages import detect
from converter.manuscript import Run, Runs
from converter.patterns import regex
from converter.recognition.addresses import Address
from converter.recognition.author_notes import AuthorNote, read_notes
from converter.recognition.authors import Author, Rows, opens_with_contact, says_corresponding
from converter.recognition.bylines import is_byline
from converter.recognition.draft import Draft, became_markup
from converter.recognition.fronts import Front
from converter.recognition.heads import Head
from converter.recognition.mentions import find_name
from converter.recognition.names import parse_name
from converter.recognition.pieces import Piece

COMPLETED = Kind(
    "name-completed", Severity.NOTE, "The by-line has initials; the name was taken from where it is in full: {name}."
)

_LONGEST_NAME = 60
_NAME_END = regex(r"[,;(\n]|\s[—–-]\s")


def read_posts(log: Log, draft: Draft, rows: Rows, front: Front, head: Head, elsewhere: str) -> None:
    """Degrees and posts, perhaps with where they are held, in a line of their own: those of whom they stand below."""
    row = rows.authors.get(front.language, [])
    for index in head.posts:
        above = max((author.byline for author in row if author.byline < index), default=-1)
        bearers = [author for author in row if author.byline == above]
        if not bearers:
            continue
        block = draft.claim([index], "author-notes")[0]
        for note in read_notes(block.runs, [], front.language):
            take_note(log, bearers[-1], note, block.place, elsewhere)


def read_signed(log: Log, draft: Draft, rows: Rows, front: Front, head: Head, elsewhere: str) -> None:
    """Lines that name an author and say who that is; they make the by-line where there is none."""
    row = rows.authors.get(front.language, [])
    for index in head.notes:
        block = draft.claim([index], "author-notes")[0]
        name = _opening_name(block.text)
        author = next((each for each in row if find_name(name, each.printed)), None)
        name = author.printed if author and len(name) > _LONGEST_NAME else name
        if author is None:
            author = Author(parse_name(name, elsewhere, front.language), name, block.place, byline=index)
            row = rows.authors.setdefault(front.language, [])
            row.append(author)
        for note in read_notes(block.runs, [name], front.language):
            take_note(log, author, note, block.place, elsewhere)


def _opening_name(text: str) -> str:
    """What stands before the first comma, bracket or dash."""
    return _NAME_END.split(text.strip(), maxsplit=1)[0].strip()


def read_author_notes(log: Log, draft: Draft, rows: Rows, front: Front, elsewhere: str) -> None:
    """Author notes of a front, given to its authors, or naming them where no by-line does.

    A piece of which more than its label would be lost, as it tells of nobody known, is left.
    """
    pieces = [piece for piece in front.pieces if piece.part == "author-notes" and piece.blocks]
    for language in dict.fromkeys(_language(piece, rows, front) for piece in pieces):
        spoken = [piece for piece in pieces if _language(piece, rows, front) == language]
        row = rows.authors.get(language, [])
        notes = [note for piece in spoken for note in _notes_of(piece, [author.printed for author in row], language)]
        if not row:
            place = spoken[0].blocks[0].place
            row = [Author(parse_name(n.name, elsewhere, language), n.name, place) for n in notes if n.name]
        given = list(_given(notes, row))
        if not row or len({id(note) for _, note in given}) < len(notes):
            continue
        rows.authors[language] = row
        _claim(log, draft, spoken)
        for author, note in given:
            take_note(log, author, note, spoken[0].blocks[0].place, elsewhere)


def _language(piece: Piece, rows: Rows, front: Front) -> str:
    """The language of a piece: that of its front, unless its label speaks another and its words do not speak this."""
    spoken = detect(piece.text, {front.language, *rows.authors})
    named = next((code for code in piece.languages if code in rows.authors), piece.language)
    foreign = front.language not in piece.languages and named in rows.authors and spoken != front.language
    return spoken if spoken == piece.language else named if foreign else front.language


def _claim(log: Log, draft: Draft, pieces: Sequence[Piece]) -> None:
    for piece in pieces:
        label, *behind = piece.indices
        draft.claim([label, *(i for i in behind if not opens_with_contact(draft.blocks[i]))], "author-notes")
        log(became_markup(piece.blocks[0].place, piece.label))


def _notes_of(piece: Piece, names: list[str], language: str) -> tuple[AuthorNote, ...]:
    told = [block for block in piece.blocks if not opens_with_contact(block)]
    runs: Runs = tuple(run for block in told for run in (*block.runs, Run("\n")))
    return read_notes(runs, names or _names_in(piece), language)


def _names_in(piece: Piece) -> list[str]:
    """Names with which the paragraphs of a note begin, where no by-line gives them."""
    first = (_opening_name(block.text) for block in piece.blocks)
    return [name for name in first if is_byline((Run(name),))]


def _given(notes: Sequence[AuthorNote], row: Sequence[Author]) -> Iterator[tuple[Author, AuthorNote]]:
    """Each author with the note that is theirs: it names them; of one author; or of the same rank."""
    left = list(notes)
    for rank, author in enumerate(row):
        named = next((note for note in left if note.name and find_name(note.name, author.printed)), None)
        nameless = [note for note in notes if not note.name]
        if named:
            left.remove(named)
            yield author, named
        elif len(row) == 1 and left:
            yield author, left[0]
        elif len(nameless) == len(row):
            yield author, nameless[rank]


def take_note(log: Log, author: Author, note: AuthorNote, place: Place, elsewhere: str) -> None:
    """Give an author what a note says of them."""
    note = _in_all_its_words(author, note)
    if (fuller := _fuller(author, note.name, elsewhere)) and author.name:
        log(COMPLETED(place, before=author.printed, after=note.name, name=note.name))
        author.name = fuller
    author.degrees += note.degrees
    author.roles += note.roles
    author.bios += [note.prose] if note.prose else []
    author.addresses += [each for each in map(Address, note.affiliations) if not _is_told(author, each)]
    author.emails += [email for email in note.emails if email not in author.emails]
    author.orcid = author.orcid or note.orcid
    author.corresponding = author.corresponding or any(says_corresponding(words) for words in note.dropped)
    for words in note.dropped:
        log(became_markup(place, words))


def _in_all_its_words(author: Author, note: AuthorNote) -> AuthorNote:
    """The note with the post and where it is held as one, where the affiliation is known without it."""
    known = author.addresses and all(_is_told(author, Address(each)) for each in note.beyond)
    if not note.post or not known:
        return note
    dropped = tuple(words for words in note.dropped if words != note.joining)
    return replace(note, roles=(*note.roles[: note.held], note.post), affiliations=(), dropped=dropped)


def _is_told(author: Author, address: Address) -> bool:
    """Whether an address of the author says all that this one does."""
    told = _words(address.text.text)
    return any(told <= _words(each.text.text) for each in author.addresses)


def _words(text: str) -> set[str]:
    """The words of a text, without case."""
    return set(re.findall(r"\w+", text.casefold()))


def _fuller(author: Author, noted: str, elsewhere: str) -> Name | None:
    """The name as the note gives it, where that spells more of it than the by-line's initials."""
    if not noted or author.name is None or "." not in author.name.given:
        return None
    fuller = parse_name(noted, f"{author.printed}; {elsewhere}")
    return fuller if _spelt(fuller.given) > _spelt(author.name.given) else None


def _spelt(given: str) -> int:
    """How many of the given names are more than initials."""
    return sum(len(word) > 1 and "." not in word for word in given.split())
