"""A reference list as plain text: paragraphs between blank lines, to be divided and read."""

from __future__ import annotations

from collections.abc import Iterator

from converter.article import Reference
from converter.diagnostics import Log, Place
from converter.manuscript import Block, BlockKind, Run
from converter.patterns import regex
from converter.styles.parsing import parse_references
from converter.styles.splitting import split_references

_BLANK_LINES = regex(r"(?<=\n)(?=[ \t]*\n)")


def read_list(log: Log, text: str, name: str = "", language: str = "") -> tuple[Reference, ...]:
    """The references of a list, however its lines are set; `name` is that of the file, for places."""
    return parse_references(log, split_references(list(_blocks(text, name))), language)


def _blocks(text: str, name: str) -> Iterator[Block]:
    line = 1
    for lines in _BLANK_LINES.split(text):
        count = lines.count("\n")
        if lines.strip():
            start = line + len(lines) - len(lines.lstrip("\n"))
            yield Block(BlockKind.PARAGRAPH, (Run(lines.strip("\n")),), Place(name, start, line + count))
        line += count
