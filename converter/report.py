"""The report of a conversion: what was found, repaired, doubted and missed, as records for JSON.

`records.view` makes JSON of a `Report`; its schema is `schemas/report.schema.json`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from converter import Conversion
from converter.article import (
    Article,
    Box,
    ByLanguage,
    Citation,
    Inlines,
    ItemList,
    Name,
    Node,
    Paragraph,
    Quote,
    Section,
)
from converter.conservation import Account
from converter.diagnostics import Diagnostic, Place, Severity
from converter.manuscript import Run


class Finding(Struct, frozen=True):
    """A diagnostic as it was told."""

    code: str
    severity: Severity
    sentence: str
    place: Place
    excerpt: str = ""
    before: str | None = None
    after: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


class Value(Struct, frozen=True):
    """One thing found: its words, and its language and XML id where it has them."""

    text: str
    language: str = ""
    id: str = ""


class Part(Struct, frozen=True):
    """What was found of one part of the article."""

    count: int
    values: tuple[Value, ...]


class ConversionReport(Struct, frozen=True):
    """The report on one manuscript. `places` maps an XML id to the lines of the manuscript."""

    file: str
    ok: bool
    language: str
    format: str
    counts: Mapping[str, int]
    """How many diagnostics of each severity."""
    findings: tuple[Finding, ...]
    parts: Mapping[str, Part]
    places: Mapping[str, Place]
    account: Account


class Report(Struct, frozen=True):
    """The reports of one run of `galley convert`, and the manuscripts that gave no article."""

    conversions: tuple[ConversionReport, ...]
    failures: Mapping[str, str] = field(default_factory=dict)
    """From the file to the sentence that says why."""


def report_conversion(file: str, conversion: Conversion) -> ConversionReport:
    """The report on one conversion of the manuscript `file`."""
    found = conversion.diagnostics
    return ConversionReport(
        file=file,
        ok=conversion.ok,
        language=conversion.article.language,
        format=conversion.manuscript.format,
        counts={severity.value: sum(each.severity is severity for each in found) for severity in Severity},
        findings=tuple(_report_finding(each) for each in found),
        parts={name: Part(len(values), values) for name, values in _list_parts(conversion.article)},
        places=dict(conversion.places),
        account=conversion.account,
    )


def _report_finding(each: Diagnostic) -> Finding:
    facts = dict(each.facts)
    return Finding(each.code, each.severity, each.sentence, each.place, each.excerpt, each.before, each.after, facts)


def _list_parts(article: Article) -> Iterator[tuple[str, tuple[Value, ...]]]:
    """Every part by the name an editor knows it by, with what was found of it."""
    sections = tuple(_walk_sections(article.body))
    yield "journal", _values(article.journal.titles)
    yield "issue", tuple(_name_facts(article))
    yield "titles", _values({code: _words(title.text) for code, title in article.titles.items()})
    yield "contributors", tuple(_name_contributors(article))
    yield (
        "affiliations",
        tuple(Value(text.text, code, each.id) for each in article.affiliations for code, text in each.texts.items()),
    )
    yield "abstracts", _values({code: _block_words(each.blocks) for code, each in article.abstracts.items()})
    yield "keywords", tuple(Value(_words(w), code) for code, words in article.keywords.items() for w in words)
    yield "dates", tuple(Value(f"{each.kind} {each.iso}") for each in article.dates)
    yield "statements", tuple(Value(_block_words(each.blocks), each.language) for each in article.statements)
    yield "sections", tuple(Value(f"{each.label} {_words(each.title)}".strip(), id=each.id) for each in sections)
    yield (
        "citations",
        tuple(Value(_words(each.content), id=" ".join(each.targets)) for each in _walk_citations(article)),
    )
    yield "notes", tuple(Value(_block_words(each.blocks), id=each.id) for each in article.notes)
    yield "references", tuple(Value(each.text, each.language, each.id) for each in article.references)


def _values(texts: ByLanguage[str]) -> tuple[Value, ...]:
    return tuple(Value(text, code) for code, text in texts.items())


def _name_facts(article: Article) -> Iterator[Value]:
    issue = article.issue
    facts = {
        "year": issue.year,
        "volume": issue.volume,
        "issue": issue.issue,
        "fpage": issue.fpage,
        "lpage": issue.lpage,
        "elocation": issue.elocation,
        **article.identifiers,
    }
    return (Value(f"{name} {value}") for name, value in facts.items() if value)


def _name_contributors(article: Article) -> Iterator[Value]:
    for each in article.contributors:
        if each.collective:
            yield Value(each.collective)
        for code, name in each.names.items():
            yield Value(_name_in_order(name), code)


def _name_in_order(name: Name) -> str:
    family = f"{name.prefix} {name.family}"
    parts = (family, name.given) if name.order == "eastern" else (name.given, family)
    return " ".join(" ".join((*parts, name.suffix)).split())


def _walk_sections(nodes: Iterable[Node]) -> Iterator[Section]:
    for node in nodes:
        if isinstance(node, Section):
            yield node
            yield from _walk_sections(node.blocks)


def _walk_paragraphs(nodes: Iterable[Node]) -> Iterator[Inlines]:
    for node in nodes:
        match node:
            case Paragraph():
                yield node.content
            case Section() | Box() | Quote():
                yield from _walk_paragraphs(node.blocks)
            case ItemList():
                for item in node.items:
                    yield from _walk_paragraphs(item.blocks)
            case _:
                pass


def _walk_citations(article: Article) -> Iterator[Citation]:
    holders = [article.body, *(note.blocks for note in article.notes)]
    for nodes in holders:
        for content in _walk_paragraphs(nodes):
            yield from (each for each in content if isinstance(each, Citation))


def _block_words(nodes: Iterable[Node]) -> str:
    return "\n".join(_words(content) for content in _walk_paragraphs(nodes))


def _words(content: Inlines) -> str:
    return "".join(each.text if isinstance(each, Run) else _words(each.content) for each in content)
