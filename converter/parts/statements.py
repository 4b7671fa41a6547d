"""Statements: funding, conflicts, data, contributions, thanks, wherever they stand.

A heading of its own or a label that runs in ("Funding: ...") opens one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from converter.article import Award, Contributor, Node, Paragraph, Statement
from converter.diagnostics import Log
from converter.inlines import printed, walk
from converter.languages import Label
from converter.manuscript import Block, BlockKind
from converter.recognition.awards import find_awards
from converter.recognition.credits import find_credits
from converter.recognition.draft import STATEMENTS, Draft, became_markup, label_of, label_words, without_label
from converter.recognition.nodes import nodes_of
from converter.recognition.spoken_statements import spoken_kind
from converter.recognition.supplements import with_supplements

_UNTITLED = frozenset({"funding", "conflict", "contributions"})
"""JATS4R puts these into elements that have no title."""
_TELLING = frozenset({"funding", "acknowledgements"})
"""What may say who paid."""


def find_statements(log: Log, draft: Draft) -> tuple[Statement, ...]:
    """Every statement, claimed."""
    return (*_statements(log, draft), *_spoken(draft))


def _statements(log: Log, draft: Draft) -> Iterator[Statement]:
    for index, block in draft.free():
        label = label_of(block, STATEMENTS)
        if label is None or block.kind is BlockKind.QUOTE:
            continue
        alone = label.end >= len(block.text.rstrip())
        indices = _below(draft, index, block) if alone else []
        if alone and not indices:
            continue
        draft.claim([index, *indices], "statements")
        yield _statement(log, draft, index, indices, label, alone)


def _spoken(draft: Draft) -> Iterator[Statement]:
    """Statements that say without a label what they are, as "The authors declare no conflict of interest" does."""
    for index, block in draft.free():
        kind = spoken_kind(block.text) if block.kind is BlockKind.PARAGRAPH else ""
        if kind:
            blocks = nodes_of(draft.claim([index], "statements"))
            yield Statement(kind, blocks, draft.language(index), place=block.place)


def _statement(log: Log, draft: Draft, index: int, indices: list[int], label: Label, alone: bool) -> Statement:
    block = draft.blocks[index]
    title = label_words(block, label).strip(" .:*")
    opened = () if alone else (replace(without_label(block, label), kind=BlockKind.PARAGRAPH),)
    blocks = (*opened, *(draft.blocks[i] for i in indices))
    if not alone or label.part in _UNTITLED:
        log(became_markup(block.place, title))
    language = label.language if len(label.languages) == 1 else draft.language(indices[0] if indices else index)
    awards = _awards(label.part, blocks)
    nodes = with_supplements(nodes_of(blocks)) if label.part == "supplementary" else nodes_of(blocks)
    return Statement(label.part, nodes, language or label.language, title, awards, block.place)


def give_credits(contributors: Sequence[Contributor], statements: Iterable[Statement]) -> tuple[Contributor, ...]:
    """The contributors with the roles that a statement of contributions gives them."""
    told = (each for each in statements if each.kind == "contributions")
    for statement in told:
        found = find_credits(" ".join(_said(statement.blocks)), contributors)
        if found:
            return tuple(replace(each, credits=found.get(at, ())) for at, each in enumerate(contributors))
    return tuple(contributors)


def _said(nodes: Iterable[Node]) -> Iterator[str]:
    """The words of each paragraph."""
    return ("".join(map(printed, each.content)) for each in walk(nodes) if isinstance(each, Paragraph))


def _awards(part: str, blocks: Iterable[Block]) -> tuple[Award, ...]:
    """What funding tells of funders; of thanks only what bears the number of a grant."""
    if part not in _TELLING:
        return ()
    found = find_awards(" ".join(block.text for block in blocks))
    return tuple(each for each in found if each.numbers or part == "funding")


def _below(draft: Draft, start: int, heading: Block) -> list[int]:
    """Indices of what stands under a heading: to the next heading or label."""
    found: list[int] = []
    for index in range(start + 1, len(draft.blocks)):
        block = draft.blocks[index]
        if draft.owners[index] or block.kind in (BlockKind.HEADING, BlockKind.BREAK, BlockKind.NOTE):
            break
        if label_of(block, {*STATEMENTS, "references"}) or (heading.kind is not BlockKind.HEADING and found):
            break
        found.append(index)
    return found
