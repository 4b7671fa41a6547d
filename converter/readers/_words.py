"""The law of a reader: every word of the file's own text is in the blocks, or is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from converter.diagnostics import Kind, Log, Place, Severity
from converter.manuscript import Block
from converter.patterns import regex

WORDS_NOT_READ = Kind("words-not-read", Severity.WARNING, "Words of the file are missing in what was read: {words}.")

_WORD = regex(r"[^\W_]+")
_MOST = 30


def tell_unread(log: Log, texts: Iterable[str], blocks: Iterable[Block], file: str) -> None:
    """Tell the words of `texts` that `blocks` do not hold as often."""
    missing = Counter(_words(texts)) - Counter(_words(_texts(blocks)))
    if missing:
        row = [word for word, times in missing.items() for _ in range(times)]
        shown = " ".join(row[:_MOST]) + (" …" if len(row) > _MOST else "")
        log(WORDS_NOT_READ(Place(file), words=shown))


def _words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from _WORD.findall(text.replace("\u00ad", ""))


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield block.label
        for runs in (block.runs, *(cell.runs for row in block.rows for cell in row)):
            yield "".join(run.text for run in runs if not run.note)
