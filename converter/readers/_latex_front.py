r"""The front matter of LaTeX as it is printed: title, authors, affiliations, abstract, keywords.

What stands in the preamble or before the first section comes first; abstracts in several languages stay
where they are. Marks that join authors to affiliations are superscripts, as most classes print them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import partial

from msgspec import Struct

from converter.languages import LANGUAGES, detect
from converter.patterns import regex
from converter.readers._latex_labels import HEADED, LABELLED, is_labelled, label_of, language_in, part_named
from converter.readers._latex_people import BREAK, NAMES, print_people, superscripts
from converter.readers._latex_source import Command, commands, environment, rewrite

TITLE = "title"
SUBTITLE = "subtitle"
PARAGRAPH = "paragraph"
Piece = tuple[str, str]
"""What a piece of the front is, and its source."""

_TITLES = "title|Title|TITLE|SetTitle|titulo|subtitle|alttitle"
_CORRESPONDENCE = "corres|corresp|correspondence|corrauth|correspondingauthor|CorrespondingAuthor|corraddress|Address"
_LINES = f"date|cortext|{_CORRESPONDENCE}"
_SILENT = (
    "titlerunning|authorrunning|shorttitle|shortauthors|runningtitle|runningauthor|runningauthors|titlemark|authormark"
    "|Plainauthor|Plaintitle|Shorttitle|Plainkeywords|dochead|tocauthor|toctitle|tnotetext|correspondingauthormark"
)
_NAMES = f"{_TITLES}|{NAMES}|{_LINES}|{_SILENT}"
_DEFINING = "(?:re|provide)?newcommand"
_WRAPPING = "IEEEtitleabstractindextext|IEEEcompsoctitleabstractindextext|twocolumn"
_ENVIRONMENTS = HEADED | {"keywords"}
_DIALECTS = {
    "ngerman": "de", "austrian": "de", "naustrian": "de", "francais": "fr", "frenchb": "fr", "acadian": "fr",
    "brazil": "pt", "brazilian": "pt", "portuges": "pt", "american": "en", "british": "en", "usenglish": "en",
    "ukenglish": "en", "australian": "en", "canadian": "en",
}  # fmt: skip
"""What babel calls languages beside their English names."""
_MANY = 5
_SEPARATOR = regex(r"\s*\\(?:sep|and|textperiodcentered|textbullet|cdot)(?![A-Za-z])\s*")
_SECTION = regex(r"\\(?:part|chapter|section)\*?\s*[\[{]")
_OPENING = regex(r"\\begin\{([A-Za-z]{2,30})\*?\}")
_AT_START = regex(r"^[ \t]*\\([A-Za-z]{2,30})\*?(?=\s?[\[{]|[ \t]*$)", re.MULTILINE)
_NAME = regex(r"\\([A-Za-z]{2,30})")
_OPTION = regex(r"\s*\[[^\]]{0,80}\]")
_BABEL = regex(
    r"\\usepackage\s*\[([^\]]{1,200})\]\s*\{babel\}"
    r"|\\(?:setmainlanguage|setdefaultlanguage)\s*(?:\[[^\]]{0,80}\]\s*)?\{(\w+)\}"
)
_MARKUP = regex(r"\\[A-Za-z@]{1,40}|[\W\d_]+")
_SAMPLE = 8_000
_OPENING_WORDS = 60
_MAIN = regex(r"main\s*=\s*")
_UNSAID = regex(
    r"\\begin\{CCSXML\}.*?\\end\{CCSXML\}|\\(?:begin|end)\{(?:frontmatter|titlepage|aug|opening|article)\}|\\maketitle(?![A-Za-z])",
    re.DOTALL,
)


class Front(Struct):
    """The pieces of the front in their order, and the body without their commands."""

    pieces: list[Piece]
    body: str


def read_front(preamble: str, body: str) -> Front:
    """Take the front matter out of preamble and body."""
    language = language_of(preamble, body)
    defined = {_bare(each) for each in commands(preamble, f"{_DEFINING}|def")}
    preamble, body = (rewrite(each, _DEFINING, _redefined, 2) for each in (preamble, body))
    body = rewrite(
        _UNSAID.sub("", body),
        _WRAPPING,
        lambda each: (*each.options, *each.arguments)[0] if each.options or each.arguments else None,
    )
    first = _SECTION.search(body)
    at = first.start() if first else len(body)
    found = [each for part in (preamble, body[:at]) for each in commands(part, _NAMES, _MANY, adjoining=True)]
    head = rewrite(body[:at], _NAMES, lambda each: "" if each.arguments else None, _MANY, adjoining=True)
    pieces = [*_titles(found), *((PARAGRAPH, each) for each in print_people(found)), *_lines(found, language)]
    names = "|".join(name for name in dict.fromkeys(_AT_START.findall(preamble)) if part_named(name))
    for each in commands(preamble, names) if names else ():
        pieces.append((PARAGRAPH, _printed(each, language) or ""))
    return Front(pieces, _print_parts(head + body[at:], language, defined))


def _bare(command: Command) -> str:
    return command.arguments[0].strip(" \\") if command.arguments else ""


def _redefined(command: Command) -> str | None:
    """Nothing in place of a definition that gives a command of the front another meaning."""
    return "" if re.fullmatch(_NAMES, _bare(command)) else None


def language_of(preamble: str, body: str) -> str:
    """The code of the language that a document is set in: babel's last or main one, else that of its words."""
    match = _BABEL.search(preamble)
    names = [name.strip().casefold() for name in (match[1] or match[2]).split(",")] if match else []
    named = [_MAIN.sub("", name) for name in names if _MAIN.match(name)] or names
    known = {language.name.casefold(): code for code, language in LANGUAGES.items()} | _DIALECTS
    told = next((known[name] for name in reversed(named) if name in known), "")
    return told or detect(_MARKUP.sub(" ", body[:_SAMPLE])) or "en"


def _titles(found: list[Command]) -> Iterator[Piece]:
    for each in found:
        if re.fullmatch(_TITLES, each.name) and each.arguments:
            yield (SUBTITLE if each.name == "subtitle" else TITLE), BREAK.sub(" ", each.arguments[0])


def _lines(found: list[Command], language: str) -> Iterator[Piece]:
    for each in found:
        said = BREAK.sub(", ", superscripts(each.arguments[0])).strip() if each.arguments else ""
        if not re.fullmatch(_LINES, each.name) or said in ("", r"\today"):
            continue
        if each.name == "cortext":
            yield PARAGRAPH, f"* {said}"
        elif each.name == "date":
            yield PARAGRAPH, said
        else:
            said = said.removeprefix(r"\textsuperscript{*}").lstrip("* ")
            yield PARAGRAPH, f"* {said}" if ":" in said else f"* {label_of('correspondence', language)}: {said}"


def _print_parts(source: str, language: str, defined: Collection[str]) -> str:
    """The body with the parts that bear a name of their own under their labels, where they stand."""
    for name in dict.fromkeys(_OPENING.findall(source)):
        if part_named(name) in _ENVIRONMENTS:
            source = _print_environments(source, name, language)
    named = (name for name in dict.fromkeys(_AT_START.findall(source)) if name not in defined and part_named(name))
    names = "|".join(named)
    return rewrite(source, names, partial(_printed, language=language)) if names else source


def _print_environments(source: str, name: str, language: str) -> str:
    kept: list[str] = []
    while found := environment(source, rf"{name}\*?"):
        _, start, inside, end, after = found
        option = _OPTION.match(source, inside, end)
        text = source[option.end() if option else inside : end]
        kept += [source[:start], _above(name, text, language)]
        source = source[after:]
    return "".join((*kept, source))


def _above(name: str, text: str, language: str) -> str:
    """A part under its heading, or behind its label; keywords that stand in an abstract come after it."""
    part, said = part_named(name), language_in(name, text, language)
    if is_labelled(part, _MARKUP.sub(" ", text[:_OPENING_WORDS])):
        return f"\n\n{text.strip()}\n\n"
    if part == "keywords":
        return f"\n\n{_labelled(part, text, said)}\n\n"
    names = "|".join(each for each in dict.fromkeys(_NAME.findall(text)) if part_named(each) == "keywords")
    keywords = [each for each in commands(text, names) if each.arguments] if names else []
    text = rewrite(text, names, lambda each: "" if each.arguments else None) if names else text
    after = "".join(f"{_labelled('keywords', each.arguments[0], said)}\n\n" for each in keywords)
    return f"\n\n\\section*{{{label_of(part, said)}}}\n\n{text.strip()}\n\n{after}"


def _labelled(part: str, text: str, language: str) -> str:
    return rf"\textbf{{{label_of(part, language)}:}} {_SEPARATOR.sub('; ', text.strip())}"


def _printed(command: Command, language: str) -> str | None:
    """A command that is named after a part as that part in print."""
    part = part_named(command.name)
    if command.arguments and not command.arguments[0].strip():
        return ""
    if part in HEADED:
        return _above(command.name, command.arguments[0] if command.arguments else "", language)
    part = next((named for option in command.options if (named := part_named(option)) in LABELLED), part)
    if not command.arguments:
        return None
    said = command.arguments[0]
    return f"\n\n{_labelled(part, said, language_in(command.name, said, language))}\n\n"
