"""LaTeX, read by pandoc; front matter, citations and reference lists are written before as they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from converter.diagnostics import Kind, Log, Place, Severity
from converter.manuscript import Manuscript
from converter.readers import Reader

REFERENCES_ELSEWHERE = Kind(
    "references-elsewhere",
    Severity.WARNING,
    "The reference list is in another file ({files}); put the .bbl file's content into the manuscript.",
)

COMMAND_LEFT_OUT = Kind(
    "latex-command-left-out", Severity.WARNING, "A command that is not known was left out with its words: {source}"
)

_COMMAND = re.compile(r"\\[A-Za-z@]{1,40}\*?(?:\[[^\]]{0,200}\])?|[{}]")
_SILENT = re.compile(
    r"\\(?:(?:this)?pagestyle|bibliographystyle|add(?:contents|to)\w*|mark(?:both|right)|set\w*|def\w*|(?:re)?new\w*"
    r"|hyper\w*|graphicspath|geometry|\w*color|select\w*|font\w*|label|index|nocite|in(?:put|clude)\w*|Declare\w*"
    r"|\w*setup|use\w*|tikz\w*|c?line|hyphenation|pdf\w*|step\w*|numberwithin|value|the\w*|vspace|hspace|begin|end)\b"
)
"""Commands whose arguments are not printed."""
_SHOWN = 200
_CLASS = re.compile(rb"^[ \t]*\\document(?:class|style)\b", re.MULTILINE)
_BIBLIOGRAPHY = re.compile(r"\\(?:bibliography|addbibresource)\s*\{([^}]{1,300})\}")


def _read(log: Log, data: bytes, file: str) -> Manuscript:
    """The blocks of a LaTeX file; raises `Unreadable`."""
    from converter.readers._blocks import blocks_of
    from converter.readers._decoding import decode
    from converter.readers._latex_print import print_source
    from converter.readers._pandoc import parse

    source = decode(log, data, file)
    printed = print_source(source)
    if not printed.has_list:
        _tell_elsewhere(log, _BIBLIOGRAPHY.findall(source), file)
    tree = parse(log, printed.source.encode(), "latex", file)
    _tell_skipped(log, tree.skipped, file)
    return Manuscript(blocks_of(log, tree.blocks, file, printed.known), file, "latex")


def _tell_skipped(log: Log, skipped: Iterable[str], file: str) -> None:
    """Name the words of commands that are not known; what sets type has none."""
    for source in dict.fromkeys(skipped):
        words = " ".join(_COMMAND.sub(" ", source).split())
        if any(map(str.isalpha, words)) and not _SILENT.match(source):
            log(COMMAND_LEFT_OUT(Place(file), before=words, after="", source=source[:_SHOWN]))


def _tell_elsewhere(log: Log, files: Iterable[str], file: str) -> None:
    if names := ", ".join(files):
        log(REFERENCES_ELSEWHERE(Place(file), files=names))


def _recognise(data: bytes) -> bool:
    return _CLASS.search(data[:20_000]) is not None and b"\\begin{document}" in data


READER = Reader((".tex", ".ltx", ".latex"), _read, _recognise)
