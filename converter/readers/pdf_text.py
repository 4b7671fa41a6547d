"""Plain text, as pulled from a PDF: chunks of lines between blank lines are blocks.

What the lines mean is not asked here. Form feeds are page breaks (pdftotext and others write
them).
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Log, Place
from converter.layout import PLAIN_TEXT
from converter.manuscript import Block, BlockKind, Look, Manuscript, Run
from converter.readers import Reader
from converter.readers._decoding import decode


def _read(log: Log, data: bytes, file: str) -> Manuscript:
    """A manuscript of paragraphs; raises `Unreadable` for what is no text."""
    return read_text(decode(log, data, file), file)


def read_text(text: str, file: str) -> Manuscript:
    """A manuscript of paragraphs, from decoded text."""
    return Manuscript(tuple(_blocks(text.split("\n"), file)), file, PLAIN_TEXT)


def _blocks(lines: list[str], file: str) -> Iterator[Block]:
    chunk: list[str] = []
    page, fresh = (1 if any("\f" in line for line in lines) else 0), True
    for number, line in enumerate([*lines, ""], start=1):
        feeds = line.count("\f")
        bare = line.replace("\f", "").rstrip()
        if chunk and (feeds or not bare):
            yield _block(chunk, Place(file, number - len(chunk), number - 1, page), fresh)
            chunk, fresh = [], False
        if feeds:
            page, fresh = page + feeds, True
        if bare:
            chunk.append(bare)


def _block(chunk: list[str], place: Place, fresh: bool) -> Block:
    look = Look(page_start=fresh)
    return Block(BlockKind.PARAGRAPH, (Run("\n".join(chunk)),), place, look=look)


READER = Reader(suffixes=(".txt",), read=_read)
