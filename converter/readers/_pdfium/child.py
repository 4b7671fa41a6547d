"""The process that reads a PDF: the file on standard input, a line of JSON a page on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import astuple
from typing import Any

from .extraction import pages
from .pages import Box, Face, Page, Refused, Word


def main() -> None:
    """Write the pages of the PDF; arguments are the most pages and the most characters."""
    most_pages, most_characters = map(int, sys.argv[1:3])
    try:
        for page in pages(sys.stdin.buffer.read(), most_pages, most_characters):
            print(json.dumps(astuple(page), ensure_ascii=True, separators=(",", ":")))
    except Refused as refusal:
        print(json.dumps({"refused": str(refusal)}))


def received(output: bytes) -> Iterator[Page]:
    """The pages that `main` wrote. Raises `Refused`, and `ValueError` for what it never writes."""
    for line in output.splitlines():
        values = json.loads(line)
        if isinstance(values, dict):
            raise Refused(values["refused"])
        number, width, height, words, turned, *drawn = values
        rules, pictures, drawings = (tuple(Box(*box) for box in boxes) for boxes in drawn)
        yield Page(number, width, height, tuple(map(_word, words)), tuple(turned), rules, pictures, drawings)


def _word(values: list[Any]) -> Word:
    *measures, face, spaced, href = values
    text, x0, x1, top, bottom, base, size = measures
    return Word(text, x0, x1, top, bottom, base, size, Face(*face), spaced, href)
