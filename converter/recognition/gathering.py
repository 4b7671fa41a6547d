"""Gathering: the rows of authors, one in each language, from all that the fronts say of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec.structs import replace

from converter.diagnostics import Log
from converter.manuscript import Block, Run
from converter.recognition.addresses import Address, is_address, opening_mark, read_addresses
from converter.recognition.affiliations import goes_on
from converter.recognition.authors import (
    Author,
    Rows,
    holders,
    link_addresses,
    say_once,
)
from converter.recognition.biographies import read_author_notes, read_posts, read_signed
from converter.recognition.bylines import Signature, read_byline
from converter.recognition.contacts import read_contacts, read_led_to
from converter.recognition.draft import BECAME_MARKUP, Draft, became_markup
from converter.recognition.fronts import Front
from converter.recognition.heads import Head
from converter.recognition.names import custom_of, parse_name
from converter.recognition.pieces import Piece


def gather(log: Log, draft: Draft, fronts: Sequence[Front], heads: Sequence[Head], elsewhere: str) -> Rows:
    """Everything the fronts say of the authors; claims the blocks that say it."""
    rows = Rows()
    said = "\n".join([elsewhere, *(p.text for front in fronts for p in front.pieces if p.part == "citation")])
    pairs = [(front, head) for front, head in zip(fronts, heads, strict=True)]
    for front, head in pairs:
        _read_bylines(log, draft, rows, front, head, said)
        read_posts(log, draft, rows, front, head, said)
        read_signed(log, draft, rows, front, head, said)
    nameless = [front for front in fronts if not rows.authors]
    for front in nameless:
        read_author_notes(log, draft, rows, front, said)
    for front, head in pairs:
        _read_addresses(log, draft, rows, front, head)
    for front in fronts if not nameless else ():
        read_author_notes(log, draft, rows, front, said)
    _rename(rows, said)
    for front, head in pairs:
        read_contacts(log, draft, rows, front, head)
    read_led_to(log, draft, rows, heads, said)
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


def _read_bylines(log: Log, draft: Draft, rows: Rows, front: Front, head: Head, elsewhere: str) -> None:
    row: list[Author] = []
    for index in head.bylines:
        block = draft.claim([index], "bylines")[0]
        for signature in read_byline(block.runs, front.language):
            row.append(_author(signature, block, index, front.language, elsewhere))
            if signature.dropped:
                log(became_markup(block.place, signature.dropped))
            for words in signature.labels:
                log(became_markup(block.place, words))
            for word, marks in signature.raised:
                log(BECAME_MARKUP(block.place, before=word + marks, after=word, words=marks))
    known = [author.printed for author in rows.authors.get(front.language, ())]
    fresh = [author for author in row if author.printed not in known] if known else row
    if fresh:
        rows.authors.setdefault(front.language, []).extend(fresh)


def _author(signature: Signature, block: Block, index: int, language: str, elsewhere: str) -> Author:
    name = parse_name(signature.name, elsewhere, language)
    author = Author(name, signature.name, block.place, signature.marks, list(signature.degrees), byline=index)
    author.emails += [signature.email] if signature.email else []
    author.orcid = signature.orcid
    author.footnotes = signature.footnotes
    return author


def _read_addresses(log: Log, draft: Draft, rows: Rows, front: Front, head: Head) -> None:
    """Addresses of a front, given to its authors."""
    row = rows.of(front.language)
    marks = {mark for author in row for mark in author.marks}
    lines = [
        (index, block, address)
        for index, block in _address_blocks(log, draft, front, head, marks)
        for address in read_addresses(block.runs, front.language, marks, block.label)
    ]
    if lines and row and front.language not in rows.authors:
        row = rows.authors[front.language] = [Author(None, a.printed, a.place, a.marks) for a in row]
    rest = link_addresses(row, [(index, address) for index, _, address in lines])
    for _, _, address in lines:
        for bearer in holders(row, address):
            bearer.degrees += address.degrees
            bearer.roles += address.roles
    for _, block, address in lines:
        _tell_address(log, block, say_once(row, address, front.language))
    rows.loose += [(front.language, address, draft.blocks[head.title].place) for address in rest]


def _address_blocks(
    log: Log, draft: Draft, front: Front, head: Head, marks: Collection[str]
) -> Iterator[tuple[int, Block]]:
    for index in head.addresses:
        if not draft.owners[index]:
            block = draft.claim([index], "author-notes")[0]
            yield index, _with_place(draft, head, index + 1, block)
    for piece in front.pieces:
        listed = piece.part == "affiliations" or (piece.part == "author-notes" and _lists_addresses(piece, marks))
        if listed and piece.blocks and not any(draft.owners[index] for index in piece.indices):
            draft.claim(piece.indices, "author-notes")
            log(became_markup(piece.blocks[0].place, piece.label))
            yield from ((piece.indices[0], block) for block in piece.blocks)


def _lists_addresses(piece: Piece, marks: Collection[str]) -> bool:
    """Whether all lines of a part on the authors are addresses with the marks that stand behind their names."""
    return all(opening_mark(b.runs)[0] in marks and is_address(b.runs, marks, b.label) for b in piece.blocks)


def _with_place(draft: Draft, head: Head, below: int, block: Block) -> Block:
    """An address with the city and country that stand in the line below it."""
    if below not in head.addresses or not goes_on(draft.blocks[below].text):
        return block
    (place,) = draft.claim([below], "author-notes")
    return replace(block, runs=(*block.runs, Run(", "), *place.runs))


def _tell_address(log: Log, block: Block, address: Address) -> None:
    for words in address.dropped:
        log(became_markup(block.place, words))
    if address.printed:
        first = "".join(address.text.text.split(maxsplit=1)[:1])
        before, after = f"{address.printed}{first}", f"{address.mark} {first}"
        if before != after:
            log(BECAME_MARKUP(block.place, before=before, after=after, words=address.printed.strip()))
