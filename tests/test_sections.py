"""Sections: headings nested by what is printed before them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from casefile import Case, cases

from converter.article import Node, Section
from converter.diagnostics import Diagnostic
from converter.inlines import printed
from converter.manuscript import Block, BlockKind, Run
from converter.parts.sections import nest


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
