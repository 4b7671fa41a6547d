"""From the printed entries of a list to references with typed fields."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from typing import NamedTuple

from msgspec.structs import replace

from converter.article import Field, Reference
from converter.diagnostics import Kind, Log, Severity
from converter.manuscript import Mark, Runs
from converter.patterns import regex
from converter.styles.authorship import regular
from converter.styles.companions import Names, learn, recognised
from converter.styles.conventions import style_of
from converter.styles.decoding import decode
from converter.styles.documents import documented
from converter.styles.doubts import UNSURE, least_sure
from converter.styles.duplicates import report_duplicates
from converter.styles.entries import Entry
from converter.styles.identifiers import addresses, codes
from converter.styles.kinds import kind_of, words_and_pairs
from converter.styles.model import chances, label, probability
from converter.styles.remainders import remainders
from converter.styles.slants import parted
from converter.styles.tokens import Tokens, tokenize
from converter.styles.words import roles

UNPARSED = Kind(
    "reference-unparsed",
    Severity.QUESTION,
    "Reference {id} was understood only in part: {part}.",
)
DOUBTFUL = Kind(
    "reference-doubtful",
    Severity.QUESTION,
    "Reference {id} may be read in more than one way; least sure is its {field}: “{value}”.",
)
WITHOUT_YEAR = Kind("reference-without-year", Severity.QUESTION, "Reference {id} has no year of publication.")

_OUTSIDE, _SOURCE = b"os"
_EXCERPT = 80
_MANY = 7
"""Words in a stretch that is worth a question."""
_TITLED = frozenset(("title", "source", "trans-title", "author", "publisher", "url", "doi"))
_DASHES = regex(r"([—–―_\-]{2,}|[—–―])(?=[.,:;\s(])")
_YEAR = regex(r"\d{4}")
_FREE_YEAR = regex(r"(?:1[5-9]|20)\d\d(?!\d)(?<!\d{5})")
_LAW = "legal-doc"


def parse_references(
    log: Log, entries: Sequence[Entry], language: str = "", first_id: int = 1
) -> tuple[Reference, ...]:
    """Every entry of one list as a reference, ids `R1`, `R2` … from `first_id`.

    A dash in the place of the author stands for the author of the entry before: its `normal`
    names them.
    """
    style = style_of([entry.text for entry in entries])
    found: list[Reference] = []
    for number, (entry, reading) in enumerate(_read_together(entries), first_id):
        reference = replace(_reference(reading, entry, f"R{number}", language), style=style)
        if found and _DASHES.match(reference.text):
            reference = _repeated(reference, found[-1])
        _report(log, reference, reading.doubtful)
        found.append(reference)
    report_duplicates(log, found)
    return tuple(found)


def _repeated(reference: Reference, before: Reference) -> Reference:
    """`reference` with the authors of the one `before` it as the meaning of its dash."""
    match = _DASHES.match(reference.text)
    names = "; ".join(_full_name(before, field) for field in before.fields if field.name == "author")
    if not match or not names or any(field.start < match.end() for field in reference.fields):
        return reference
    return replace(reference, fields=(Field("author", *match.span(1), names), *reference.fields))


def _full_name(reference: Reference, author: Field) -> str:
    """`Surname, Given` of an author."""
    parts = {part.name: reference.text[part.start : part.end] for part in author.parts}
    printed = reference.text[author.start : author.end]
    return ", ".join(filter(None, map(parts.get, ("surname", "given")))) or author.normal or printed


def parse_reference(entry: Entry, id: str, language: str = "") -> Reference:
    """One entry as a reference."""
    return _reference(_read(entry), entry, id, language)


class _Reading(NamedTuple):
    """The words of an entry, what the model said of each and what rules made of that, fields and kind."""

    tokens: Tokens
    said: Sequence[str]
    labels: Sequence[str]
    fields: Sequence[Field]
    kind: str
    fixed: bool
    """Whether rules for a fixed form told the kind and set the words right."""
    doubtful: Field | None = None
    """The least sure field, where the whole is unsure."""


def _read(entry: Entry) -> _Reading:
    tokens = tokenize(entry.text)
    marked = _marked(entry.runs, tokens)
    known = words_and_pairs(tokens.words)
    said = label(tokens, marked)
    labels, kind = documented(tokens, parted(tokens, regular(tokens, said), marked), known)
    fields = fields_of(entry.text, tokens, labels, known)
    if kind == _LAW and not _value(entry.text, fields, "year"):
        fields = [*map(partial(_dated, entry.text), fields)]
    return _Reading(tokens, said, labels, fields, kind or _kind(tokens, fields), bool(kind))


def _read_together(entries: Sequence[Entry]) -> Iterator[tuple[Entry, _Reading]]:
    """The entries of one list, each with what is known from the others."""
    readings = [_weighed(_read(entry)) for entry in entries]
    names = learn((reading.tokens, reading.labels) for reading in readings if not reading.doubtful)
    for entry, reading in zip(entries, readings, strict=True):
        yield entry, reading if reading.fixed else _recognised(reading, entry.text, names)


def _weighed(reading: _Reading) -> _Reading:
    """The entry read last, with its least sure field if the whole is unsure and no fixed form spoke."""
    if reading.fixed or probability(reading.said) >= UNSURE:
        return reading
    pairs = zip(chances(reading.said), reading.said, reading.labels, strict=True)
    sure = [chance if said == label else 1.0 for chance, said, label in pairs]
    return reading._replace(doubtful=least_sure(reading.tokens, sure, reading.fields))


def _recognised(reading: _Reading, text: str, names: Names) -> _Reading:
    """The reading with a container or publisher that other references of the list name."""
    labels = recognised(reading.tokens, reading.labels, names)
    if labels == reading.labels:
        return reading
    fields = fields_of(text, reading.tokens, labels, words_and_pairs(reading.tokens.words))
    return reading._replace(labels=labels, fields=fields, kind=_kind(reading.tokens, fields), doubtful=None)


def _reference(reading: _Reading, entry: Entry, id: str, language: str) -> Reference:
    return Reference(id, entry.runs, tuple(reading.fields), reading.kind, entry.label, language, place=entry.place)


def fields_of(text: str, tokens: Tokens, labels: Sequence[str], known: Collection[str]) -> list[Field]:
    """The fields of `text`, in order, none overlapping; `known` are its words and pairs of words in lower case."""
    named = list(addresses(text, tokens))
    decoded = _apart(decode(text, tokens, labels), named)
    found = [*named, *decoded, *_apart(codes(text), [*named, *decoded])]
    year = _YEAR.search(_value(text, found, "year"))
    whole = remainders(text, known, found, year[0] if year else "")
    return _normal(text, whole)


def _dated(text: str, field: Field) -> Field:
    """The title of a law with its year as a part, where no year stands beside it."""
    year = _FREE_YEAR.search(text, field.start, field.end) if field.name == "title" else None
    return replace(field, parts=(Field("year", *year.span()),)) if year else field


def _apart(fields: Iterable[Field], others: Sequence[Field]) -> list[Field]:
    """The fields that overlap none of `others`."""
    return [field for field in fields if not any(field.start < each.end and each.start < field.end for each in others)]


def _marked(runs: Runs, tokens: Tokens) -> frozenset[int]:
    """The words that stand in italics, or in bold where nothing does: ABNT sets the container so."""
    spans = _stretches(runs, Mark.ITALIC) or _stretches(runs, Mark.BOLD)
    return frozenset(i for i, start in enumerate(tokens.starts) if any(low <= start < high for low, high in spans))


def _stretches(runs: Runs, mark: Mark) -> list[tuple[int, int]]:
    """Where words, not numbers alone, bear a mark."""
    ends = [*accumulate(len(run.text) for run in runs)]
    worded = (mark in run.marks and any(map(str.isalpha, run.text)) for run in runs)
    return [(end - len(run.text), end) for run, end, bears in zip(runs, ends, worded, strict=True) if bears]


def _value(text: str, fields: Sequence[Field], name: str) -> str:
    return next((text[f.start : f.end] for f in fields if f.name == name), "")


def _kind(tokens: Tokens, fields: Sequence[Field]) -> str:
    """The kind of work, told by the words outside titles and names, and those of the source."""
    kept = bytearray(b"o" * (tokens.ends[-1] if len(tokens) else 0))
    for field in fields:
        if field.name in _TITLED:
            sign = b"s" if field.name == "source" else b" "
            kept[field.start : field.end] = sign * (field.end - field.start)
    outside = [word for word, start in zip(tokens.words, tokens.starts, strict=True) if kept[start] == _OUTSIDE]
    within = [word for word, start in zip(tokens.words, tokens.starts, strict=True) if kept[start] == _SOURCE]
    names = {field.name for field in fields}
    return kind_of(words_and_pairs(outside), words_and_pairs(within), names)


def _normal(text: str, fields: Sequence[Field]) -> list[Field]:
    """Fields with the normal form of a lettered year and of a shortened last page."""
    first = _value(text, fields, "fpage")
    row = []
    for field in fields:
        printed = text[field.start : field.end]
        if field.name == "year" and not printed.isdigit():
            digits = _YEAR.search(printed)
            field = replace(field, normal=digits[0] if digits else "")
        elif field.name == "lpage" and printed.isdigit() and first.isdigit():
            whole = first[: len(first) - len(printed)] + printed
            if len(printed) < len(first) and int(whole) >= int(first):
                field = replace(field, normal=whole)
        row.append(field)
    return row


def _report(log: Log, reference: Reference, doubtful: Field | None) -> None:
    """Say what of a reference was not understood: a lost title, a long unknown stretch, a doubt, no year."""
    names = {each.name for field in reference.fields for each in (field, *field.parts)}
    facts = {"excerpt": reference.text[:_EXCERPT], "id": reference.id}
    unknown = _unknown(reference)
    if names.isdisjoint(("title", "source")):
        log(UNPARSED(reference.place, **facts, part="it has no title"))
    elif unknown:
        log(UNPARSED(reference.place, **facts, part=f"«{unknown}» belongs to no field"))
    elif doubtful:
        value = reference.text[doubtful.start : doubtful.end]
        log(DOUBTFUL(reference.place, **facts, field=doubtful.name, value=value))
    if names.isdisjoint(("year", "date")) and reference.kind != "archive":
        log(WITHOUT_YEAR(reference.place, **facts))


def _unknown(reference: Reference) -> str:
    """The longest stretch of many words in no field, or ""."""
    edges = [0, *(edge for field in reference.fields for edge in (field.start, field.end)), len(reference.text)]
    stretches = [reference.text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
    longest = max(stretches, key=len)
    many = sum(word[0].isalpha() and len(word) > 2 for word in longest.split()) >= _MANY
    degree = reference.kind == "thesis" and not roles()["kind-thesis"].isdisjoint(
        longest.lower().replace(".", " ").split()
    )
    return longest.strip(" .,;:()[]—–-/") if many and not degree else ""
