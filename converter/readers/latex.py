"""LaTeX, read by pandoc; what it knows nothing of, front matter and reference lists, is rewritten before."""

from __future__ import annotations

import re

from converter.diagnostics import Log
from converter.manuscript import Manuscript
from converter.readers import Reader

_CLASS = re.compile(rb"^[ \t]*\\document(?:class|style)\b", re.MULTILINE)


def _read(log: Log, data: bytes, file: str) -> Manuscript:
    """The blocks of a LaTeX file; raises `Unreadable`."""
    from converter.readers._blocks import blocks_of
    from converter.readers._decoding import decode
    from converter.readers._pandoc import parse

    source = decode(log, data, file)
    tree = parse(log, source.encode(), "latex", file)
    return Manuscript(blocks_of(log, tree.blocks, file), file, "latex")


def _recognise(data: bytes) -> bool:
    return _CLASS.search(data[:20_000]) is not None and b"\\begin{document}" in data


READER = Reader((".tex", ".ltx", ".latex"), _read, _recognise)
