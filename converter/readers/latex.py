"""LaTeX, read by pandoc; front matter, citations and reference lists are written before as they are printed."""

from __future__ import annotations

import re

from converter.diagnostics import Log, Place
from converter.manuscript import Manuscript
from converter.patterns import regex
from converter.readers import Beside, Reader, alone

_CLASS = regex(rb"^[ \t]*\\document(?:class|style)\b", re.MULTILINE)


def _read(log: Log, data: bytes, file: str) -> Manuscript:
    """The blocks of a LaTeX file; raises `Unreadable`."""
    return _read_beside(log, data, file, alone)


def _read_beside(log: Log, data: bytes, file: str, beside: Beside) -> Manuscript:
    """The blocks of a LaTeX file and of those that it takes in; raises `Unreadable`."""
    from converter.readers._bibliography import REFERENCES_ELSEWHERE
    from converter.readers._blocks import blocks_of
    from converter.readers._decoding import decode
    from converter.readers._latex_beside import named_files, with_list, with_parts
    from converter.readers._latex_parsing import parse_latex
    from converter.readers._latex_print import print_source
    from converter.readers._latex_works import list_of

    source = with_list(log, with_parts(log, decode(log, data, file), file, beside), file, beside)
    names = named_files(source)
    printed = print_source(source, lambda body: list_of(log, source, body, names, file, beside))
    if names and not printed.has_list:
        log(REFERENCES_ELSEWHERE(Place(file), files=", ".join(names)))
    tree = parse_latex(log, printed.source, file)
    return Manuscript(blocks_of(log, tree.blocks, file, printed.known), file, "latex")


def _recognise(data: bytes) -> bool:
    return _CLASS.search(data[:20_000]) is not None and b"\\begin{document}" in data


READER = Reader((".tex", ".ltx", ".latex"), _read, _recognise, _read_beside)
