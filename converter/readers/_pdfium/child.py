"""The process that reads a PDF: the file on standard input, lines of JSON on standard output.

It is asked for the pages, a line each behind one that says what the file holds beside them, or
for images of areas, a line each.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct, convert, json

from .extraction import pages
from .files import beside, opened
from .pages import Area, Beside, Page, Refused
from .pictures import rendered


class Layer(Struct, frozen=True):
    """The pages of a PDF, and what stands beside them."""

    pages: tuple[Page, ...]
    beside: Beside = Beside()


def main() -> None:
    """Do what the first argument asks: "pages MOST_PAGES MOST_CHARACTERS" or "images AREAS"."""
    asked, *arguments = sys.argv[1:]
    write = sys.stdout.buffer.write
    data = sys.stdin.buffer.read()
    try:
        document = opened(data)
        for line in _pages(document, *map(int, arguments)) if asked == "pages" else _images(document, arguments[0]):
            write(json.encode(line) + b"\n")
    except Refused as refusal:
        write(json.encode({"refused": str(refusal)}))


def _pages(document: object, most_pages: int, most_characters: int) -> Iterator[Beside | Page]:
    yield beside(document)
    yield from pages(document, most_pages, most_characters)


def _images(document: object, areas: str) -> Iterator[bytes]:
    return rendered(document, json.decode(areas, type=list[Area]))


def asked_for(areas: Sequence[Area]) -> str:
    """The areas as `main` reads them."""
    return json.encode(areas).decode()


def received(output: bytes) -> Layer:
    """What `main` wrote of the pages. Raises `Refused`, and `ValueError` for what it never writes."""
    decoder = json.Decoder(Page | dict[str, Any])
    found: list[Page] = []
    told = Beside()
    for line in output.splitlines():
        page = decoder.decode(line)
        if isinstance(page, Page):
            found.append(page)
        elif "refused" in page:
            raise Refused(page["refused"])
        else:
            told = convert(page, Beside)
    return Layer(tuple(found), told)


def received_images(output: bytes) -> tuple[bytes, ...]:
    """The PNG files that `main` wrote; empty ones could not be drawn."""
    return tuple(json.decode(line, type=bytes) for line in output.splitlines())
