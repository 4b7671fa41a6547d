"""References: where the lists stand, and their entries read as one list each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from converter.article import ReferenceList
from converter.diagnostics import Kind, Log, Severity
from converter.inlines import printed
from converter.languages import detect, find_misprint
from converter.manuscript import Block, BlockKind, Mark, Runs
from converter.patterns import regex
from converter.recognition.addresses import is_address, opening_mark
from converter.recognition.bylines import is_byline
from converter.recognition.draft import STATEMENTS, Draft, became_markup, label_of
from converter.recognition.licences import names_licence
from converter.recognition.marks import is_sign
from converter.recognition.mentions import EMAIL
from converter.recognition.posts import LESSER, POSTS
from converter.runs import strip
from converter.styles import begins, finished, pair_lists, parse_references, split_references

EMPTY_LIST = Kind("reference-list-empty", Severity.WARNING, "Under this heading no reference was found.")
MISPRINTED = Kind(
    "reference-heading-misprinted",
    Severity.QUESTION,
    "This heading is one letter off a known one; what follows was taken for the references.",
)
UNHEADED = Kind(
    "reference-list-unheaded",
    Severity.QUESTION,
    "These {count} paragraphs were taken for the references, which have no heading.",
)

_FEWEST = 3
"""So many entries in a row are a list without a heading."""
_LONGEST_ENTRY = 1200
_LONGEST_HEADING = 240
_NEAR = 8
"""So many blocks below the title of a front its first label stands."""
_YEAR = regex(r"(?:1[5-9]|20)\d\d(?!\d)(?<!\d{5})")
_ENDING = frozenset(
    {"abstract", "keywords", "author-notes", "citation", "received", "revised", "accepted", "history", "appendix"}
    | set(STATEMENTS)
)
"""Labels that end a reference list."""
_ENTRY = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE)


class _List(Struct, frozen=True):
    title: Runs
    heading: int
    indices: tuple[int, ...]


def find_references(log: Log, draft: Draft) -> tuple[ReferenceList, ...]:
    """Every reference list, claimed; a list and its transliterated twin become one."""
    lists: list[ReferenceList] = []
    first_id = 1
    for each in list(_lists(draft)) or _unlabelled(log, draft):
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
    place = draft.blocks[each.heading].place
    if each.title:
        draft.claim([each.heading], "references")
    blocks = draft.claim(each.indices, "references")
    language = detect(" ".join(block.text for block in blocks)[:4000])
    references = parse_references(log, split_references(blocks), language, first_id)
    return ReferenceList(references, each.title, language, place)


def _lists(draft: Draft) -> Iterator[_List]:
    for index, block in draft.free():
        if _is_heading(draft, index):
            end = _without_front(draft, index + 1, _end(draft, index, block))
            yield _List(strip(block.runs, " .:*"), index, tuple(range(index + 1, end)))


def _unlabelled(log: Log, draft: Draft) -> tuple[_List, ...]:
    """The list where no heading is known: under a misprinted one, or under none."""
    for index, block in draft.free():
        if _is_misprinted(draft, index):
            log(MISPRINTED(block.place, excerpt=block.text))
            return (_List(strip(block.runs, " .:*"), index, tuple(range(index + 1, _end(draft, index, block)))),)
    rows = list(_rows(draft))
    row = max(reversed(rows), key=len, default=())
    if len(row) < _FEWEST:
        return ()
    log(UNHEADED(draft.blocks[row[0]].place, excerpt=draft.blocks[row[0]].text[:80], count=len(row)))
    return (_List((), row[0], row),)


def _is_misprinted(draft: Draft, index: int) -> bool:
    """Whether a line of its own is nearly a heading of references, and references follow."""
    block = draft.blocks[index]
    kinds = (BlockKind.HEADING, BlockKind.PARAGRAPH)
    followed = any(_is_entry(each) for each in draft.blocks[index + 1 : index + 3])
    return block.kind in kinds and followed and bool(find_misprint(block.text, "references"))


def _rows(draft: Draft) -> Iterator[tuple[int, ...]]:
    """Runs of blocks that look like references, each behind some text."""
    row: tuple[int, ...] = ()
    for index, block in draft.free():
        if _is_entry(block) and (not row or row[-1] == index - 1):
            row += (index,)
            continue
        yield row
        row = (index,) if _is_entry(block) else ()
    yield row


def _is_entry(block: Block) -> bool:
    """Whether a block begins like a reference, ends like one and has a year."""
    text = block.text.strip()
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or len(text) > _LONGEST_ENTRY or not _YEAR.search(text):
        return False
    return begins(text) > 0 and finished(text) > 0 and label_of(block, _ENDING | POSTS | LESSER) is None


def _is_heading(draft: Draft, index: int) -> bool:
    """A heading or a line of its own that is nothing but such a label."""
    block = draft.blocks[index]
    if block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH):
        return False
    label = label_of(block, {"references"}) if len(block.text) <= _LONGEST_HEADING else None
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
        if block.kind is BlockKind.HEADING and _opens_front(draft, index):
            return index
    return len(draft.blocks)


def _without_front(draft: Draft, start: int, end: int) -> int:
    """Index behind the entries where the title and the authors of another language's front matter follow them."""
    if not _opens_front(draft, end):
        return end
    behind = end
    while behind > start + 1 and _heads_front(draft.blocks[behind - 1]):
        behind -= 1
    return behind


def _opens_front(draft: Draft, index: int) -> bool:
    """Whether a label of the front matter stands there, or a heading with one a few lines below."""
    block, *below = draft.blocks[index : index + _NEAR] or (None,)
    if block is None:
        return False
    label = next((at for at, each in enumerate(below) if label_of(each, POSTS)), -1)
    headed = block.kind is BlockKind.HEADING and label >= 0 and not any(map(_is_entry, below[:label]))
    return headed or label_of(block, POSTS) is not None


def _heads_front(block: Block) -> bool:
    """Whether a block without a year is rather a title, a by-line or an address than an entry."""
    text = block.text.strip()
    if block.kind is not BlockKind.PARAGRAPH or block.label or _YEAR.search(text) or text[:1].isdigit():
        return False
    bold = bool(block.runs) and all(Mark.BOLD in run.marks for run in block.runs if run.text.strip())
    capitals = text.isupper() and len(text.split()) > 2
    return bold or capitals or bool(EMAIL.search(text)) or is_byline(block.runs) or is_address(block.runs)


def _is_about_author(block: Block) -> bool:
    """Whether a sign opens a note with an e-mail address: a footnote of the by-line."""
    return bool(EMAIL.search(block.text)) and is_sign(opening_mark(block.runs)[0])


def _is_licence(block: Block) -> bool:
    """Whether the line says how the article may be used: a work that is cited has its year."""
    return not block.label and names_licence(block.text) and (begins(block.text) <= 0 or not _YEAR.search(block.text))


def _ends(block: Block, heading: Block) -> bool:
    if block.kind is not BlockKind.HEADING:
        return block.kind is BlockKind.NOTE or _is_about_author(block) or _is_licence(block)
    return heading.kind is not BlockKind.HEADING or block.level <= heading.level
