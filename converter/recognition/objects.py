"""Tables, figures and boxes of a row of blocks, with their captions and the notes below them.

A caption stands above its object or below it; which of the two is the habit of the manuscript is
learnt from objects that leave no choice. A caption without an object is kept as an object of
which the manuscript holds only the caption.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from converter.article import Box, Figure, Formula, Node, Table
from converter.captions import Caption, find_caption
from converter.diagnostics import Kind, Log, Severity
from converter.manuscript import Block, BlockKind, Mark, Run, Runs
from converter.recognition.boxes import box_of, is_box, names_box
from converter.recognition.captioned import (
    DELIMITERS,
    LONGEST_TITLE,
    WORDED,
    alone_as,
    caption_of,
    parts_of,
    stands_alone,
)
from converter.recognition.draft import BECAME_MARKUP
from converter.recognition.formulas import formula_of, number_of, untagged
from converter.recognition.nodes import Piece
from converter.recognition.table_notes import with_notes
from converter.recognition.tables import cells_of, is_note_of, is_small_print, usual_size
from converter.runs import cut, strip, text_of

FIGURE_WITHOUT_FILE = Kind("figure-without-file", Severity.WARNING, "{label} has a caption, but no image.")
TABLE_WITHOUT_ROWS = Kind("table-without-rows", Severity.QUESTION, "{label} has a caption, but no rows.")

_LETTERS: Mapping[type, str] = {Table: "t", Figure: "f", Formula: "e", Box: "b"}
Plan = dict[int, Piece | None]
"""What becomes of some blocks, by index: another piece, or None where it went into one."""

_MOST_NOTES = 6


class _Object(Struct):
    """A table, a box, or images that stand together: the blocks it covers, and those that tell of it."""

    role: str
    first: int
    last: int
    blocks: list[Block]
    label: str = ""
    caption: Runs = ()
    told: set[int] = field(default_factory=set)
    """Indices of the blocks of its caption and notes."""
    notes: list[Runs] = field(default_factory=list)
    """Lines below that tell of its sources and signs; a caption in another language, label and all."""

    @property
    def end(self) -> int:
        """Index behind all its blocks."""
        return max((self.last, *self.told)) + 1


def assemble(log: Log, blocks: Sequence[Block]) -> tuple[Piece, ...]:
    """`blocks` with each table and figure as a node that holds its caption and notes."""
    captions = {at: found for at, block in enumerate(blocks) if (found := caption_of(block))}
    objects = list(_objects(blocks))
    taken: set[int] = set()
    for role in ("table", "box", "figure"):
        _pair([each for each in objects if each.role == role], blocks, captions, taken)
    body = usual_size(blocks)
    for each in objects:
        _gather_notes(each, blocks, captions, body)
    plan: Plan = {at: alone_as(blocks[at], found) for at, found in captions.items() if stands_alone(blocks[at], found)}
    for each in objects:
        plan |= dict.fromkeys(each.told | set(range(each.first, each.last + 1)), None) | {each.first: _node(each)}
    plan |= _numbered_formulas(log, blocks)
    _tell_lone(log, blocks, captions, objects, plan)
    pieces = (plan.get(at, block) for at, block in enumerate(blocks))
    return tuple(_named(piece for piece in pieces if piece is not None))


def _numbered_formulas(log: Log, blocks: Sequence[Block]) -> Plan:
    """Formulas; one whose number stands in its source or in the block below has it as its label."""
    plan: Plan = {}
    for at, block in enumerate(blocks):
        formula = formula_of(block) if block.kind in (BlockKind.FORMULA, BlockKind.PARAGRAPH) else None
        if formula is None:
            continue
        formula, tag = untagged(formula)
        if tag:
            log(BECAME_MARKUP(block.place, before=tag, after=formula.label, words=tag))
        number = number_of(blocks[at + 1]) if at + 1 < len(blocks) and not formula.label else ""
        plan[at] = replace(formula, label=formula.label or number)
        if number:
            plan[at + 1] = None
    return plan


def _named(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces with an id for every object: t1, f1, e1, b1."""
    count: Counter[str] = Counter()
    for piece in pieces:
        letter = _LETTERS.get(type(piece))
        if letter and isinstance(piece, Table | Figure | Formula | Box):
            count[letter] += 1
            named = replace(piece, id=f"{letter}{count[letter]}")
            yield with_notes(named) if isinstance(named, Table) else named
        else:
            yield piece


def _tell_lone(
    log: Log, blocks: Sequence[Block], captions: Mapping[int, Caption], objects: Sequence[_Object], plan: Plan
) -> None:
    """Say of which object there is only the caption; the same in a second language is no other object."""
    named = {(each.role, captions[at].number) for each in objects for at in each.told if at in captions}
    for at, found in captions.items():
        if plan.get(at) is not None and (found.role, found.number) not in named:
            named.add((found.role, found.number))
            kind = FIGURE_WITHOUT_FILE if found.role == "figure" else TABLE_WITHOUT_ROWS
            label = blocks[at].text[: found.end].strip()
            log(kind(blocks[at].place, excerpt=blocks[at].text[:100], label=label))


def _objects(blocks: Sequence[Block]) -> Iterator[_Object]:
    """Every table and every row of images, in order; an image that has a caption stands alone."""
    images: _Object | None = None
    for at, block in enumerate(blocks):
        image = _is_image(block)
        alone = image and _alternative_caption(block) is not None
        if images is not None and (not image or alone):
            yield images
            images = None
        if alone:
            yield _Object("figure", at, at, [block])
        elif image:
            images = images or _Object("figure", at, at, [])
            images.blocks.append(block)
            images.last = at
        elif block.kind is BlockKind.TABLE:
            yield _Object("box" if is_box(block) else "table", at, at, [block])
    if images is not None:
        yield images


def _alternative_caption(block: Block) -> Caption | None:
    """The caption that an image has in the place of an alternative text."""
    found = find_caption(block.text) if block.kind is BlockKind.FIGURE else None
    return found if found and stands_alone(block, found) else None


def _is_image(block: Block) -> bool:
    """Whether a block is an image, or images and nothing else, or an image above its caption."""
    if block.kind is BlockKind.FIGURE:
        return True
    if block.kind is not BlockKind.PARAGRAPH or not block.runs or Mark.IMAGE not in block.runs[0].marks:
        return False
    _, words = _images_and_words(block)
    found = find_caption(text_of(words))
    return not words or (found is not None and found.role == "figure")


def _images_and_words(block: Block) -> tuple[Runs, Runs]:
    images = tuple(run for run in block.runs if Mark.IMAGE in run.marks)
    return images, strip(tuple(run for run in block.runs if Mark.IMAGE not in run.marks))


def _pair(
    objects: Sequence[_Object], blocks: Sequence[Block], captions: Mapping[int, Caption], taken: set[int]
) -> None:
    """Give each object the caption beside it that none has `taken`, on the side where this manuscript puts them."""
    open_ = [each for each in objects if not _has_own(each)]
    above = [(each, _beside(each, each.first - 1, captions)) for each in open_]
    below = [(each, _beside(each, each.last + 1, captions)) for each in open_]
    only_above = sum(up and not down for (_, up), (_, down) in zip(above, below, strict=True))
    only_below = sum(down and not up for (_, up), (_, down) in zip(above, below, strict=True))
    figures = bool(objects) and objects[0].role == "figure"
    first_below = only_below >= only_above if figures else only_below > only_above
    for each in open_:
        sides = (each.last + 1, each.first - 1) if first_below else (each.first - 1, each.last + 1)
        at = next((side for side in sides if _beside(each, side, captions) and side not in taken), None)
        if at is not None:
            alike = _in_other_languages(each, at, captions)
            taken |= {at, *alike}
            each.told |= {at, *alike}
            main = min(one for one in {at, *alike} if (one < each.first) == (at < each.first))
            each.label, each.caption = parts_of(blocks[main], captions[main])
            each.notes += [blocks[one].runs for one in sorted({at, *alike} - {main})]
        elif _titled(each, blocks, captions):
            each.told |= {each.first - 1, each.first - 2}
            each.label = blocks[each.first - 2].text.strip().rstrip(DELIMITERS)
            each.caption = strip(blocks[each.first - 1].runs)
    for each in objects:
        _read_alternative(each)


def _in_other_languages(each: _Object, at: int, captions: Mapping[int, Caption]) -> set[int]:
    """Indices of captions beside the object that bear the number of its own, at `at`, in other words."""
    own = captions[at]
    found: set[int] = set()
    for start, step in ((each.first - 1, -1), (each.last + 1, 1)):
        while _beside(each, start, captions) and captions[start].number == own.number:
            if start == at or captions[start].word != own.word:
                found.add(start)
            start += step
    return found - {at} if at in found else set()


def _beside(each: _Object, at: int, captions: Mapping[int, Caption]) -> bool:
    """Whether the caption of the object may stand at `at`; of a table that is set as a box, above it."""
    if at not in captions:
        return False
    found = captions[at]
    if each.role == "box":
        return names_box(found) or (found.role == "table" and at < each.first)
    return found.role in (each.role, "box")


def _titled(each: _Object, blocks: Sequence[Block], captions: Mapping[int, Caption]) -> bool:
    """Whether above it stand a label alone, "Table 1", and below that its title."""
    if each.first < 2 or not _beside(each, each.first - 2, captions) or each.first - 1 in captions:
        return False
    label, title = blocks[each.first - 2], blocks[each.first - 1]
    alone = not label.text[captions[each.first - 2].end :].strip(DELIMITERS)
    return alone and title.kind in WORDED and len(title.text) <= LONGEST_TITLE


def _has_own(each: _Object) -> bool:
    """Whether the caption stands in the object's own block; it is then taken from there."""
    block = each.blocks[-1]
    words = _images_and_words(block)[1] if each.role == "figure" else block.runs
    if block.kind is BlockKind.FIGURE or not words:
        return False
    found = find_caption(text_of(words))
    each.caption = words
    if found:
        each.label = text_of(words)[: found.end].strip()
        each.caption = strip(cut(words, found.start))
    return True


def _read_alternative(each: _Object) -> None:
    """Take the caption from the alternative text where that is one; its notes go with the caption."""
    for at, block in enumerate(each.blocks):
        if block.kind is not BlockKind.FIGURE:
            continue
        found = _alternative_caption(block)
        if found and not each.caption:
            each.label, each.caption = parts_of(block, found)
            each.blocks[at] = replace(block, runs=())
        else:
            each.caption += tuple(run for run in block.runs if run.note)


def _gather_notes(each: _Object, blocks: Sequence[Block], captions: Mapping[int, Caption], body: float) -> None:
    """Take the lines below an object that tell of its sources and signs, or are set smaller than `body`."""
    for at in range(each.end, min(each.end + _MOST_NOTES, len(blocks))):
        block = blocks[at]
        if block.kind is not BlockKind.PARAGRAPH or at in captions:
            return
        if not is_note_of(block, each.blocks, each.caption) and not is_small_print(block, each.blocks, body):
            return
        each.told.add(at)
        each.notes.append(block.runs)


def _node(each: _Object) -> Node:
    place = each.blocks[0].place
    notes = tuple(each.notes)
    if each.role == "box" and _names_box(each.label):
        return box_of(each.blocks[0], each.label, each.caption, notes)
    if each.role != "figure":
        return Table(cells_of(each.blocks[0]), "", each.label, each.caption, notes, place)
    images = [image for block in each.blocks for image in _images_of(block)]
    first, *more = images
    return Figure(first.href, "", each.label, each.caption, first.text, tuple(more), notes, place)


def _names_box(label: str) -> bool:
    """Whether the label found, if any, lets the object be a box."""
    found = find_caption(label)
    return found is None or names_box(found)


def _images_of(block: Block) -> Runs:
    if block.kind is BlockKind.FIGURE:
        alternative = text_of(run for run in block.runs if not run.note)
        return (Run(alternative, frozenset({Mark.IMAGE}), block.target),)
    return _images_and_words(block)[0]
