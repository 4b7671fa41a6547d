"""Abstracts: one in each language, plain or in sections; a cut one is told to the editor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from converter.article import Abstract, Node, Paragraph, Section
from converter.diagnostics import Kind, Log, Severity
from converter.languages import LANGUAGES
from converter.manuscript import Block, BlockKind, Run
from converter.recognition.draft import Draft, became_markup, label_of, label_words, without_label
from converter.recognition.fronts import Front

UNLABELLED = Kind(
    "abstract-without-label",
    Severity.QUESTION,
    "This stands before the {front} front matter without a label and was taken for the abstract in {language}.",
)
TRUNCATED = Kind("abstract-truncated", Severity.WARNING, "The abstract in {language} is cut {where}.")
TWICE = Kind("abstract-twice", Severity.QUESTION, "There is a second abstract in {language}; it stays in the body.")

_FRAGMENT = 60
"""An unlabelled abstract has at least so many characters."""


def find_abstracts(log: Log, draft: Draft, fronts: Sequence[Front]) -> dict[str, Abstract]:
    """The abstract of each front, claimed."""
    found: dict[str, Abstract] = {}
    for front in fronts:
        for piece in front.pieces:
            if piece.part != "abstract" or not piece.blocks:
                continue
            language = front.language or piece.language
            if language in found:
                log(TWICE(piece.blocks[0].place, language=language))
                continue
            draft.claim(piece.indices, "abstracts")
            log(became_markup(piece.blocks[0].place, piece.label))
            found[language] = _abstract(log, piece.blocks, language)
    return found


def find_fragments(
    log: Log, draft: Draft, fronts: Sequence[Front], known: Mapping[str, Abstract]
) -> dict[str, Abstract]:
    """Prose that stands above a front in another language, where that has no abstract of its own.

    What is left of a front page whose labels were lost: it is tagged and asked about.
    """
    found: dict[str, Abstract] = {}
    for front in fronts:
        for index in front.head:
            block = draft.blocks[index]
            language = draft.language(index)
            if draft.owners[index] or not _is_prose(block) or not language:
                continue
            if language not in (front.language, *known, *found):
                draft.claim([index], "abstracts")
                log(UNLABELLED(block.place, excerpt=block.text, front=front.language, language=language))
                found[language] = _abstract(log, (block,), language)
    return found


def _is_prose(block: Block) -> bool:
    text = block.text
    return block.kind is BlockKind.PARAGRAPH and len(text) >= _FRAGMENT and text.count(" ") > 10 and "@" not in text


def _abstract(log: Log, blocks: Iterable[Block], language: str) -> Abstract:
    blocks = tuple(blocks)
    if where := _cut(blocks):
        log(TRUNCATED(blocks[0].place, excerpt=blocks[0].text[:80], language=language, where=where))
    return Abstract(_nodes(log, blocks), truncated=bool(where), place=blocks[0].place)


def _cut(blocks: Sequence[Block]) -> str:
    """Where an abstract is cut: in a sentence at its start, its end, or both; "" if whole."""
    first, last = blocks[0].text.strip(), blocks[-1].text.strip()
    start = first[:1].islower()
    end = last[-1:].isalpha() and not _ends_alone(last)
    if start and end:
        return "at both ends"
    return "at the start" if start else "at the end" if end else ""


def _ends_alone(text: str) -> bool:
    """Whether the last word may end a sentence that only lacks its full stop."""
    last = text.rsplit(None, 1)[-1].casefold()
    return all(last not in language.common for language in LANGUAGES.values()) and len(text) > 400


def _nodes(log: Log, blocks: Iterable[Block]) -> tuple[Node, ...]:
    nodes: list[Node] = []
    for block in blocks:
        label = label_of(block, {"abstract-section"})
        if label is None:
            _append(nodes, Paragraph(block.runs, block.place))
            continue
        opened = without_label(block, label)
        title = label_words(block, label).rstrip(" .:—–")
        body = (Paragraph(opened.runs, block.place),) if opened.text else ()
        nodes.append(Section((Run(title),), body, place=block.place))
    return tuple(nodes)


def _append(nodes: list[Node], paragraph: Paragraph) -> None:
    """A paragraph behind a section belongs to it: JATS has none between sections."""
    last = nodes[-1] if nodes else None
    if isinstance(last, Section):
        nodes[-1] = Section(last.title, (*last.blocks, paragraph), place=last.place)
    else:
        nodes.append(paragraph)
