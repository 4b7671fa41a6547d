"""The ISSN of the journal, of each edition, where the first lines print them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from converter.diagnostics import Log
from converter.manuscript import Block
from converter.recognition.draft import Draft, became_markup
from converter.recognition.fronts import Front
from converter.recognition.heads import Head
from converter.recognition.issns import PRINTED, is_issns, read_issns


def find_issns(log: Log, draft: Draft, fronts: Sequence[Front], heads: Sequence[Head]) -> Mapping[str, str]:
    """From the format of an edition ("print", "electronic", "") to its ISSN; claims lines of such numbers alone."""
    found: dict[str, str] = {}
    for block in _blocks(draft, fronts, heads):
        for each in read_issns(block.text):
            found.setdefault(each.edition, each.number)
        for match in PRINTED.finditer(block.text):
            log(became_markup(block.place, match[0]))
    return found


def _blocks(draft: Draft, fronts: Sequence[Front], heads: Sequence[Head]) -> Iterator[Block]:
    """The lines that name the journal, then those of its numbers alone, claimed, each edition once."""
    yield from (draft.blocks[index] for head in heads for index in head.imprints)
    for index in (i for front in fronts for piece in front.pieces if piece.part == "issn" for i in piece.indices):
        block = draft.blocks[index]
        editions = [each.edition for each in read_issns(block.text)]
        if not draft.owners[index] and is_issns(block.text) and len(set(editions)) == len(editions):
            yield draft.claim([index], "identifiers")[0]
