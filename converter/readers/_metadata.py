"""YAML at the head of a Markdown file as the blocks that it makes in print.

Only words and lists of words are read: no tags, no aliases. What no front matter has stays in the
manuscript's metadata and is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from converter.diagnostics import Kind, Log, Place, Severity
from converter.languages import LANGUAGES, PARTS
from converter.manuscript import TITLED, Block, BlockKind, Look, Mark, Run, Runs

if TYPE_CHECKING:
    import yaml

METADATA_UNREADABLE = Kind(
    "metadata-unreadable",
    Severity.WARNING,
    "The metadata at the head of the file cannot be read ({why}); they stand in the text as they are.",
)
METADATA_UNUSED = Kind(
    "metadata-unused", Severity.QUESTION, "The metadata name {key}, which has no place in print: “{value}”."
)

_AUTHOR = ("author", "authors")
_AFFILIATION = ("affiliation", "affiliations", "institute", "institution", "organization")
_KEYWORDS = ("keywords", "keyword", "tags")
_LANGUAGE = ("lang", "language")
_NAME_PARTS = (("given", "family"), ("given-names", "surname"), ("firstname", "lastname"), ("first", "last"))
_CALLED = ("index", "id", "ref")
_CONTACTS = ("email", "orcid")
_DEGREES = ("degree", "degrees")
_CORRESPONDING = ("corresponding", "correspondence", "corresp", "corresponding-author")
_YES = ("true", "yes", "y", "1")
_LABELLED = {
    "doi": ("doi",),
    "running-title": ("running-title", "running_title", "running-head", "short-title", "short_title", "shorttitle"),
    "received": ("received", "date-received"),
    "revised": ("revised", "date-revised"),
    "accepted": ("accepted", "date-accepted"),
}
"""Parts that print labels, and the keys that name them."""
_OF_AUTHOR = {
    "name",
    *_AFFILIATION,
    *_CONTACTS,
    *_DEGREES,
    *_CORRESPONDING,
    *(part for pair in _NAME_PARTS for part in pair),
}
_PRINTED = {"title", "subtitle", "abstract", *_AUTHOR, *_AFFILIATION, *_KEYWORDS, *_LANGUAGE}
_SETTINGS = frozenset(
    {"bibliography", "nocite", "csl", "link-citations", "reference-section-title", "output", "format", "documentclass"}
    | {"classoption", "header-includes", "geometry", "fontsize", "mainfont", "linestretch", "numbersections", "toc"}
    | {"editor_options", "editor", "engine", "execute", "knitr", "vignette", "params", "template", "citation_package"}
    | {"number-sections", "biblio-style", "bibliographystyle", "colorlinks", "urlcolor", "linkcolor", "crossref"}
)
"""What tells programs how to set the text."""
_KEYS = _PRINTED.union(_SETTINGS, *_LABELLED.values())
_MOST_NODES = 5000
_SHOWN = 200

Value = Any
"""A string, a list of values, or a mapping from string to value."""


class _Front(Struct):
    """What was read, and the affiliations in their order of mention."""

    values: Mapping[str, Value]
    place: Place
    language: str
    affiliations: dict[str, str] = field(default_factory=dict)
    """From the text of an affiliation to its mark."""


def read_metadata(log: Log, source: str, place: Place) -> tuple[tuple[Block, ...], dict[str, str]]:
    """The blocks that metadata make in print, and every value as text by its key."""
    try:
        values = _load(source)
    except _Refused as refused:
        log(METADATA_UNREADABLE(place, why=str(refused)))
        return (Block(BlockKind.PARAGRAPH, (Run(source.strip()),), place),), {}
    texts = {key: _flat(value) for key, value in values.items()}
    for key, value in _unused(values):
        log(METADATA_UNUSED(place, key=key, value=value[:_SHOWN]))
    lowered = {key.casefold(): value for key, value in values.items()}
    front = _Front(lowered, place, _first(lowered, _LANGUAGE).partition("-")[0].lower())
    return tuple(_blocks(front)), texts


def _unused(values: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """Keys, those of the authors among them, that nothing is made of, with what they say."""
    for key, value in values.items():
        if key.casefold() not in _KEYS and _flat(value):
            yield key, _flat(value)
        elif key.casefold() in _AUTHOR:
            told = (each for author in value if isinstance(author, dict) for each in _spread(author))
            yield from ((name, _flat(said)) for name, said in told if name.casefold() not in _OF_AUTHOR and _flat(said))


class _Refused(Exception):
    """The YAML is broken, or holds more than words and lists of words."""


def _load(source: str) -> dict[str, Value]:
    import yaml

    try:
        for event in yaml.parse(source, yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise _Refused("it holds aliases")
            if getattr(event, "tag", None):
                raise _Refused("it holds tags")
        node = yaml.compose(source, yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as trouble:
        raise _Refused(" ".join(str(trouble).split())[:_SHOWN]) from None
    value = _value(node, [0]) if node is not None else {}
    if not isinstance(value, dict):
        raise _Refused("it names no keys")
    return value


def _value(node: yaml.Node, seen: list[int]) -> Value:
    import yaml

    seen[0] += 1
    if seen[0] > _MOST_NODES:
        raise _Refused("it is too long")
    if isinstance(node, yaml.MappingNode):
        return {str(_value(key, seen)): _value(value, seen) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value(each, seen) for each in node.value]
    return "" if node.value in ("~", "null") else str(node.value).strip()


def _flat(value: Value) -> str:
    if isinstance(value, dict):
        return " ".join(filter(None, map(_flat, value.values())))
    return ", ".join(filter(None, map(_flat, value))) if isinstance(value, list) else str(value)


def _first(values: Mapping[str, Value], keys: tuple[str, ...]) -> str:
    return next((_flat(values[key]) for key in keys if key in values), "")


# Print


def _blocks(front: _Front) -> Iterator[Block]:
    """Title, authors, affiliations, date, abstract and keywords, in this order."""
    if title := _first(front.values, ("title",)):
        yield Block(BlockKind.HEADING, (Run(title),), front.place, level=1, look=Look(style=TITLED))
    if subtitle := _first(front.values, ("subtitle",)):
        yield replace(_paragraph(front, Run(subtitle)), look=Look(style="Subtitle"))
    yield from _people(front)
    for part, keys in _LABELLED.items():
        if text := _first(front.values, keys):
            yield _paragraph(front, Run(f"{_label(front, part)}: {text}"))
    if abstract := _abstract(front.values.get("abstract")):
        yield Block(BlockKind.HEADING, (Run(_label(front, "abstract")),), front.place, level=1)
        yield from (_paragraph(front, Run(text)) for text in abstract)
    if keywords := _first(front.values, _KEYWORDS):
        yield _paragraph(front, Run(f"{_label(front, 'keywords')}:", frozenset({Mark.BOLD})), Run(f" {keywords}"))


def _paragraph(front: _Front, *runs: Run) -> Block:
    return Block(BlockKind.PARAGRAPH, tuple(runs), front.place)


def _abstract(value: Value) -> list[str]:
    return [text for part in _flat(value or "").split("\n\n") if (text := part.strip())]


def _label(front: _Front, part: str) -> str:
    """The word that print puts before a part, in the language of the metadata."""
    language = LANGUAGES.get(front.language, LANGUAGES["en"])
    label = (language.labels.get(part) or LANGUAGES["en"].labels.get(part) or PARTS[part].everywhere)[0]
    return label[:1].upper() + label[1:]


def _people(front: _Front) -> Iterator[Block]:
    named: Value = next((front.values[key] for key in _AUTHOR if key in front.values), [])
    listed = dict(_listed(front.values))
    runs: list[Run] = []
    contacts: list[str] = []
    for author in named if isinstance(named, list) else [named]:
        runs += [Run(", ")] if runs else []
        runs += _author(front, author, listed, contacts)
    if runs:
        yield _paragraph(front, *runs)
    for text, mark in front.affiliations.items():
        yield _paragraph(front, Run(mark, frozenset({Mark.SUP})), Run(f" {text}"))
    shared = (text for text in listed.values() if text not in front.affiliations)
    yield from (_paragraph(front, Run(text)) for text in (*shared, *contacts))


def _listed(values: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """The affiliations that stand in a list of their own, by the number or word that authors call them by."""
    for listed in (values[key] for key in _AFFILIATION if key in values):
        for rank, each in enumerate(listed if isinstance(listed, list) else [listed], 1):
            lowered = {key.casefold(): value for key, value in each.items()} if isinstance(each, dict) else {}
            yield _first(lowered, _CALLED) or str(rank), _address(each)


def _address(value: Value) -> str:
    """An affiliation in one line, without the number it is called by."""
    if not isinstance(value, dict):
        return _flat(value)
    return ", ".join(text for key, part in value.items() if key.casefold() not in _CALLED and (text := _flat(part)))


def _author(front: _Front, author: Value, listed: Mapping[str, str], contacts: list[str]) -> Runs:
    """The name of an author with degrees and the marks of the affiliations; how to write to them goes to `contacts`."""
    if not isinstance(author, dict):
        return (Run(_flat(author)),)
    values = {key.casefold(): value for key, value in _spread(author)}
    name = _first(values, ("name",)) or _joined_name(values)
    marks = [
        front.affiliations.setdefault(text, str(len(front.affiliations) + 1))
        for key in _AFFILIATION
        for text in _affiliations(values.get(key), listed)
    ]
    told = [text for key in _CONTACTS if (text := _flat(values.get(key, "")))]
    if _first(values, _CORRESPONDING).casefold() in _YES:
        marks.append("*")
        contacts.append(f"* {_label(front, 'correspondence')}: {', '.join([name, *told])}")
    else:
        contacts += [f"{name}: {text}" for text in told]
    sup = (Run(",".join(marks), frozenset({Mark.SUP})),) if marks else ()
    degrees = ", ".join(filter(None, (_flat(values.get(key, "")) for key in _DEGREES)))
    return (Run(name), *sup, *((Run(f", {degrees}"),) if degrees else ()))


def _spread(author: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    """The values of an author, those of its attributes among them: a mapping, or a list of those that hold."""
    for key, value in author.items():
        if key.casefold() != "attributes":
            yield key, value
        elif isinstance(value, dict):
            yield from value.items()
        else:
            yield from ((each, "true") for each in _flat(value).split(", "))


def _affiliations(value: Value, listed: Mapping[str, str]) -> list[str]:
    """What an author's affiliation says: addresses, or the numbers of listed ones."""
    if isinstance(value, list):
        return [text for each in value for text in _affiliations(each, listed)]
    if isinstance(value, dict):
        called = _flat(value.get("ref", ""))
        return [listed.get(called, called) if called else _address(value)]
    numbers = [each.strip() for each in re.split(r"[,;]| and ", value or "")]
    if all(each in listed for each in numbers):
        return [listed[each] for each in numbers]
    return [value] if value else []


def _joined_name(values: Mapping[str, Value]) -> str:
    pairs = ((_first(values, (given,)), _first(values, (family,))) for given, family in _NAME_PARTS)
    return next((" ".join(filter(None, pair)) for pair in pairs if any(pair)), _flat(dict(values)))
