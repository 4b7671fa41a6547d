"""EPUB 2 and 3, read by pandoc from a copy that holds only checked parts."""

from __future__ import annotations

from converter.diagnostics import Log
from converter.manuscript import Manuscript
from converter.readers import Reader


def _read(log: Log, data: bytes, file: str) -> Manuscript:
    """The blocks of an EPUB book, chapter by chapter; raises `Unreadable`."""
    from converter.readers._blocks import blocks_of
    from converter.readers._book import open_book, repack
    from converter.readers._media import collect_media
    from converter.readers._pandoc import parse

    book = open_book(log, data, file)
    tree = parse(log, repack(book), "epub", file)
    blocks = blocks_of(log, tree.blocks, file)
    blocks, media = collect_media(log, blocks, book.images, book.archive, file)
    return Manuscript(blocks, file, "epub", {}, media)


def _recognise(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04") and b"application/epub+zip" in data[:200]


READER = Reader((".epub",), _read, _recognise)
