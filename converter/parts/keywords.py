"""Keywords: the list behind the label, taken apart at the separator it uses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from converter.article import Inlines
from converter.diagnostics import Log
from converter.manuscript import Run, Runs
from converter.recognition.draft import Draft, became_markup
from converter.recognition.fronts import Front
from converter.runs import cut, on_one_line, strip, text_of

_SEPARATORS = (";", "；", "、", "，", " • ", " · ", "•", "|", "\n-", ",", " — ", " – ", " - ", "\n", ".")
"""Tried in this order: a list with semicolons may have commas inside a keyword."""


def find_keywords(log: Log, draft: Draft, fronts: Sequence[Front]) -> dict[str, tuple[Inlines, ...]]:
    """The keywords of each front, claimed."""
    found: dict[str, tuple[Inlines, ...]] = {}
    for front in fronts:
        piece = front.piece("keywords")
        language = front.language or (piece.language if piece else "")
        if piece is None or not piece.blocks or language in found or any(draft.owners[i] for i in piece.indices):
            continue
        draft.claim(piece.indices, "keywords")
        log(became_markup(piece.blocks[0].place, piece.label))
        runs: Runs = tuple(run for block in piece.blocks for run in (*block.runs, Run("\n")))
        found[language] = split_keywords(strip(runs))
    return found


def split_keywords(runs: Runs) -> tuple[Runs, ...]:
    """The keywords of a list, without the separator and the full stop that ends the list."""
    text = text_of(runs).rstrip()
    if text.endswith(".") and not re.search(r"\b[^\W\d_]\.$", text):
        text = text[:-1]
    separator = next((each for each in _SEPARATORS if each in text.strip(each)), None)
    if separator is None:
        return (strip(cut(runs, 0, len(text))),) if text else ()
    edges = [-len(separator), *(m.start() for m in re.finditer(re.escape(separator), text)), len(text)]
    spans = zip((edge + len(separator) for edge in edges[:-1]), edges[1:], strict=True)
    pieces = (strip(strip(cut(runs, low, high)), " ,;；、，\n") for low, high in spans)
    return tuple(on_one_line(piece) for piece in pieces if text_of(piece).strip(" .-"))
