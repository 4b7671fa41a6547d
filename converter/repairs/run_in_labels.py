"""Labels that open a part amid a paragraph: "...in the coast. Keywords: liverworts" are two parts.

A label counts at the start of a line or in bold type; amid a line only the keywords' label behind
a sentence does, and that of the correspondence: behind a sentence where an e-mail address follows,
or behind a sign ("University of Northfield ¶ Corresponding author"). No word changes, so nothing is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from converter.diagnostics import Log
from converter.languages import Label, find_label, find_labels
from converter.manuscript import Block, BlockKind, Manuscript, Mark
from converter.recognition.marks import SIGNS
from converter.recognition.mentions import EMAIL
from converter.runs import cut, strip

_OPENING = frozenset({"abstract", "keywords", "citation", "author-notes", "received", "correspondence"})
_BEHIND = frozenset({"abstract", "keywords", "abstract-section", "received", "author-notes"})
_STOPS = '.;!?»”"'
_LONGEST_CONTACT = 900
_CONTACT = re.compile(rf"(?<=[\w{_STOPS}]\s)(?P<sign>[{SIGNS}]{{1,3}})?\s?(?=[^\W\d_])")
_STARTS = re.compile(rf"[\n{_STOPS}][ \t]*\S")
"""What is behind a sentence or begins a line."""


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """The manuscript with a block of its own for each labelled part."""
    blocks = tuple(part for block in manuscript.blocks for part in _parts(block))
    return manuscript if len(blocks) == len(manuscript.blocks) else replace(manuscript, blocks=blocks)


def _parts(block: Block) -> Iterator[Block]:
    if block.kind is not BlockKind.PARAGRAPH:
        yield block
        return
    edges = [0, *_edges(block), len(block.text)]
    for start, end in pairwise(edges):
        yield replace(block, runs=strip(cut(block.runs, start, end))) if len(edges) > 2 else block


def _edges(block: Block) -> list[int]:
    """Where another part opens within a block."""
    text = block.text
    own = find_label(text, _BEHIND)
    edges: list[int] = []
    for label in find_labels(text, _OPENING, _STARTS):
        if label.start and label.closed and text[label.start].isupper() and _opens(block, text, label, bool(own)):
            edges.append(label.start)
    return sorted({*edges, *_contacts(text)})


def _contacts(text: str) -> Iterator[int]:
    """Where amid the words of an address it is told to whom to write."""
    if len(text) > _LONGEST_CONTACT:
        return
    for match in _CONTACT.finditer(text):
        label = find_label(text[match.end() :], {"correspondence"}) if text[match.end()].isupper() else None
        if not label:
            continue
        told = label.closed and EMAIL.search(text, match.end()) and text[match.start() - 2] in _STOPS
        if told or (match["sign"] and (label.closed or match.end() + label.end == len(text))):
            yield match.start()


def _opens(block: Block, text: str, label: Label, labelled: bool) -> bool:
    before = text[: label.start].rstrip(" \t")
    at_line, bold = before.endswith("\n"), _is_bold(block, label.start)
    if not before.strip() or not (bold or ":" in text[label.stop : label.end]):
        return False
    if bold:
        return at_line or before[-1] in _STOPS
    if at_line:
        return labelled or label.part == "keywords"
    return label.part == "keywords" and before[-1] in _STOPS


def _is_bold(block: Block, offset: int) -> bool:
    at = 0
    for run in block.runs:
        if at <= offset < at + len(run.text):
            return Mark.BOLD in run.marks
        at += len(run.text)
    return False
