"""References: where the lists stand, and their entries read as one list each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from converter.article import ReferenceList
from converter.diagnostics import Kind, Log, Severity
from converter.inlines import printed
from converter.languages import detect
from converter.manuscript import Block, BlockKind, Runs
from converter.recognition.draft import STATEMENTS, Draft, became_markup, label_of
from converter.runs import strip
from converter.styles import pair_lists, parse_references, split_references

EMPTY_LIST = Kind("reference-list-empty", Severity.WARNING, "Under this heading no reference was found.")

_ENDING = frozenset(
    {"abstract", "keywords", "author-notes", "citation", "received", "revised", "accepted", "history", "appendix"}
    | set(STATEMENTS)
)
"""Labels that end a reference list."""
_ENTRY = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE)


@dataclass(frozen=True, slots=True)
class _List:
    title: Runs
    heading: int
    indices: tuple[int, ...]


def find_references(log: Log, draft: Draft) -> tuple[ReferenceList, ...]:
    """Every reference list, claimed; a list and its transliterated twin become one."""
    lists: list[ReferenceList] = []
    first_id = 1
    for each in _lists(draft):
        if not each.indices:
            log(EMPTY_LIST(draft.blocks[each.heading].place))
            continue
        made = _read(log, draft, each, first_id)
        first_id += len(made.references)
        lists.append(made)
    return _paired(log, lists)


def _paired(log: Log, lists: Sequence[ReferenceList]) -> tuple[ReferenceList, ...]:
    """The lists, twins made one; the heading of the later twin is told by the language of its items."""
    paired = pair_lists(log, lists)
    kept = {each.place for each in paired}
    for each in lists:
        if each.place not in kept:
            log(became_markup(each.place, "".join(map(printed, each.title))))
    return paired


def _read(log: Log, draft: Draft, each: _List, first_id: int) -> ReferenceList:
    heading = draft.claim([each.heading], "references")[0]
    blocks = draft.claim(each.indices, "references")
    language = detect(" ".join(block.text for block in blocks)[:4000])
    references = parse_references(log, split_references(blocks), language, first_id)
    return ReferenceList(references, each.title, language, heading.place)


def _lists(draft: Draft) -> Iterator[_List]:
    for index, block in draft.free():
        if _is_heading(draft, index):
            end = _end(draft, index, block)
            yield _List(strip(block.runs, " .:*"), index, tuple(range(index + 1, end)))


def _is_heading(draft: Draft, index: int) -> bool:
    """A heading or a line of its own that is nothing but such a label."""
    block = draft.blocks[index]
    if block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH):
        return False
    label = label_of(block, {"references"})
    alone = label is not None and label.end >= len(block.text.strip())
    return alone and index + 1 < len(draft.blocks)


def _end(draft: Draft, start: int, heading: Block) -> int:
    """Index behind the list: at a rule, a heading as high, a label, notes or claimed blocks."""
    for index in range(start + 1, len(draft.blocks)):
        block = draft.blocks[index]
        if draft.owners[index] or block.kind not in (*_ENTRY, BlockKind.HEADING, BlockKind.NOTE):
            return index
        if _is_heading(draft, index) or label_of(block, _ENDING) or _ends(block, heading):
            return index
    return len(draft.blocks)


def _ends(block: Block, heading: Block) -> bool:
    if block.kind is not BlockKind.HEADING:
        return block.kind is BlockKind.NOTE
    return heading.kind is not BlockKind.HEADING or block.level <= heading.level
