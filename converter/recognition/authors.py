"""Authors as one language tells of them: by-line, addresses, contacts and notes put together.

An address belongs to whom bears its mark; without marks to those it stands below; an e-mail
to whose name it is like or stands behind. What is more than addresses stays a note as printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field

from converter.article import BylineNote, Name
from converter.diagnostics import Place
from converter.languages import Label, find_labels
from converter.manuscript import Block, Runs
from converter.recognition.addresses import Address, opening_mark, without_ids
from converter.recognition.marks import is_sign
from converter.recognition.mentions import EMAIL, ORCID, mentions, own_address, whose
from converter.recognition.names import words_of

_CONTACT_LABELS = frozenset({"correspondence", "email", "orcid", "phone"})
_CORRESPONDING = "correspondence"


class Author(Struct):
    """One author, gathered; `name` is None where a language has addresses but no by-line."""

    name: Name | None
    printed: str
    place: Place = field(default_factory=Place)
    marks: tuple[str, ...] = ()
    degrees: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    orcid: str = ""
    corresponding: bool = False
    equal: bool = False
    notes: list[str] = field(default_factory=list)
    bios: list[Runs] = field(default_factory=list)
    footnotes: tuple[str, ...] = ()
    """Keys of the footnotes that the name in the by-line leads to."""
    byline: int = -1
    """Index of the block of the by-line."""


class Rows(Struct):
    """The authors by language, the addresses nobody has, and the notes kept as printed."""

    authors: dict[str, list[Author]] = field(default_factory=dict)
    loose: list[tuple[str, Address, Place]] = field(default_factory=list)
    notes: list[BylineNote] = field(default_factory=list)

    def of(self, language: str) -> list[Author]:
        """The authors as named in that language, or in another where it names none."""
        if language in self.authors:
            return self.authors[language]
        return max(self.authors.values(), key=len, default=[])


def link_addresses(authors: Sequence[Author], lines: Sequence[tuple[int, Address]]) -> list[Address]:
    """Give every address to its authors; `lines` are (index of block, address). Returns the rest."""
    marked = {mark for author in authors for mark in author.marks}
    rest: list[Address] = []
    if not authors:
        return [address for _, address in lines]
    if any(address.mark in marked for _, address in lines if address.mark):
        rest = [address for _, address in lines if not _give_by_mark(authors, address)]
    elif lines:
        rest = _give_by_place(authors, lines)
    for _, address in lines:
        give_contacts(authors, " ".join((*address.emails, *address.orcids)), holders(authors, address))
    return rest


def say_once(authors: Sequence[Author], address: Address, language: str) -> Address:
    """The address as its authors have it from now on: without the iDs that are theirs."""
    bearers = holders(authors, address)
    if not address.orcids or not {author.orcid for author in bearers}.issuperset(address.orcids):
        return address
    shorter = without_ids(address, language)
    for author in bearers:
        author.addresses = [shorter if each == address else each for each in author.addresses]
    return shorter


def holders(authors: Sequence[Author], address: Address) -> list[Author]:
    """The authors who have the address."""
    return [author for author in authors if address in author.addresses]


def _give_by_mark(authors: Sequence[Author], address: Address) -> bool:
    found = [author for author in authors if address.mark and address.mark in author.marks]
    for author in found:
        author.addresses.append(address)
    return bool(found)


def _give_by_place(authors: Sequence[Author], lines: Sequence[tuple[int, Address]]) -> list[Address]:
    """Without marks: to the by-line above; in one by-line to each his own, or one to all."""
    bylines = sorted({author.byline for author in authors})
    addresses = [address for _, address in lines]
    if len(bylines) > 1:
        for index, address in lines:
            above = max((each for each in bylines if each < index), default=bylines[0])
            for author in authors:
                if author.byline == above:
                    author.addresses.append(address)
    elif len(addresses) == 1 or len(authors) == 1:
        for author in authors:
            author.addresses += addresses
    elif len(addresses) == len(authors):
        for author, address in zip(authors, addresses, strict=True):
            author.addresses.append(address)
    else:
        return addresses
    return []


def give_contacts(authors: Sequence[Author], text: str, among: Sequence[Author] | None = None) -> list[str]:
    """Give each e-mail address and iD of `text` to its author; returns those nobody owns.

    `among`: the authors whose line it is, where that is known.
    """
    people = list(among or authors)
    names = [author.name or Name(author.printed) for author in people]
    named = mentions(text, [author.printed for author in people])
    lost = _give_emails(people, names, text, named)
    found = list(ORCID.finditer(text))
    for number, match in enumerate(found):
        rank = own_address(text, match.start(), named)
        rank = rank if rank >= 0 else number if len(found) == len(people) else -1
        if rank < 0:
            lost.append(match[0])
        elif not people[rank].orcid:
            people[rank].orcid = match[1].upper().replace("Х", "X")
    return lost


def _give_emails(
    people: Sequence[Author], names: Sequence[Name], text: str, named: Sequence[tuple[int, int, int]]
) -> list[str]:
    found = list(EMAIL.finditer(text))
    lost = []
    for number, match in enumerate(found):
        email = match[0].rstrip(".")
        rank = whose(email.partition("@")[0], names)
        rank = rank if rank >= 0 else own_address(text, match.start(), named)
        if rank < 0 and (len(found) == len(people)):
            rank = number
        if rank < 0:
            rank = _only([i for i, author in enumerate(people) if author.corresponding and not author.emails])
        if rank < 0:
            lost.append(email)
        elif email not in people[rank].emails:
            people[rank].emails.append(email)
    return lost


def _only(ranks: Sequence[int]) -> int:
    return ranks[0] if len(ranks) == 1 else -1


def says_corresponding(text: str) -> bool:
    """Whether a line tells to whom to write."""
    low = text.casefold()
    return any(label.part == _CORRESPONDING for label in contact_labels(text)) or any(
        word in low for word in words_of("corresponding")
    )


def opens_with_contact(block: Block) -> bool:
    """Whether a line opens by telling to whom to write."""
    return any(label.part == _CORRESPONDING and label.start == 0 for label in contact_labels(block.text.lstrip()))


def contact_labels(text: str) -> tuple[Label, ...]:
    """The labels amid a line of contacts."""
    return find_labels(text, _CONTACT_LABELS)


def mark_corresponding(authors: Sequence[Author], block: Block, text: str) -> None:
    """Mark the authors a line of correspondence means: by its sign, by name, by their address."""
    mark, _ = opening_mark(block.runs)
    signed = [author for author in authors if mark in author.marks and is_sign(mark)]
    named = {rank for _, _, rank in mentions(text, [author.printed for author in authors])}
    by_name = [author for rank, author in enumerate(authors) if rank in named]
    emails = {match[0].rstrip(".") for match in EMAIL.finditer(text)}
    by_email = [author for author in authors if set(author.emails) & emails]
    everybody = list(authors) if len(authors) == 1 else []
    for author in by_name or signed or by_email or everybody:
        author.corresponding = True


def leftover(authors: Sequence[Author], text: str) -> str:
    """The words of a contact line beside names, addresses, labels and marks."""
    spans = [(start, end) for start, end, _ in mentions(text, [author.printed for author in authors])]
    spans += [match.span() for pattern in (EMAIL, ORCID) for match in pattern.finditer(text)]
    spans += [(label.start, label.end) for label in contact_labels(text)]
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    joiners = words_of("and")
    return " ".join(word for word in re.findall(r"[^\W_]{2,}", text) if word.casefold() not in joiners)
