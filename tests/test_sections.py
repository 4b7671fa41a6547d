"""Sections: headings nested by what is printed before them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from casefile import Case, cases

from converter.article import Node, Paragraph, Quote, Section
from converter.diagnostics import Diagnostic
from converter.inlines import printed
from converter.manuscript import Block, BlockKind, Look, Mark, Run
from converter.parts.sections import nest
from converter.recognition.epigraphs import set_off_epigraphs
from converter.recognition.nodes import Piece


def outline(nodes: Iterable[Node], depth: int = 0) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Section):
            label = f"[{node.label}] " if node.label else ""
            yield "  " * depth + label + "".join(map(printed, node.title))
            yield from outline(node.blocks, depth + 1)


@pytest.mark.parametrize("case", cases("recognition/heading_numbers.txt"), ids=lambda case: case.id)
def test_the_whole_document_tells_what_numbers_headings(case: Case) -> None:
    lines = [line.partition(" ") for line in case.input.splitlines()]
    blocks = [Block(BlockKind.HEADING, (Run(text),), level=len(signs)) for signs, _, text in lines]
    log: list[Diagnostic] = []
    assert "\n".join(outline(nest(log.append, blocks))) == case.expected


def line_block(line: str) -> Block:
    kind = BlockKind.HEADING if line.startswith("#") else BlockKind.PARAGRAPH
    marks = frozenset({Mark.ITALIC}) if line.startswith("_") else frozenset()
    look = Look(align="right" if line.startswith(">") else "")
    return Block(kind, (Run(line.strip("#>_ "), marks),), look=look)


def shown(piece: Piece) -> Iterator[str]:
    match piece:
        case Quote(blocks, source):
            yield from (f"“ {''.join(map(printed, each.content))}" for each in blocks if isinstance(each, Paragraph))
            yield f"~ {''.join(map(printed, source))}"
        case Block(_, runs, look=look):
            sign = "> " if look.align else ""
            yield sign + "".join(f"_{run.text}_" if run.marks else run.text for run in runs)


@pytest.mark.parametrize("case", cases("recognition/epigraphs.txt"), ids=lambda case: case.id)
def test_an_epigraph_is_a_quotation_with_its_source(case: Case) -> None:
    pieces = set_off_epigraphs([line_block(line) for line in case.input.splitlines()])
    assert "\n".join(line for piece in pieces for line in shown(piece)) == case.expected
