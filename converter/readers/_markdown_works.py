"""The works that a Markdown file cites by their keys, from the bibliography that it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from msgspec import Struct

from converter.diagnostics import Log, Place
from converter.languages import LANGUAGES
from converter.manuscript import Block, BlockKind, CitationField, Run
from converter.readers import Beside
from converter.readers._bibliography import (
    KEY_MISSING,
    REFERENCES_ELSEWHERE,
    Item,
    arranged,
    entry_of,
    read_works,
)
from converter.readers._markdown_citations import keys_of, named_files, print_citations


class Listed(Struct, frozen=True):
    """A text with its citations printed, and the works that are to stand below it."""

    text: str
    cited: tuple[CitationField, ...]
    works: tuple[Item, ...]
    language: str
    place: Place


def read_listed(log: Log, text: str, metadata: Mapping[str, str], file: str, beside: Beside) -> Listed | None:
    """The text with what it cites by key printed; None where no bibliography is at hand."""
    keys = keys_of(text)
    names = named_files(metadata, PurePath(file).stem)
    held = [(name, data) for name in names if keys and (data := beside(name))]
    if not held:
        if keys and metadata.get("bibliography"):
            log(REFERENCES_ELSEWHERE(Place(file), files=metadata["bibliography"]))
        return None
    wanted = None if "@*" in metadata.get("nocite", "") else keys
    found = [item for name, data in held for item in read_works(log, data, name, wanted)]
    works = arranged({str(item.id): item for item in found}.values())
    citing = print_citations(text, {str(item.id): item for item in works})
    for key in dict.fromkeys(citing.missing):
        log(KEY_MISSING(Place(file), key=key))
    language = metadata.get("lang", "en").partition("-")[0].lower()
    return Listed(citing.text, tuple(citing.cited), tuple(works), language, Place(held[0][0]))


def entries_below(blocks: Sequence[Block], listed: Listed) -> Iterator[Block]:
    """The entries as paragraphs, under a heading unless the text ends in one that waits for them."""
    last = next((block for block in reversed(blocks) if block.kind is not BlockKind.NOTE), None)
    if last is None or last.kind is not BlockKind.HEADING:
        labels = LANGUAGES.get(listed.language, LANGUAGES["en"]).labels.get("references")
        label = (labels or LANGUAGES["en"].labels["references"])[0]
        yield Block(BlockKind.HEADING, (Run(label),), listed.place, level=1)
    for work in listed.works:
        yield Block(BlockKind.PARAGRAPH, entry_of(work), listed.place)
