"""Gathering: the rows of authors, one in each language, from all that the fronts say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from converter.article import BylineNote, Name
from converter.diagnostics import Diagnostic, Log, Place
from converter.manuscript import Block, Run, Runs
from converter.recognition.addresses import Address, opening_mark, read_addresses
from converter.recognition.author_notes import AuthorNote, read_notes
from converter.recognition.authors import (
    Author,
    contact_labels,
    folded_notes,
    give_contacts,
    leftover,
    link_addresses,
    mark_corresponding,
    say_once,
    says_corresponding,
)
from converter.recognition.bylines import Signature, is_byline, read_byline
from converter.recognition.draft import BECAME_MARKUP, Draft, became_markup
from converter.recognition.fronts import Front, Piece
from converter.recognition.heads import Head, is_contact
from converter.recognition.mentions import find_name
from converter.recognition.names import custom_of, parse_name, words_of
from converter.runs import cut, strip

_CONTACTS = frozenset({"correspondence", "email", "orcid", "phone"})
_NOTES = {"equal-contribution": "equal", "present-address": "present-address", "deceased": "deceased"}


class Rows(Struct):
    """The authors by language, the addresses nobody has, and the notes kept as printed."""

    authors: dict[str, list[Author]] = field(default_factory=dict)
    loose: list[tuple[str, Address, Place]] = field(default_factory=list)
    notes: list[BylineNote] = field(default_factory=list)


def gather(log: Log, draft: Draft, fronts: Sequence[Front], heads: Sequence[Head], elsewhere: str) -> Rows:
    """Everything the fronts say of the authors; claims the blocks that say it."""
    rows = Rows()
    said = "\n".join([elsewhere, *(p.text for front in fronts for p in front.pieces if p.part == "citation")])
    pairs = [(front, head) for front, head in zip(fronts, heads, strict=True)]
    for front, head in pairs:
        _read_bylines(log, draft, rows, front, head, said)
        _read_posts(log, draft, rows, front, head)
        _read_signed(log, draft, rows, front, head, said)
    nameless = [front for front in fronts if not rows.authors]
    for front in nameless:
        _read_author_notes(log, draft, rows, front, said)
    for front, head in pairs:
        _read_addresses(log, draft, rows, front, head)
    for front in fronts if not nameless else ():
        _read_author_notes(log, draft, rows, front, said)
    _rename(rows, said)
    for front, head in pairs:
        _read_contacts(log, draft, rows, front, head)
    return rows


def _rename(rows: Rows, elsewhere: str) -> None:
    """Read the names again by the custom of the country in which an author works."""
    for language, row in rows.authors.items():
        for author in row:
            codes = [f.normal for each in author.addresses for f in each.text.fields if f.name == "country"]
            custom = next(filter(None, map(custom_of, codes)), "")
            by_language = parse_name(author.printed, elsewhere, language)
            if custom and custom != language and author.name == by_language:
                author.name = parse_name(author.printed, elsewhere, custom)


def _row(rows: Rows, language: str) -> list[Author]:
    """The authors as named in that language, or in another where it names none."""
    if language in rows.authors:
        return rows.authors[language]
    return max(rows.authors.values(), key=len, default=[])


def _read_bylines(log: Log, draft: Draft, rows: Rows, front: Front, head: Head, elsewhere: str) -> None:
    row: list[Author] = []
    for index in head.bylines:
        block = draft.claim([index], "bylines")[0]
        for signature in read_byline(block.runs, front.language):
            row.append(_author(signature, block, index, front.language, elsewhere))
            if signature.printed_marks:
                log(_marks_became_markup(block, signature))
    known = [author.printed for author in rows.authors.get(front.language, ())]
    fresh = [author for author in row if author.printed not in known] if known else row
    if fresh:
        rows.authors.setdefault(front.language, []).extend(fresh)


def _author(signature: Signature, block: Block, index: int, language: str, elsewhere: str) -> Author:
    name = parse_name(signature.name, elsewhere, language)
    author = Author(name, signature.name, block.place, signature.marks, list(signature.degrees), byline=index)
    author.emails += [signature.email] if signature.email else []
    author.orcid = signature.orcid
    return author


def _marks_became_markup(block: Block, signature: Signature) -> Diagnostic:
    """The note that marks behind a name are links now; the word they were glued to is named."""
    last = signature.name.rsplit(None, 1)[-1]
    marks = signature.printed_marks
    return BECAME_MARKUP(block.place, before=last + marks, after=last, words=marks)


def _read_posts(log: Log, draft: Draft, rows: Rows, front: Front, head: Head) -> None:
    """Degrees and posts in a line of their own: those of whom they stand below."""
    row = rows.authors.get(front.language, [])
    for index in head.posts:
        above = max((author.byline for author in row if author.byline < index), default=-1)
        bearers = [author for author in row if author.byline == above]
        if not bearers:
            continue
        block = draft.claim([index], "author-notes")[0]
        for note in read_notes(block.runs, [], front.language):
            bearers[-1].degrees += note.degrees
            bearers[-1].roles += note.roles


def _read_signed(log: Log, draft: Draft, rows: Rows, front: Front, head: Head, elsewhere: str) -> None:
    """Lines that name an author and say who that is; they make the by-line where there is none."""
    row = rows.authors.get(front.language, [])
    for index in head.notes:
        block = draft.claim([index], "author-notes")[0]
        name = re.split(r"[,;(]|\s[—–-]\s", block.text.strip(), maxsplit=1)[0].strip()
        author = next((each for each in row if find_name(name, each.printed)), None)
        if author is None:
            author = Author(parse_name(name, elsewhere, front.language), name, block.place, byline=index)
            row = rows.authors.setdefault(front.language, [])
            row.append(author)
        for note in read_notes(block.runs, [name], front.language):
            _take_note(author, note, elsewhere)
            for words in note.dropped:
                log(became_markup(block.place, words))


def _read_author_notes(log: Log, draft: Draft, rows: Rows, front: Front, elsewhere: str) -> None:
    """Author notes of a front, given to its authors, or naming them where no by-line does."""
    pieces = [piece for piece in front.pieces if piece.part == "author-notes"]
    row = rows.authors.get(front.language, [])
    notes: list[AuthorNote] = []
    for piece in pieces:
        notes += _notes_of(log, draft, piece, [author.printed for author in row], front.language)
    if not row and pieces:
        place = pieces[0].blocks[0].place if pieces[0].blocks else Place()
        row = [Author(parse_name(n.name, elsewhere, front.language), n.name, place) for n in notes if n.name]
        if row:
            rows.authors[front.language] = row
    left = list(notes)
    for rank, author in enumerate(row):
        _take_note(author, _note_for(left, author.printed, rank, len(row)), elsewhere)


def _take_note(author: Author, note: AuthorNote, elsewhere: str) -> None:
    author.name = _fullest(author, note.name, elsewhere)
    author.degrees += note.degrees
    author.roles += note.roles
    author.addresses += [each for each in folded_notes(note.affiliations) if not _is_told(author, each)]
    author.emails += [email for email in note.emails if email not in author.emails]
    author.orcid = author.orcid or note.orcid
    author.corresponding = author.corresponding or any(says_corresponding(words) for words in note.dropped)


def _is_told(author: Author, address: Address) -> bool:
    """Whether an address of the author says all that this one does."""
    told = _words(address.text.text)
    return any(told <= _words(each.text.text) for each in author.addresses)


def _words(text: str) -> set[str]:
    """The words of a text, without case."""
    return set(re.findall(r"\w+", text.casefold()))


def _fullest(author: Author, noted: str, elsewhere: str) -> Name | None:
    """The name of the by-line, or of the note where that gives more of it than initials."""
    known = author.name
    if not noted or known is None:
        return known
    fuller = parse_name(noted, elsewhere)
    return fuller if "." in known.given and "." not in fuller.given and fuller.given else known


def _notes_of(log: Log, draft: Draft, piece: Piece, names: list[str], language: str) -> tuple[AuthorNote, ...]:
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
    return [name for name in first if is_byline((Run(name),))]


def _note_for(left: list[AuthorNote], name: str, rank: int, count: int) -> AuthorNote:
    """The note that names the author, taken; the only one of an only author; the one of the same rank."""
    for note in left:
        if note.name and find_name(note.name, name):
            left.remove(note)
            return note
    nameless = [note for note in left if not note.name]
    if count == 1 and left:
        return left[0]
    return nameless[rank] if len(nameless) == count else AuthorNote()


def _read_addresses(log: Log, draft: Draft, rows: Rows, front: Front, head: Head) -> None:
    """Addresses of a front, given to its authors."""
    row = _row(rows, front.language)
    marks = {mark for author in row for mark in author.marks}
    lines = [
        (index, block, address)
        for index, block in _address_blocks(log, draft, front, head)
        for address in read_addresses(block.runs, front.language, marks, block.label)
    ]
    if lines and row and front.language not in rows.authors:
        row = rows.authors[front.language] = [Author(None, a.printed, a.place, a.marks) for a in row]
    rest = link_addresses(row, [(index, address) for index, _, address in lines])
    for _, block, address in lines:
        _tell_address(log, block, say_once(row, address, front.language))
    rows.loose += [(front.language, address, draft.blocks[head.title].place) for address in rest]


def _address_blocks(log: Log, draft: Draft, front: Front, head: Head) -> Iterator[tuple[int, Block]]:
    for index in head.addresses:
        yield index, draft.claim([index], "author-notes")[0]
    for piece in front.pieces:
        if piece.part == "affiliations" and piece.blocks:
            draft.claim(piece.indices, "author-notes")
            log(became_markup(piece.blocks[0].place, piece.label))
            yield from ((piece.indices[0], block) for block in piece.blocks)


def _tell_address(log: Log, block: Block, address: Address) -> None:
    for words in address.dropped:
        log(became_markup(block.place, words))
    if address.printed:
        first = "".join(address.text.text.split(maxsplit=1)[:1])
        before, after = f"{address.printed}{first}", f"{address.mark} {first}"
        if before != after:
            log(BECAME_MARKUP(block.place, before=before, after=after, words=address.printed.strip()))


def _read_contacts(log: Log, draft: Draft, rows: Rows, front: Front, head: Head) -> None:
    """Lines of e-mail addresses, iDs and correspondence, and the notes to the by-line."""
    row = _row(rows, front.language)
    pieces = [piece for piece in front.pieces if piece.part in _CONTACTS and piece.indices]
    free = [index for piece in pieces for index in piece.indices if not draft.owners[index]]
    for index in sorted([*head.contacts, *head.footings, *free]):
        block = draft.blocks[index]
        text = block.text
        corresponding = says_corresponding(text) or _labelled(pieces, index)
        lost = give_contacts(row, text)
        if corresponding:
            mark_corresponding(row, block, text)
            lost = give_contacts(row, text) if lost else lost
        if not row or lost or leftover(row, text) or (index in head.footings and not is_contact(text)):
            _keep_note(draft, rows, row, index, front.language, corresponding)
            continue
        draft.claim([index], "author-notes")
        for label in contact_labels(text):
            log(became_markup(block.place, text[label.start : label.stop]))


def _labelled(pieces: Sequence[Piece], index: int) -> bool:
    return any(piece.part == "correspondence" and index in piece.indices for piece in pieces)


def _keep_note(draft: Draft, rows: Rows, row: list[Author], index: int, language: str, corresponding: bool) -> None:
    """A note to the by-line, kept as printed; its sign links it to those who bear it."""
    block = draft.claim([index], "byline-notes")[0]
    mark, behind = opening_mark(block.runs)
    kind = "corresp" if corresponding else _note_kind(block.text)
    key = f"n{len(rows.notes) + 1}"
    rows.notes.append(BylineNote(key, kind, strip(cut(block.runs, behind)), mark, language, block.place))
    bearers = [author for author in row if mark and mark in author.marks]
    for author in bearers:
        author.notes.append(key)
        author.equal = author.equal or kind == "equal"


def _note_kind(text: str) -> str:
    low = text.casefold()
    return next((kind for role, kind in _NOTES.items() if any(word in low for word in words_of(role))), "")
