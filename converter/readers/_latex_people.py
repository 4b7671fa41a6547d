r"""Authors and affiliations of LaTeX as they are printed, for the command families of the journals' classes.

Known are authblk, elsarticle and cas, IEEEtran, REVTeX and AASTeX, llncs, acmart, amsart, sn-jnl and the
classes with `\fnm` and `\orgname`, Copernicus, LIPIcs, JMLR and interact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from converter.patterns import regex
from converter.readers._latex_source import Command, commands, rewrite

AUTHORS = "author|Author|authors|AUTHOR|AUTHORS|SetAuthors|authorsnames|autor|autores"
AFFILIATIONS = (
    "affil|affiliation|affiliations|address|institute|institution|altaffiliation|altaffil"
    "|additionalaffiliation|curraddr|authoraddr|addresses|authorsaffiliations"
)
MAILS = "email|ead|Email|mail"
ORCIDS = "orcid|orcidlink|ORCID|orcidID|orcidicon"
NOTES = "authornote"
NAMES = f"{AUTHORS}|{AFFILIATIONS}|{MAILS}|{ORCIDS}|{NOTES}"

_JOINT = regex(r"\\(?:and|And|AND)(?![A-Za-z])")
BREAK = regex(r"\\\\(?:\[[^\]]{0,20}\])?|\\newline(?![A-Za-z])")
_NAME_PARTS = (
    "fnm|sur|spfx|pfx|sfx|tanm|dgr|degs|name|Name|surname|snm|givenname|inits|firstname|lastname|IEEEauthorblockN"
)
_MARKS = "inst|refaddr|IEEEauthorrefmark|fnmsep|affilnum|authormark|authorrefmark|altaffilmark"
_CORRESPONDING = "corref|cormark|Letter|corrauth|corraut|envelope"
_UNSAID = "nametag|samethanks|authornotemark|fnref|tnoteref|footnotemark|addr|textsuperscript(?=\\{\\})"
_PARTS = (
    "orgdiv|orgname|orgaddress|street|streetaddress|city|postcode|state|country|institution|department|position"
    "|institute|addressline|organization|region|postal|postalcode|addr"
)
_FIELDS = regex(r"(?:^|,)\s*[a-z]{4,15}\s*=\s*(?=\{)")
_SUPERSCRIPT = regex(r"(?:\{\})?\$\s*\{?\}?\^\s*(?:\{([^{}$]{1,40})\}|(\\[a-z]{2,10}|[^\s{}$]))\s*\$")
_SIGNS = {r"\ast": "*", r"\star": "*", r"\dagger": "†", r"\dag": "†", r"\ddagger": "‡", r"\ddag": "‡", r"\S": "§"}
_SIGN = regex(r"\\(?:ast|star|ddagger|dagger|ddag|dag|S)(?![A-Za-z])")
_ORCID = regex(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
_COMMAS = regex(r"\s*,(?:\s*,)+")
_LONGEST_MARK = 12
_MANY = 5


class _People(Struct):
    """Authors and affiliations in the order of the source."""

    authors: list[tuple[str, list[str]]] = field(default_factory=list)
    """Name and marks."""
    affiliations: list[tuple[str, str]] = field(default_factory=list)
    """Text and mark."""
    contacts: list[tuple[str, str]] = field(default_factory=list)
    """What reaches an author, and the name, "" where it is not said whose it is."""
    waiting: int = 0
    """Authors that the next affiliation is of."""
    joined: bool = False
    """They have one already."""


def print_people(found: Iterable[Command]) -> Iterator[str]:
    """The paragraphs that authors, affiliations and addresses make in print."""
    people = _People()
    for each in found:
        if each.arguments:
            _take(people, each)
    _number_labels(people)
    if people.authors:
        yield ", ".join(_raised(name, marks) for name, marks in people.authors)
    for text, mark in people.affiliations:
        yield (rf"\textsuperscript{{{mark}}} " if mark else "") + text
    for said, name in dict.fromkeys(people.contacts):
        yield f"{name}: {said}" if name and len(people.authors) > 1 else said


def superscripts(source: str) -> str:
    r"""Marks that are written as formulas, `$^{1,*}$`, as the superscripts that they print."""
    return _SUPERSCRIPT.sub(lambda match: rf"\textsuperscript{{{_signs(match[1] or match[2])}}}", source)


def _signs(marks: str) -> str:
    return _SIGN.sub(lambda match: _SIGNS[match[0]], marks).replace(r"\,", "").replace("$", "")


def _raised(name: str, marks: Iterable[str]) -> str:
    """The name with its marks, and what is noted of it behind them."""
    joined = ",".join(marks)
    if not joined:
        return name
    at = name.find(r"\thanks")
    bare, noted = (name[:at].rstrip(), name[at:]) if at >= 0 else (name, "")
    return rf"{bare}\textsuperscript{{{joined}}}{noted}"


def _take(people: _People, command: Command) -> None:
    name, said = command.name, command.arguments[0]
    if re.fullmatch(AUTHORS, name):
        _add_authors(people, command)
    elif re.fullmatch(AFFILIATIONS, name):
        _add_affiliations(people, command)
    elif name in NOTES and people.authors:
        last, marks = people.authors[-1]
        people.authors[-1] = (rf"{last}\thanks{{{said}}}", marks)
    elif re.fullmatch(f"{MAILS}|{ORCIDS}", name):
        people.contacts.append((said, _bare(people.authors[-1][0]) if people.authors else ""))


def _add_authors(people: _People, command: Command) -> None:
    """The authors of one command; what stands in lines below a name is where the author works."""
    given, *more = command.arguments
    if command.name == "Author" and more:
        given = f"{given} {more[0]}"
    source = rewrite(superscripts(given), "IEEEauthorblockA|affaddr|affil", _workplace)
    if source.count(",") and len(list(commands(source, _MARKS))) > 1:
        source = rewrite(source, _MARKS, lambda each: rf"\textsuperscript{{{_signs(_first(each))}}}")
    for part in _JOINT.split(source):
        _add_author(people, part, command.options)
    if len(more) > 1:
        _join(people, ", ".join(_JOINT.split(more[0])))
        people.contacts += ((said, _bare(given)) for said in more[1:3] if said.strip())


def _workplace(command: Command) -> str:
    """Where an author works, in a line of its own; a short word is the mark of it."""
    said = _first(command)
    return rf"\inst{{{said}}}" if len(said) <= _LONGEST_MARK // 2 else rf" \\ {said}"


def _add_author(people: _People, source: str, options: Iterable[str]) -> None:
    said = [each for each in commands(source, f"{MAILS}|{ORCIDS}") if each.arguments]
    marks = [mark for option in options for mark in _option(option)]
    marks += (_signs(_first(each)) for each in commands(source, _MARKS) if each.arguments)
    marks += ["*"] if any(True for _ in commands(source, _CORRESPONDING)) and "*" not in marks else []
    source = rewrite(source, _NAME_PARTS, lambda each: _first(each) if each.arguments else None)
    source = rewrite(source, f"{_MARKS}|{_CORRESPONDING}|{_UNSAID}|{MAILS}|{ORCIDS}", lambda each: "")
    name, *lines = (" ".join(line.split()).strip(" ,") for line in BREAK.split(source))
    if not name:
        return
    people.authors.append((name, marks))
    people.waiting, people.joined = 1 if people.joined else people.waiting + 1, False
    contacts = [_first(each) for each in said]
    contacts += (match[0] for option in options for match in _ORCID.finditer(option))
    contacts += (line for line in lines if "@" in line)
    people.contacts += ((each, _bare(name)) for each in contacts)
    if affiliation := ", ".join(line for line in lines if line and "@" not in line):
        _join(people, affiliation)


def _bare(name: str) -> str:
    """A name without what is noted of it."""
    return rewrite(name, "thanks|footnote|textsuperscript", lambda each: "").strip()


def _first(command: Command) -> str:
    return command.arguments[0] if command.arguments else ""


def _option(option: str) -> Iterator[str]:
    """The marks among the options of an author: `1,3`, `1,$\\ast$`, not `orcid=…` or a short name."""
    if len(option) <= _LONGEST_MARK and "=" not in option and not _ORCID.search(option):
        yield _signs(option.strip())


def _add_affiliations(people: _People, command: Command) -> None:
    said = [each for each in commands(command.arguments[0], f"{MAILS}|{ORCIDS}") if each.arguments]
    people.contacts += ((_first(each), "") for each in said)
    parts = [
        _address(each) for each in _JOINT.split(rewrite(command.arguments[0], f"{MAILS}|{ORCIDS}", lambda each: ""))
    ]
    parts = [part for part in parts if part]
    if command.name.startswith("altaffil"):
        people.waiting = min(1, len(people.authors))
        parts = [f"{''.join(command.options)}{part}" for part in parts]
    elif command.options and len(command.options[0]) <= _LONGEST_MARK:
        people.affiliations += ((part, _signs(command.options[0].strip())) for part in parts)
        parts = []
    elif command.name == "institute" and len(parts) > 1:
        people.affiliations += ((part, str(number)) for number, part in enumerate(parts, start=1))
        parts = []
    for part in parts:
        _join(people, part)
    people.joined = True


def _address(source: str) -> str:
    """An affiliation in one line, what its commands name set off by commas."""
    source = superscripts(_FIELDS.sub(", ", source))
    for _ in range(2):
        source = rewrite(source, _PARTS, lambda each: f"{_first(each)}, ")
    return _COMMAS.sub(",", " ".join(BREAK.sub(", ", source).split())).replace(" ,", ",").strip(" ,")


def _join(people: _People, affiliation: str) -> None:
    """An affiliation of the authors named since the one before it: they bear its number."""
    if affiliation.startswith(r"\textsuperscript"):
        people.affiliations.append((affiliation, ""))
        return
    known = [text for text, _ in people.affiliations]
    if affiliation in known:
        mark = people.affiliations[known.index(affiliation)][1]
    else:
        mark = str(len(people.affiliations) + 1)
        people.affiliations.append((affiliation, mark))
    for _, marks in people.authors[len(people.authors) - people.waiting :]:
        marks.append(mark)
    people.joined = True


def _number_labels(people: _People) -> None:
    """Labels that are words (`label1`, `inst-a`) print as numbers, in the order of the affiliations."""
    marks = [mark for _, mark in people.affiliations]
    if all(len(mark) <= 2 for mark in marks):
        return
    numbers = {mark: str(number) for number, mark in enumerate(dict.fromkeys(marks), start=1)}
    people.affiliations = [(text, numbers[mark]) for text, mark in people.affiliations]
    people.authors = [
        (name, [",".join(numbers.get(each.strip(), each.strip()) for each in mark.split(",")) for mark in marks])
        for name, marks in people.authors
    ]
