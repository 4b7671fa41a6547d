r"""The front matter of LaTeX as it is printed: title, authors, affiliations, abstract, keywords.

Known are the commands of article with authblk, elsarticle, IEEEtran, REVTeX and llncs. Marks that join
authors to affiliations are superscripts, as these classes print them; affiliations that the class
numbers by itself are numbered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, field

from converter.languages import LANGUAGES
from converter.readers._latex_source import Command, commands, environment, rewrite

TITLE = "title"
HEADING = "heading"
PARAGRAPH = "paragraph"
Piece = tuple[str, str]
"""What a piece of the front is, and its source."""

_NAMES = (
    "title|subtitle|author|affil|affiliation|address|institute|institution|email|ead|keywords|date|pacs|"
    "corref|cortext|altaffiliation|titlerunning|authorrunning|shorttitle|shortauthors|orcid|received|accepted"
)
_DEFINING = "(?:re|provide)?newcommand"
_AFFILIATIONS = frozenset({"affil", "affiliation", "address", "institute", "institution", "altaffiliation"})
_SILENT = frozenset({"titlerunning", "authorrunning", "shorttitle", "shortauthors", "corref"})
_LINES = frozenset({"date", "received", "accepted", "pacs", "cortext", "orcid"})
_ABSTRACT = "abstract|Abstract"
_KEYWORDS = "keyword|keywords|IEEEkeywords"
_JOINT = re.compile(r"\\(?:and|And|AND)(?![A-Za-z])")
_BREAK = re.compile(r"\\\\(?:\[[^\]]{0,20}\])?|\\newline(?![A-Za-z])")
_SEPARATOR = re.compile(r"\s*\\(?:sep|and|textperiodcentered|cdot)(?![A-Za-z])\s*")
_SECTION = re.compile(r"\\(?:part|chapter|section)\*?\s*[\[{]")
_BABEL = re.compile(
    r"\\usepackage\s*\[([^\]]{1,200})\]\s*\{babel\}|\\(?:setmainlanguage|setdefaultlanguage)\s*\{(\w+)\}"
)
_MAIL = "email|ead"
_REFMARKS = r"inst|IEEEauthorrefmark|fnmsep|orcidID"
_FIELDS = re.compile(r"(?:^|,)\s*(?:organization|addressline|city|postcode|state|country)\s*=\s*")


class _People(Struct):
    """Authors and affiliations in the order of the source."""

    authors: list[tuple[str, str]] = field(default_factory=list)
    """Name and marks."""
    affiliations: list[tuple[str, str]] = field(default_factory=list)
    """Text and mark."""
    waiting: int = 0
    """Authors since the last affiliation."""


class Front(Struct):
    """The pieces of the front in their order, and the body without their commands."""

    pieces: list[Piece]
    body: str


def read_front(preamble: str, body: str) -> Front:
    """Take the front matter out of preamble and body."""
    language = language_of(preamble)
    preamble, body = (rewrite(each, _DEFINING, _redefined, 2) for each in (preamble, body))
    abstract, body = _take(body, _ABSTRACT)
    keywords, body = _take(body, _KEYWORDS)
    if not abstract:
        abstract = next((each.arguments[0] for each in commands(preamble + body, "abstract") if each.arguments), "")
        body = rewrite(body, "abstract", lambda each: "" if each.arguments else None)
    first = _SECTION.search(body)
    head = body[: first.start()] if first else body
    found = [*commands(preamble, _NAMES), *commands(head, _NAMES), *commands(abstract, "keywords")]
    abstract = rewrite(abstract, "keywords", lambda each: "")
    body = rewrite(head, _NAMES, lambda each: "") + body[len(head) :]
    pieces = [*_titles(found), *_people(found), *_lines(found)]
    if abstract.strip():
        pieces += [(HEADING, _label("abstract", language)), (PARAGRAPH, abstract)]
    keywords = keywords or next((each.arguments[0] for each in found if each.name == "keywords" and each.arguments), "")
    if keywords.strip():
        pieces.append(
            (PARAGRAPH, rf"\textbf{{{_label('keywords', language)}:}} {_SEPARATOR.sub('; ', keywords.strip())}")
        )
    return Front(pieces, re.sub(r"\\(?:begin|end)\{frontmatter\}|\\maketitle(?![A-Za-z])", "", body))


def _redefined(command: Command) -> str | None:
    """Nothing in place of a definition that gives a command of the front another meaning."""
    name = command.arguments[0].strip(" \\") if command.arguments else ""
    return "" if re.fullmatch(_NAMES, name) else None


def label_of(part: str, preamble: str) -> str:
    """The word that LaTeX prints for a part in the language of the document."""
    return _label(part, language_of(preamble))


def language_of(preamble: str) -> str:
    match = _BABEL.search(preamble)
    names = [name.strip().casefold() for name in (match[1] or match[2]).split(",")] if match else []
    known = {language.name.casefold(): code for code, language in LANGUAGES.items()}
    return next((known[name] for name in reversed(names) if name in known), "en")


def _label(part: str, language: str) -> str:
    labels = LANGUAGES[language].labels.get(part) or LANGUAGES["en"].labels[part]
    return labels[0][:1].upper() + labels[0][1:]


def _take(body: str, names: str) -> tuple[str, str]:
    """The inside of the first environment of these names, and the body without it."""
    found = environment(body, names)
    if found is None:
        return "", body
    _, start, inside, end, after = found
    return body[inside:end], body[:start] + body[after:]


def _titles(found: list[Command]) -> Iterator[Piece]:
    for each in found:
        if each.name in ("title", "subtitle") and each.arguments:
            yield (TITLE if each.name == "title" else PARAGRAPH), _BREAK.sub(" ", each.arguments[0])


def _lines(found: list[Command]) -> Iterator[Piece]:
    for each in found:
        if each.name in _LINES and each.arguments and each.arguments[0].strip() not in ("", r"\today"):
            yield PARAGRAPH, ("* " if each.name == "cortext" else "") + each.arguments[0]


def _people(found: list[Command]) -> Iterator[Piece]:
    """Authors and affiliations, then the addresses of those who have any."""
    people = _People()
    mails: list[tuple[str, str]] = []
    for each in found:
        if not each.arguments:
            continue
        if each.name == "author":
            _add_authors(people, each, mails)
        elif each.name in _AFFILIATIONS:
            mails += ((mail.arguments[0], "") for mail in commands(each.arguments[0], _MAIL) if mail.arguments)
            _add_affiliations(people, each)
        elif each.name in ("email", "ead"):
            mails.append((each.arguments[0], people.authors[-1][0] if people.authors else ""))
    if people.authors:
        yield PARAGRAPH, ", ".join(_raised(name, marks) for name, marks in people.authors)
    for text, mark in people.affiliations:
        yield PARAGRAPH, (rf"\textsuperscript{{{mark}}} " if mark else "") + text
    for mail, name in mails:
        yield PARAGRAPH, f"{mail} ({name})" if name and len(people.authors) > 1 else mail


def _raised(name: str, marks: str) -> str:
    return rf"{name}\textsuperscript{{{marks}}}" if marks else name


def _add_authors(people: _People, command: Command, mails: list[tuple[str, str]]) -> None:
    """The authors of one command; what stands in lines below a name is where the author works."""
    for part in _JOINT.split(_flattened(command.arguments[0], mails)):
        marks = [command.options[0]] if command.options and len(command.options[0]) <= 12 else []
        marks += (each.arguments[0] for each in commands(part, _REFMARKS) if each.arguments)
        corresponding = any(True for _ in commands(part, "corref|Letter"))
        part = rewrite(part, f"{_REFMARKS}|corref|ead|email|orcid", lambda each: "")
        name, *lines = (" ".join(line.split()) for line in _BREAK.split(part))
        if not name:
            continue
        people.authors.append((name, ",".join((*marks, *(["*"] if corresponding else [])))))
        people.waiting += 1
        affiliation = ", ".join(line for line in lines if line and "@" not in line)
        mails += ((line, name) for line in lines if "@" in line)
        if affiliation:
            _join(people, affiliation)


def _flattened(authors: str, mails: list[tuple[str, str]]) -> str:
    r"""IEEEtran's blocks as lines: names, then where they work."""
    authors = rewrite(authors, "IEEEauthorblockN", lambda each: each.arguments[0] if each.arguments else "")
    authors = rewrite(authors, "IEEEauthorblockA", lambda each: rf" \\ {each.arguments[0]}" if each.arguments else "")
    mails += ((each.arguments[0], "") for each in commands(authors, _MAIL) if each.arguments)
    return authors


def _add_affiliations(people: _People, command: Command) -> None:
    source = rewrite(command.arguments[0], _MAIL, lambda each: "")
    parts = [" ".join(_BREAK.sub(", ", each).split()) for each in _JOINT.split(source)]
    parts = [_FIELDS.sub(", ", part).strip(" ,") for part in parts]
    if command.options:
        people.affiliations += ((part, command.options[0]) for part in parts)
    elif command.name == "institute" and len(parts) > 1:
        people.affiliations += ((part, str(number)) for number, part in enumerate(parts, start=1))
    else:
        for part in parts:
            _join(people, part)
    people.waiting = 0


def _join(people: _People, affiliation: str) -> None:
    """An affiliation of the authors named since the one before it: both bear its number."""
    known = [text for text, _ in people.affiliations]
    if affiliation in known:
        mark = people.affiliations[known.index(affiliation)][1]
    else:
        mark = str(len(people.affiliations) + 1)
        people.affiliations.append((affiliation, mark))
    for at in range(len(people.authors) - people.waiting, len(people.authors)):
        name, marks = people.authors[at]
        people.authors[at] = (name, f"{marks},{mark}" if marks else mark)
    people.waiting = 0
