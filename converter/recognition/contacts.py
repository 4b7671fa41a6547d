"""Contacts and notes to the by-line: how to write to the authors, and what a sign behind a name leads to.

Such lines stand amid the front matter, at the foot of a page or at the end of the text. What they
say of one author is taken; what is more than that stays a note, as printed.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from converter.article import BylineNote
from converter.diagnostics import Log
from converter.languages import detect
from converter.manuscript import Block, BlockKind
from converter.recognition.addresses import opening_mark
from converter.recognition.affiliations import is_institution
from converter.recognition.author_notes import AuthorNote, read_notes
from converter.recognition.authors import (
    Author,
    Rows,
    contact_labels,
    give_contacts,
    leftover,
    mark_corresponding,
    opens_with_contact,
    says_corresponding,
)
from converter.recognition.biographies import take_note
from converter.recognition.draft import Draft, became_markup
from converter.recognition.fronts import Front
from converter.recognition.heads import Head, is_contact
from converter.recognition.marks import is_sign
from converter.recognition.mentions import mentions
from converter.recognition.names import words_of
from converter.recognition.pieces import Piece
from converter.runs import cut, strip

_CONTACTS = frozenset({"correspondence", "email", "orcid", "phone"})
_KINDS = {"equal-contribution": "equal", "present-address": "present-address", "deceased": "deceased"}
_LONGEST = 1200
_NEAR = 4
"""An address stands at most so many lines below the name whose it is."""


def read_contacts(log: Log, draft: Draft, rows: Rows, front: Front, head: Head) -> None:
    """Lines of e-mail addresses, iDs and correspondence, and the notes to the by-line."""
    row = rows.of(front.language)
    pieces = [piece for piece in front.pieces if piece.part in _CONTACTS and piece.indices]
    free = [index for piece in pieces for index in piece.indices if not draft.owners[index]]
    free += [
        index
        for piece in front.pieces
        for index in piece.indices
        if piece.part == "author-notes" and not draft.owners[index] and opens_with_contact(draft.blocks[index])
    ]
    for index in sorted([*head.contacts, *head.footings, *free]):
        corresponding = says_corresponding(draft.blocks[index].text) or _labelled(pieces, index)
        _read(log, draft, rows, row, index, front.language, corresponding, footing=index in head.footings)


def _labelled(pieces: Sequence[Piece], index: int) -> bool:
    return any(piece.part == "correspondence" and index in piece.indices for piece in pieces)


def _read(
    log: Log,
    draft: Draft,
    rows: Rows,
    row: list[Author],
    index: int,
    language: str,
    corresponding: bool,
    footing: bool,
) -> None:
    """Give the addresses of a line to their authors; a line of more than those is kept as a note."""
    block = draft.blocks[index]
    text = block.text
    lost = give_contacts(row, text)
    lost = give_contacts(above, text) if lost and (above := _above(row, index)) else lost
    if corresponding:
        mark_corresponding(row, block, text)
        lost = give_contacts(row, text) if lost else lost
    if not row or lost or leftover(row, text) or (footing and not is_contact(text)):
        mark = opening_mark(block.runs)[0]
        _keep(draft, rows, [author for author in row if mark in author.marks], index, language, corresponding)
        return
    draft.claim([index], "author-notes")
    for label in contact_labels(text):
        log(became_markup(block.place, text[label.start : label.stop]))
    for start, end, rank in mentions(text, [author.printed for author in row]):
        if text[start:end] not in row[rank].printed:
            log(became_markup(block.place, text[start:end]))


def _above(row: Sequence[Author], index: int) -> list[Author]:
    """The one author whose name stands alone above the line, where names stand in several places."""
    places = sorted({author.byline for author in row})
    nearest = max((place for place in places if 0 <= place < index), default=-1)
    found = [author for author in row if author.byline == nearest]
    return found if len(places) > 1 and len(found) == 1 and index - nearest <= _NEAR else []


def _keep(draft: Draft, rows: Rows, bearers: Sequence[Author], index: int, language: str, corresponding: bool) -> None:
    """A note to the by-line, kept as printed, and linked to those who bear its mark."""
    block = draft.claim([index], "byline-notes")[0]
    mark, behind = (block.label, 0) if block.kind is BlockKind.NOTE else opening_mark(block.runs)
    kind = "corresp" if corresponding else _kind_of(block.text)
    key = f"n{len(rows.notes) + 1}"
    spoken = detect(block.text, {language, *rows.authors}) or language
    rows.notes.append(BylineNote(key, kind, strip(cut(block.runs, behind)), mark, spoken, block.place))
    for author in bearers:
        author.notes.append(key)
        author.equal = author.equal or kind == "equal"


def _kind_of(text: str) -> str:
    low = text.casefold()
    return next((kind for role, kind in _KINDS.items() if any(word in low for word in words_of(role))), "")


def read_led_to(log: Log, draft: Draft, rows: Rows, heads: Sequence[Head], elsewhere: str) -> None:
    """What marks behind the names lead to, elsewhere than in the front matter: footnotes, lines with a sign."""
    told = {opening_mark(draft.blocks[index].runs)[0] for head in heads for index in head.below}
    for language, row in rows.authors.items():
        for index, block in list(draft.free()):
            bearers = [author for author in row if _leads_to(author, block, told)]
            if bearers:
                _take(log, draft, rows, bearers, index, language, elsewhere)


def _leads_to(author: Author, block: Block, told: set[str]) -> bool:
    """Whether a mark of the author leads to the block: a footnote's, or a sign that no line of the front opens with."""
    if block.kind is BlockKind.NOTE:
        return (block.target or block.label) in author.footnotes
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or len(block.text) > _LONGEST:
        return False
    mark = opening_mark(block.runs)[0]
    return is_sign(mark) and mark in author.marks and mark not in told and _tells_of_somebody(block, author)


def _tells_of_somebody(block: Block, author: Author) -> bool:
    """Whether a line says more of a person than a note to a table does."""
    (note,) = read_notes(cut(block.runs, opening_mark(block.runs)[1]), [], "")
    return bool(note.emails or note.orcid or note.degrees or note.roles) or says_corresponding(block.text)


def _take(
    log: Log, draft: Draft, rows: Rows, bearers: Sequence[Author], index: int, language: str, elsewhere: str
) -> None:
    """Take what a note says of its one bearer, or keep it as a note of all."""
    block = draft.blocks[index]
    behind = 0 if block.kind is BlockKind.NOTE else opening_mark(block.runs)[1]
    runs = cut(block.runs, behind)
    (note,) = read_notes(runs, [], language)
    if says_corresponding(block.text):
        _read(log, draft, rows, list(bearers), index, language, corresponding=True, footing=False)
    elif len(bearers) == 1 and _is_biography(note):
        draft.claim([index], "author-notes")
        log(became_markup(block.place, block.label if block.kind is BlockKind.NOTE else block.text[:behind]))
        take_note(log, bearers[0], replace(note, name=""), block.place, elsewhere)
    else:
        give_contacts(bearers, block.text)
        _keep(draft, rows, bearers, index, language, corresponding=False)


def _is_biography(note: AuthorNote) -> bool:
    """Whether a note is degrees, posts, institutions and addresses and nothing else."""
    said = note.degrees or note.roles or note.affiliations
    return bool(said) and all(is_institution(each.text) or _has_place(each.fields) for each in note.affiliations)


def _has_place(fields: Sequence[object]) -> bool:
    return any(getattr(field, "name", "") == "country" for field in fields)
