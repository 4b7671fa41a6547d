"""Abstracts: one in each language, plain or in sections; a cut one is told to the editor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise

from msgspec.structs import replace

from converter.article import Abstract, Node, Paragraph, Section
from converter.diagnostics import Kind, Log, Severity
from converter.languages import LANGUAGES, find_labels
from converter.manuscript import Block, BlockKind, Run
from converter.recognition.draft import Draft, became_markup, label_of, label_words, without_label
from converter.recognition.fronts import Front
from converter.runs import cut, strip

UNLABELLED = Kind(
    "abstract-without-label",
    Severity.QUESTION,
    "This stands without a label where an abstract stands and was taken for the one in {language}.",
)
TRUNCATED = Kind("abstract-truncated", Severity.WARNING, "The abstract in {language} is cut {where}.")
TWICE = Kind("abstract-twice", Severity.QUESTION, "There is a second abstract in {language}; it stays in the body.")

_SECTION = frozenset({"abstract-section"})
_FRAGMENT = 60
"""An unlabelled abstract has at least so many characters."""


def find_abstracts(log: Log, draft: Draft, fronts: Sequence[Front]) -> dict[str, Abstract]:
    """The abstract of each front, claimed."""
    found: dict[str, Abstract] = {}
    for front in fronts:
        for piece in front.pieces:
            if piece.part != "abstract" or not piece.blocks or any(draft.owners[index] for index in piece.indices):
                continue
            language = front.language or piece.language
            if language in found:
                log(TWICE(piece.blocks[0].place, language=language))
                continue
            draft.claim(piece.indices, "abstracts")
            log(became_markup(piece.blocks[0].place, piece.label))
            found[language] = _abstract(log, piece.blocks, language)
    return found


def add_unlabelled(
    log: Log, draft: Draft, fronts: Sequence[Front], known: Mapping[str, Abstract]
) -> dict[str, Abstract]:
    """The known abstracts, and those without a label of languages that have no other: tagged, and asked about."""
    found = dict(known)
    for front in fronts:
        for language, indices in chain(_above_keywords(draft, front), _fragments(draft, front)):
            if language in found:
                continue
            blocks = draft.claim(indices, "abstracts")
            log(UNLABELLED(blocks[0].place, excerpt=blocks[0].text, language=language))
            found[language] = _abstract(log, blocks, language)
    return found


def _above_keywords(draft: Draft, front: Front) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The prose right above the keywords of a front that has no abstract."""
    keywords = front.piece("keywords")
    if keywords is None or front.piece("abstract"):
        return
    end = start = keywords.indices[0]
    labelled = {index for piece in front.pieces for index in piece.indices}
    while (
        start > 0 and start - 1 not in labelled and not draft.owners[start - 1] and _is_prose(draft.blocks[start - 1])
    ):
        start -= 1
    if start < end:
        yield front.language, tuple(range(start, end))


def _fragments(draft: Draft, front: Front) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Prose above a front in another language: what is left of a page whose labels were lost."""
    for index in front.head:
        language = draft.language(index)
        if language not in ("", front.language) and not draft.owners[index] and _is_prose(draft.blocks[index]):
            yield language, (index,)


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
    for block in (each for whole in blocks for each in _parted(whole)):
        label = label_of(block, _SECTION)
        if label is None:
            _append(nodes, Paragraph(block.runs, block.place))
            continue
        opened = without_label(block, label)
        title = label_words(block, label).rstrip(" .:—–")
        body = (Paragraph(opened.runs, block.place),) if opened.text else ()
        nodes.append(Section((Run(title),), body, place=block.place))
    return tuple(nodes)


def _parted(block: Block) -> Iterator[Block]:
    """A paragraph cut at the section labels that run through it: "Background: ... Methods: ..."."""
    text = block.text
    labels = [each for each in find_labels(text, _SECTION) if each.closed and _opens_sentence(text, each.start)]
    if len(labels) > 1 and not text[: labels[0].start].strip():
        starts = [0, *(each.start for each in labels[1:]), len(text)]
        yield from (replace(block, runs=strip(cut(block.runs, *span))) for span in pairwise(starts))
    else:
        yield block


def _opens_sentence(text: str, start: int) -> bool:
    """Whether a label stands first or behind a stop, with a capital."""
    return text[start].isupper() and text[:start].rstrip()[-1:] in ("", ".", "!", "?", ";")


def _append(nodes: list[Node], paragraph: Paragraph) -> None:
    """A paragraph behind a section belongs to it: JATS has none between sections."""
    last = nodes[-1] if nodes else None
    if isinstance(last, Section):
        nodes[-1] = Section(last.title, (*last.blocks, paragraph), place=last.place)
    else:
        nodes.append(paragraph)
