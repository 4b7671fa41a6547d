"""Identifiers and classes of the article itself: DOI, UDC, EDN, and its rubric.

The DOI is the one of a labelled line or of the citation line, never one from a reference.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from converter.diagnostics import Log
from converter.parts.citation_lines import CitationLine
from converter.recognition.draft import Draft, became_markup
from converter.recognition.fronts import Front, Piece

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")
_LABELLED = ("udc", "bbk", "edn", "jel", "msc", "pacs")


def find_identifiers(log: Log, draft: Draft, fronts: Sequence[Front], lines: Sequence[CitationLine]) -> dict[str, str]:
    """From kind ("doi", "udc", "edn", ...) to value; claims the labelled lines."""
    found: dict[str, str] = {}
    for front in fronts:
        for piece in front.pieces:
            value = _value(piece)
            if value and found.setdefault(piece.part, value) == value:
                draft.claim(piece.indices, "identifiers")
                log(became_markup(piece.blocks[0].place, piece.label))
    for line in lines:
        if line.doi:
            found.setdefault("doi", line.doi)
    return found


def _value(piece: Piece) -> str:
    text = " ".join(piece.text.split()).rstrip(" .")
    if piece.part == "doi":
        match = _DOI.search(text)
        return match[0].rstrip(".,;)") if match else ""
    return text if piece.part in _LABELLED and len(text) <= 200 else ""
