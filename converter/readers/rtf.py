"""RTF (Rich Text Format 1.9.1), read by pandoc."""

from __future__ import annotations

from converter.diagnostics import Log
from converter.manuscript import Manuscript
from converter.patterns import regex
from converter.readers import Reader

_UNDELIMITED = regex(rb"(?<!\\)(\\u-?\d{1,5})(?=[^\\ {}\d\r\n])")
"""A character by its number, its stand-in at once behind it: pandoc 3.9 then drops a letter of the text too."""

_IGNORABLE = rb"{\*\footnote"
"""So LibreOffice and pandoc begin a footnote; read as it is said, pandoc would leave it out."""


def _read(log: Log, data: bytes, file: str) -> Manuscript:
    """The blocks of an RTF file; raises `Unreadable`."""
    from converter.readers._blocks import blocks_of
    from converter.readers._pandoc import parse

    tree = parse(log, _UNDELIMITED.sub(rb"\1 ", data).replace(_IGNORABLE, rb"{\footnote"), "rtf", file)
    return Manuscript(blocks_of(log, tree.blocks, file), file, "rtf")


def _recognise(data: bytes) -> bool:
    return data.lstrip()[:5] == b"{\\rtf"


READER = Reader((".rtf",), _read, _recognise)
