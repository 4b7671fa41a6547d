"""Plain text, as pulled from a PDF: chunks of lines between blank lines are blocks.

What the lines mean is not asked here. Columns side by side are set one below the other. Form
feeds are page breaks (pdftotext and others write them).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from converter.diagnostics import Log, Place
from converter.layout import PLAIN_TEXT
from converter.manuscript import Block, BlockKind, Look, Manuscript, Run
from converter.readers import Reader
from converter.readers._decoding import decode
from converter.readers._text_columns import one_below_the_other
from converter.readers._text_marks import Numbered


def _read(log: Log, data: bytes, file: str) -> Manuscript:
    """A manuscript of paragraphs; raises `Unreadable` for what is no text."""
    return read_text(decode(log, data, file), file)


def read_text(text: str, file: str) -> Manuscript:
    """A manuscript of paragraphs, from decoded text."""
    lines = text.split("\n")
    return Manuscript(tuple(_blocks(one_below_the_other(lines), "\f" in text, file)), file, PLAIN_TEXT)


def _blocks(lines: Iterable[Numbered], paged: bool, file: str) -> Iterator[Block]:
    chunk: list[Numbered] = []
    page, fresh = int(paged), True
    for number, line, feed in _fed(chain(lines, [(0, "")])):
        bare = line.rstrip()
        if chunk and (feed or not bare):
            place = Place(file, chunk[0][0], chunk[-1][0], page)
            yield _block([text for _, text in chunk], place, fresh)
            chunk, fresh = [], False
        if feed:
            page, fresh = page + 1, True
        if bare:
            chunk.append((number, bare))


def _fed(lines: Iterable[Numbered]) -> Iterator[tuple[int, str, bool]]:
    """The lines parted at form feeds, and whether one stands before each part."""
    for number, line in lines:
        for at, part in enumerate(line.split("\f")):
            yield number, part, at > 0


def _block(chunk: list[str], place: Place, fresh: bool) -> Block:
    look = Look(page_start=fresh)
    return Block(BlockKind.PARAGRAPH, (Run("\n".join(chunk)),), place, look=look)


READER = Reader(suffixes=(".txt",), read=_read)
