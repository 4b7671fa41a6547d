"""Supplementary material: each piece that its section lists by a label, "Figure S1. Nests", "S2 Table".

What such a section says in sentences stays prose.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from converter.article import Box, Inlines, Node, Paragraph
from converter.captions import is_supplementary
from converter.inlines import between, printed
from converter.manuscript import Mark, Run
from converter.nodes import SUPPLEMENT
from converter.patterns import regex

_WORDS = r"[^\W\d_]{1,20}(?:\s[^\W\d_]{1,20}){0,2}"
_LABEL = regex(
    rf"\s*(?P<label>(?P<words>{_WORDS}(?=[\s.№]))[.№]?\s?(?P<number>(?P<letter>S[.-]?)?\d{{1,3}}[A-Za-z]?)|S\d{{1,3}}\s[^\W\d_]{{1,20}})"
    r"(?=[\s.:)|–—-])(?P<delimiter>[.:)|–—-]?)\s{0,3}"
)


def with_supplements(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """The blocks of a section of supplementary material, each labelled paragraph as a piece of it."""
    count = iter(range(1, 10_000))
    return tuple(_supplement(node, count) if isinstance(node, Paragraph) else node for node in nodes)


def _supplement(node: Paragraph, count: Iterator[int]) -> Node:
    text = "".join(map(printed, node.content))
    match = _LABEL.match(text)
    if match is None or not text[match.start("label")].isupper() or not _is_telling(match["words"], match["letter"]):
        return node
    if not match["delimiter"] and text[match.end() : match.end() + 1].islower():
        return node
    rest = tuple(between(node.content, match.end(), None))
    title, words = _titled(rest)
    label = " ".join(match["label"].split())
    blocks = (Paragraph(words, node.place),) if words else ()
    return Box(blocks, f"supp{next(count)}", label, title, node.place, SUPPLEMENT)


def _is_telling(words: str | None, letter: str | None) -> bool:
    """Whether the number bears an S, or a word says that the piece is none of the article."""
    return bool(letter) or words is None or any(map(is_supplementary, words.split()))


def _titled(row: Inlines) -> tuple[Inlines, Inlines]:
    """The bold words with which a row begins, and the others."""
    bold = 0
    for each in row:
        if not isinstance(each, Run) or Mark.BOLD not in each.marks:
            break
        bold += 1
    if bold in (0, len(row)):
        return (), row
    title = tuple(replace(each, marks=each.marks - {Mark.BOLD}) for each in row[:bold] if isinstance(each, Run))
    first, *others = row[bold:]
    begun = replace(first, text=first.text.lstrip()) if isinstance(first, Run) else first
    return title, (begun, *others)
