"""LaTeX, read by pandoc; front matter, citations and reference lists are written before as they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from converter.diagnostics import Kind, Log, Place, Severity
from converter.manuscript import Manuscript
from converter.patterns import regex
from converter.readers import Reader

REFERENCES_ELSEWHERE = Kind(
    "references-elsewhere",
    Severity.WARNING,
    "The reference list is in another file ({files}); put the .bbl file's content into the manuscript.",
)

_CLASS = regex(rb"^[ \t]*\\document(?:class|style)\b", re.MULTILINE)
_BIBLIOGRAPHY = regex(r"\\(?:bibliography|addbibresource)\s*\{([^}]{1,300})\}")


def _read(log: Log, data: bytes, file: str) -> Manuscript:
    """The blocks of a LaTeX file; raises `Unreadable`."""
    from converter.readers._blocks import blocks_of
    from converter.readers._decoding import decode
    from converter.readers._latex_parsing import parse_latex
    from converter.readers._latex_print import print_source

    source = decode(log, data, file)
    printed = print_source(source)
    if not printed.has_list:
        _tell_elsewhere(log, _BIBLIOGRAPHY.findall(source), file)
    tree = parse_latex(log, printed.source, file)
    return Manuscript(blocks_of(log, tree.blocks, file, printed.known), file, "latex")


def _tell_elsewhere(log: Log, files: Iterable[str], file: str) -> None:
    if names := ", ".join(files):
        log(REFERENCES_ELSEWHERE(Place(file), files=names))


def _recognise(data: bytes) -> bool:
    return _CLASS.search(data[:20_000]) is not None and b"\\begin{document}" in data


READER = Reader((".tex", ".ltx", ".latex"), _read, _recognise)
