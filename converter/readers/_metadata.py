"""YAML at the head of a Markdown file as the blocks that it makes in print.

Only words and lists of words are read: no tags, no aliases. What no front matter has stays in the
manuscript's metadata and is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from converter.diagnostics import Kind, Log, Place, Severity
from converter.languages import LANGUAGES
from converter.manuscript import Block, BlockKind, Mark, Run, Runs

if TYPE_CHECKING:
    import yaml

METADATA_UNREADABLE = Kind(
    "metadata-unreadable",
    Severity.WARNING,
    "The metadata at the head of the file cannot be read ({why}); they stand in the text as they are.",
)
METADATA_UNUSED = Kind(
    "metadata-unused", Severity.QUESTION, "The metadata name {key}, which has no place in print: {value}"
)

_AUTHOR = ("author", "authors")
_AFFILIATION = ("affiliation", "affiliations", "institute", "institution", "organization")
_KEYWORDS = ("keywords", "keyword", "tags")
_LANGUAGE = ("lang", "language")
_NAME_PARTS = (("given", "family"), ("given-names", "surname"), ("firstname", "lastname"), ("first", "last"))
_KEYS = {"title", "subtitle", "abstract", "date", "doi", *_AUTHOR, *_AFFILIATION, *_KEYWORDS, *_LANGUAGE}
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
    for key, value in texts.items():
        if key.casefold() not in _KEYS and value:
            log(METADATA_UNUSED(place, key=key, value=value[:_SHOWN]))
    lowered = {key.casefold(): value for key, value in values.items()}
    front = _Front(lowered, place, _first(lowered, _LANGUAGE).partition("-")[0].lower())
    return tuple(_blocks(front)), texts


class _Refused(Exception):
    """The YAML is broken, or holds more than words and lists of words."""


def _load(source: str) -> dict[str, Value]:
    import yaml

    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(source, yaml.SafeLoader)):
            raise _Refused("it holds aliases")
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
        yield Block(BlockKind.HEADING, (Run(title),), front.place, level=1)
    if subtitle := _first(front.values, ("subtitle",)):
        yield _paragraph(front, Run(subtitle))
    yield from _people(front)
    for key in ("date", "doi"):
        if text := _first(front.values, (key,)):
            yield _paragraph(front, Run(f"DOI: {text}" if key == "doi" else text))
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
    label = (language.labels.get(part) or LANGUAGES["en"].labels[part])[0]
    return label[:1].upper() + label[1:]


def _people(front: _Front) -> Iterator[Block]:
    named: Value = next((front.values[key] for key in _AUTHOR if key in front.values), [])
    authors = named if isinstance(named, list) else [named]
    shared = [text for key in _AFFILIATION for text in _texts(front.values.get(key))]
    runs: list[Run] = []
    mails: list[str] = []
    for author in authors:
        runs += [Run(", ")] if runs else []
        runs += _author(front, author, mails)
    if runs:
        yield _paragraph(front, *runs)
    for text, mark in front.affiliations.items():
        yield _paragraph(front, Run(mark, frozenset({Mark.SUP})), Run(f" {text}"))
    yield from (_paragraph(front, Run(text)) for text in (*shared, *mails))


def _author(front: _Front, author: Value, mails: list[str]) -> Runs:
    """The name of an author with the marks of the affiliations."""
    if not isinstance(author, dict):
        return (Run(_flat(author)),)
    values = {key.casefold(): value for key, value in author.items()}
    name = _first(values, ("name",)) or _joined_name(values)
    texts = [text for key in _AFFILIATION for text in _texts(values.get(key))]
    marks = [front.affiliations.setdefault(text, str(len(front.affiliations) + 1)) for text in texts]
    rest = {key: value for key, value in values.items() if key not in _AFFILIATION and _flat(value) not in name}
    mails += [f"{name}: {_flat(value)}" for value in rest.values() if _flat(value)]
    sup = (Run(",".join(marks), frozenset({Mark.SUP})),) if marks else ()
    return (Run(name), *sup)


def _joined_name(values: Mapping[str, Value]) -> str:
    pairs = ((_first(values, (given,)), _first(values, (family,))) for given, family in _NAME_PARTS)
    return next((" ".join(filter(None, pair)) for pair in pairs if any(pair)), _flat(dict(values)))


def _texts(value: Value) -> list[str]:
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    if isinstance(value, dict):
        return [", ".join(filter(None, map(_flat, value.values())))]
    return [value] if value else []
