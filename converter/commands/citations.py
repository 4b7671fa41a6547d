"""`galley citations`: paragraphs and references in, the links between them out, line by line."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from converter.commands import Command, Misuse


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `galley citations`."""
    add = parser.add_argument
    add("file", metavar="FILE", nargs="?", default="-", help="lines to read, - for standard input")
    add("--from", dest="source", choices=("jsonl",), default="jsonl", help="form of the lines (default: %(default)s)")


def run(asked: Namespace) -> int:
    """Answer each line `{id, paragraphs, refs}` with `{id, links}` as soon as it is read."""
    from converter.linking.jsonl import answer

    with _opened(asked.file) as lines:
        try:
            for told in answer(lines):
                sys.stdout.write(told)
                sys.stdout.flush()
        except (ValueError, KeyError, TypeError) as trouble:
            raise Misuse(f"{asked.file}: no line of the form {{id, paragraphs, refs}}: {trouble}") from trouble
    return 0


@contextmanager
def _opened(file: str) -> Iterator[TextIO]:
    if file == "-":
        yield sys.stdin
    elif not Path(file).is_file():
        raise Misuse(f"{file}: no such file")
    else:
        with Path(file).open(encoding="utf-8") as stream:
            yield stream


CITATIONS = Command("link the citations of paragraphs to references", add_arguments, run)
