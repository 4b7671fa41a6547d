"""Readers: bytes to Manuscript. One file is one format; it says only what the page shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from converter.diagnostics import Log
from converter.manuscript import Manuscript


class Unreadable(Exception):
    """The input cannot be read at all; the message says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One input format. `read` takes the log, the bytes and the file's name.

    It raises `Unreadable` for input that is not of this format.
    """

    suffixes: tuple[str, ...]
    read: Callable[[Log, bytes, str], Manuscript]


def read(log: Log, data: bytes, name: str) -> Manuscript:
    """The manuscript in `data`; the reader is chosen by the name's suffix, plain text by its signs.

    Raises `Unreadable`.
    """
    from converter.readers import markdown, pdf_text

    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    if suffix in markdown.READER.suffixes:
        return markdown.READER.read(log, data, name)
    plain = pdf_text.READER.read(log, data, name)
    if markdown.looks_like_markdown("\n\n".join(block.text for block in plain.blocks)):
        return markdown.READER.read(lambda _: None, data, name)
    return plain
