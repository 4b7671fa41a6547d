"""Hyphens that a heading's font dropped between words hyphenated in the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from converter.diagnostics import Kind, Log, Severity
from converter.edits import Edit, edit_runs, place_at, wording
from converter.manuscript import Block, BlockKind, Manuscript
from converter.words import Vocabulary, folding

DROPPED_HYPHEN = Kind(
    "dropped-hyphen",
    Severity.QUESTION,
    "A hyphen was put into a heading, since the text always has these words hyphenated.",
)

_PAIR = re.compile(r"(?<![\w-])(?=(\w{2,40})([ \n][ ]?)(\w{2,40})(?![\w-]))")
_LONGEST_HEADING = 160
_ENOUGH = 3
_STEM, _ENDING = 4, 3

_Pairs = Mapping[str, Mapping[str, int]]


def mend_headings(log: Log, manuscript: Manuscript, words: Vocabulary) -> Manuscript:
    """`manuscript` with hyphens put into headings: only for one whose hyphens are damaged."""
    pairs = _hyphenated_pairs(words)
    running = folding(" ".join(b.text for b in manuscript.blocks if not _is_heading(b)))
    running = " ".join(running.split())
    blocks = tuple(
        _mend_heading(log, block, pairs, running) if _is_heading(block) else block for block in manuscript.blocks
    )
    return replace(manuscript, blocks=blocks)


def _is_heading(block: Block) -> bool:
    """Whether a block is a heading or looks like one: short, a capital first, no stop."""
    if block.kind is not BlockKind.PARAGRAPH:
        return block.kind is BlockKind.HEADING
    text = block.text.strip()
    return len(text) <= _LONGEST_HEADING and text[:1].isupper() and text[-1:].isalpha()


def _hyphenated_pairs(words: Vocabulary) -> _Pairs:
    """From a word to the words that follow it after a hyphen, and how often."""
    pairs: dict[str, dict[str, int]] = {}
    for word, count in words.counts.items():
        parts = word.split("-")
        for first, second in pairwise(parts):
            follow = pairs.setdefault(first, {})
            follow[second] = follow.get(second, 0) + count
    return pairs


def _mend_heading(log: Log, block: Block, pairs: _Pairs, running: str) -> Block:
    text = wording(block.runs)
    edits: list[Edit] = []
    for found in _PAIR.finditer(text):
        first, second = found[1], found[3]
        if not _always_hyphenated(folding(first), folding(second), pairs, running):
            continue
        here = place_at(block.place, text, found.start())
        log(DROPPED_HYPHEN(here, before=f"{first} {second}", after=f"{first}-{second}"))
        edits.append(Edit(found.start(2), found.end(2), "-"))
    return replace(block, runs=edit_runs(block.runs, edits)) if edits else block


def _always_hyphenated(first: str, second: str, pairs: _Pairs, running: str) -> bool:
    """Whether the two stand with a hyphen several times, and never without in running text."""
    often = sum(count for other, count in pairs.get(first, {}).items() if _is_kin(second, other))
    return often >= _ENOUGH and not re.search(rf"\b{first} {second}\b", running)


def _is_kin(word: str, other: str) -> bool:
    """Whether two words are one but for an ending: Russia, Russian."""
    shorter, longer = sorted((word, other), key=len)
    stem = max(_STEM, len(longer) - _ENDING)
    return word == other or longer[:stem] == shorter[:stem]
