"""Contributors: by-lines, addresses and author notes of every language made into one list of people.

The same person stands in each front at the same rank; an ORCID or e-mail address decides where
the ranks differ. A name is only ever what was printed: nothing is transliterated into being.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from converter.article import Affiliation, BylineNote, Contributor, Name, Tagged
from converter.diagnostics import Kind, Log, Place, Severity
from converter.languages import LANGUAGES
from converter.recognition.addresses import Address
from converter.recognition.authors import Author, Rows
from converter.recognition.draft import Draft
from converter.recognition.fronts import Front
from converter.recognition.gathering import gather
from converter.recognition.heads import Head
from converter.recognition.names import fold, is_group

NO_AUTHORS = Kind("authors-missing", Severity.ERROR, "The by-line is missing or was not recognised.")
AUTHORS_DIFFER = Kind(
    "authors-differ",
    Severity.WARNING,
    "The languages name different numbers of authors: {counts}. They were paired by rank.",
)
ORCID_WRONG = Kind("orcid-checksum", Severity.WARNING, "The ORCID {orcid} of {name} has a wrong check digit.")
UNLINKED = Kind(
    "affiliation-unlinked", Severity.QUESTION, "Whose affiliation this is the by-line does not tell: {affiliation}."
)


class People(Struct, frozen=True):
    """The authors in print order, their affiliations, and the notes to the by-line."""

    contributors: tuple[Contributor, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    notes: tuple[BylineNote, ...] = ()


def find_contributors(
    log: Log, draft: Draft, fronts: Sequence[Front], heads: Sequence[Head], elsewhere: str = ""
) -> People:
    """The people of the article; claims by-lines, addresses, contacts and author notes.

    `elsewhere` is text in which the authors may stand in another form (running heads).
    """
    rows = gather(log, draft, fronts, heads, elsewhere)
    named = {language: row for language, row in rows.authors.items() if any(each.name for each in row)}
    if not named:
        log(NO_AUTHORS(Place(draft.blocks[0].place.file if draft.blocks else "")))
        shelf = _Shelf()
        _put_unlinked(log, rows, shelf)
        return People((), tuple(shelf.affiliations), tuple(rows.notes))
    _compare(log, named)
    people = _people(rows.authors, max(named, key=lambda language: len(named[language])))
    shelf = _Shelf()
    contributors = tuple(_contributor(log, person, shelf) for person in people)
    _put_unlinked(log, rows, shelf)
    return People(contributors, tuple(shelf.affiliations), tuple(rows.notes))


def _compare(log: Log, named: Mapping[str, list[Author]]) -> None:
    counts = {language: len(row) for language, row in named.items()}
    if len(set(counts.values())) > 1:
        told = ", ".join(f"{language} {count}" for language, count in counts.items())
        first = next(iter(named.values()))[0]
        log(AUTHORS_DIFFER(first.place, counts=told))


def _people(rows: Mapping[str, list[Author]], leading: str) -> list[dict[str, Author]]:
    """Rows of the same person, by language; the longest list leads."""
    people = [{leading: author} for author in rows[leading]]
    for language, row in rows.items():
        if language != leading:
            for rank, author in enumerate(row):
                _pair(people, author, rank, language)
    return people


def _pair(people: list[dict[str, Author]], author: Author, rank: int, language: str) -> None:
    """Put an author beside the same person: by name, by iD or e-mail, else by rank."""
    free = [person for person in people if language not in person]
    if not free:
        return
    beside = people[rank] if rank < len(people) and language not in people[rank] else free[-1]
    order = [beside, *(person for person in free if person is not beside)]
    found = next((person for person in order if any(_same_name(author, each) for each in person.values())), None)
    found = found or next((p for p in order if any(_same_address(author, each) for each in p.values())), None)
    (found or beside)[language] = author


def _same_name(one: Author, other: Author) -> bool:
    return fold(one.printed) == fold(other.printed)


def _same_address(one: Author, other: Author) -> bool:
    return bool((one.orcid and one.orcid == other.orcid) or set(one.emails) & set(other.emails))


class _Shelf(Struct):
    """Affiliations so far, each once."""

    affiliations: list[Affiliation] = field(default_factory=list)

    def put(self, texts: Mapping[str, Tagged], label: str, place: Place) -> str:
        key = {language: tagged.text for language, tagged in texts.items()}
        for each in self.affiliations:
            told = {language: tagged.text for language, tagged in each.texts.items()}
            if each.label == label and (told == key or _overlap(told, key)):
                return each.id
        made = Affiliation(f"aff{len(self.affiliations) + 1}", dict(texts), label, place)
        self.affiliations.append(made)
        return made.id


def _overlap(told: Mapping[str, str], key: Mapping[str, str]) -> bool:
    """Whether all that is told of an affiliation has been told before."""
    return bool(key) and all(told.get(language) == text for language, text in key.items())


def _contributor(log: Log, person: Mapping[str, Author], shelf: _Shelf) -> Contributor:
    first = next(iter(person.values()))
    told = list(person.values())
    orcid = next((each.orcid for each in told if each.orcid), "")
    if orcid and not orcid_is_right(orcid):
        log(ORCID_WRONG(first.place, orcid=orcid, name=first.printed))
    group = first.printed if is_group(first.printed) else ""
    return Contributor(
        names={} if group else _names(person),
        collective=group,
        degrees={language: tuple(each.degrees) for language, each in person.items() if each.degrees},
        roles={language: tuple(each.roles) for language, each in person.items() if each.roles},
        bios={language: tuple(each.bios) for language, each in person.items() if each.bios},
        orcid=orcid,
        emails=tuple(dict.fromkeys(email for each in told for email in each.emails)),
        affiliations=tuple(dict.fromkeys(_shelved(person, shelf, first.place))),
        corresponding=any(each.corresponding for each in told),
        equal=any(each.equal for each in told),
        notes=tuple(dict.fromkeys(note for each in told for note in each.notes)),
        place=first.place,
    )


def _names(person: Mapping[str, Author]) -> dict[str, Name]:
    """The person's name by language, the same wording once; one order where one tells it."""
    names: dict[str, Name] = {}
    printed: set[str] = set()
    for language, author in person.items():
        name = author.name
        if name is None or author.printed in printed:
            continue
        if all(name != replace(known, order=name.order) for known in names.values()):
            code = _script_language(author.printed, language)
            if code not in names or (code == language and not _is_turned(name, names[code])):
                names[code] = name
            printed.add(author.printed)
    return names


def _is_turned(name: Name, known: Name) -> bool:
    """Whether a name is one already told, with family and given name in each other's place."""
    return (name.family, name.given) == (known.given, known.family)


def _script_language(printed: str, language: str) -> str:
    """The front's language, unless the name is in another script than that language has."""
    cyrillic = any("\u0400" <= c <= "\u04ff" for c in printed)
    script = LANGUAGES[language].script if language in LANGUAGES else "Latin"
    if cyrillic == (script == "Cyrillic"):
        return language
    return "ru" if cyrillic else "en"


def _shelved(person: Mapping[str, Author], shelf: _Shelf, place: Place) -> Iterable[str]:
    """Ids of the affiliations: those of the same rank in every language are one."""
    ranks = max(len(each.addresses) for each in person.values())
    for rank in range(ranks):
        alike = {code: each.addresses[rank] for code, each in person.items() if rank < len(each.addresses)}
        yield shelf.put(_different(alike), _label(alike.values()), place)


def _different(alike: Mapping[str, Address]) -> dict[str, Tagged]:
    """The wordings of an affiliation by language; one printed twice stands where most of it is understood."""
    texts: dict[str, tuple[str, Tagged]] = {}
    for code, each in alike.items():
        known = texts.get(each.text.text)
        if known is None or len(each.text.fields) > len(known[1].fields):
            texts[each.text.text] = (known[0] if known else code, each.text)
    return dict(texts.values())


def _label(addresses: Iterable[Address]) -> str:
    return next((each.mark for each in addresses if each.mark), "")


def _put_unlinked(log: Log, rows: Rows, shelf: _Shelf) -> None:
    """Affiliations nobody is known to have: kept, and asked about."""
    for language, address, place in rows.loose:
        log(UNLINKED(place, affiliation=address.text.text))
        shelf.put({language: address.text}, address.mark, place)


def orcid_is_right(orcid: str) -> bool:
    """Whether the check character is right (ISO 7064 11,2; https://support.orcid.org)."""
    digits = orcid.replace("-", "")
    total = 0
    for digit in digits[:15]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return digits[15] == ("X" if check == 10 else str(check))
