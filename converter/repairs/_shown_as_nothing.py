"""Hyphens that a heading's font dropped between words hyphenated in the text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise

from msgspec.structs import replace

from converter.diagnostics import Kind, Log, Severity
from converter.edits import Edit, edit_runs, place_at, wording
from converter.manuscript import Block, BlockKind, Manuscript
from converter.patterns import regex
from converter.words import Vocabulary, folding

DROPPED_HYPHEN = Kind(
    "dropped-hyphen",
    Severity.QUESTION,
    "A hyphen was put into a heading, since the text always has these words hyphenated.",
)

_NEIGHBOURS = regex(r"(?<![\w-])(?=(\w{2,40})([ \n][ ]?)(\w{2,40})(?![\w-]))")
_LONGEST_HEADING = 160
_ENOUGH = 3
_STEM, _ENDING = 4, 3

_Pair = tuple[str, str]


def mend_headings(log: Log, manuscript: Manuscript, words: Vocabulary) -> Manuscript:
    """`manuscript` with hyphens put into headings: only for one whose hyphens are damaged."""
    headings = [block for block in manuscript.blocks if _is_heading(block)]
    hyphenated = _often_hyphenated(headings, words)
    if not hyphenated:
        return manuscript
    running = folding(" ".join(b.text for b in manuscript.blocks if not _is_heading(b)))
    running = " ".join(running.split())
    always = {pair for pair in hyphenated if not _stands_in(" ".join(pair), running)}
    blocks = tuple(_mend_heading(log, b, always) if _is_heading(b) else b for b in manuscript.blocks)
    return replace(manuscript, blocks=blocks)


def _stands_in(words: str, text: str) -> bool:
    return words in text and re.search(rf"\b{words}\b", text) is not None


def _is_heading(block: Block) -> bool:
    """Whether a block is a heading or looks like one: short, a capital first, no stop."""
    if block.kind is not BlockKind.PARAGRAPH:
        return block.kind is BlockKind.HEADING
    text = block.text.strip()
    return len(text) <= _LONGEST_HEADING and text[:1].isupper() and text[-1:].isalpha()


def _often_hyphenated(headings: Iterable[Block], words: Vocabulary) -> set[_Pair]:
    """Pairs of words in headings that stand with a hyphen several times elsewhere."""
    followers: dict[str, dict[str, int]] = {}
    for word, count in words.counts.items():
        for first, second in pairwise(word.split("-")) if "-" in word else ():
            follow = followers.setdefault(first, {})
            follow[second] = follow.get(second, 0) + count
    return {
        (first, second)
        for block in headings
        for _, first, second in _pairs(wording(block.runs))
        if first in followers and sum(n for other, n in followers[first].items() if _is_kin(second, other)) >= _ENOUGH
    }


def _pairs(text: str) -> Iterator[tuple[re.Match[str], str, str]]:
    for found in _NEIGHBOURS.finditer(text):
        yield found, folding(found[1]), folding(found[3])


def _mend_heading(log: Log, block: Block, always: Collection[_Pair]) -> Block:
    text = wording(block.runs)
    edits: list[Edit] = []
    for found, first, second in _pairs(text):
        if (first, second) not in always:
            continue
        here = place_at(block.place, text, found.start())
        before, after = (f"{found[1]}{between}{found[3]}" for between in (" ", "-"))
        log(DROPPED_HYPHEN(here, before=before, after=after))
        edits.append(Edit(found.start(2), found.end(2), "-"))
    return replace(block, runs=edit_runs(block.runs, edits)) if edits else block


def _is_kin(word: str, other: str) -> bool:
    """Whether two words are one but for an ending: Russia, Russian."""
    shorter, longer = sorted((word, other), key=len)
    stem = max(_STEM, len(longer) - _ENDING)
    return word == other or longer[:stem] == shorter[:stem]
