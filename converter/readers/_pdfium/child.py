"""The process that reads a PDF: the file on standard input, a line of JSON a page on standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from msgspec import json

from .extraction import pages
from .pages import Page, Refused


def main() -> None:
    """Write the pages of the PDF; arguments are the most pages and the most characters."""
    most_pages, most_characters = map(int, sys.argv[1:3])
    try:
        for page in pages(sys.stdin.buffer.read(), most_pages, most_characters):
            sys.stdout.buffer.write(json.encode(page) + b"\n")
    except Refused as refusal:
        sys.stdout.buffer.write(json.encode({"refused": str(refusal)}))


def received(output: bytes) -> Iterator[Page]:
    """The pages that `main` wrote. Raises `Refused`, and `ValueError` for what it never writes."""
    decoder = json.Decoder(Page | dict[str, str])
    for line in output.splitlines():
        page = decoder.decode(line)
        if isinstance(page, dict):
            raise Refused(page["refused"])
        yield page
