"""`galley references`: a reference list in, its fields out in the format of another program."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from converter.commands import Command, Misuse

if TYPE_CHECKING:
    from converter.article import Reference
    from converter.diagnostics import Diagnostic

FORMATS = ("jsonl", "csl-json", "jats", "bibtex", "ris")


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `galley references`."""
    add = parser.add_argument
    add("file", metavar="FILE", nargs="?", default="-", help="a reference list, or - for standard input (the default)")
    add("--from", dest="source", choices=("text", "jsonl"), default="text", help="text, or lines {id, text}")
    add("--to", dest="target", choices=FORMATS, default="jsonl", help="the format to write (default: %(default)s)")


def run(asked: Namespace) -> int:
    """Read the references and write them; what is doubtful goes to standard error."""
    told: list[Diagnostic] = []
    with _opened(asked.file) as stream:
        references = (_from_lines if asked.source == "jsonl" else _from_text)(told, stream)
        for piece in _written(references, asked.target):
            sys.stdout.write(piece)
    for each in told:
        print(f"{each.place}: {each.severity} {each.code}: {each.sentence} «{each.excerpt}»", file=sys.stderr)
    return 0


def _opened(name: str) -> TextIO:
    if name == "-":
        return sys.stdin
    try:
        return Path(name).open(encoding="utf-8")
    except OSError as trouble:
        raise Misuse(f"{name}: {trouble.strerror}") from trouble


def _from_text(told: list[Diagnostic], stream: TextIO) -> tuple[Reference, ...]:
    """The references of a whole list, divided first."""
    from converter.styles import read_list

    return read_list(told.append, stream.read(), stream.name)


def _from_lines(told: list[Diagnostic], stream: TextIO) -> Iterator[Reference]:
    """One reference a line, as it comes."""
    from converter.manuscript import Run
    from converter.styles import Entry, parse_reference

    for number, line in enumerate(stream, 1):
        if line.strip():
            try:
                record = json.loads(line)
                text, name = str(record["text"]), str(record["id"])
            except (ValueError, KeyError, TypeError) as trouble:
                raise Misuse(f"line {number} is no {{id, text}}: {trouble}") from trouble
            yield parse_reference(Entry((Run(" ".join(text.split())),)), name)


def _written(references: Iterable[Reference], target: str) -> Iterator[str]:
    from converter.styles import export_formats

    if target == "jats":
        yield _jats(tuple(references))
    else:
        yield from export_formats()[target].write(references)


def _jats(references: tuple[Reference, ...]) -> str:
    """The list as JATS: a `ref-list` element."""
    from lxml import etree

    from converter.article import Article, ReferenceList
    from converter.writers import writers

    xml = writers()["jats"].write(Article("", reference_lists=(ReferenceList(references),)))
    found = etree.fromstring(xml).find(".//ref-list")
    return "" if found is None else etree.tostring(found, encoding="unicode", pretty_print=True)


COMMAND = Command("Read a reference list and write its fields.", add_arguments, run)
