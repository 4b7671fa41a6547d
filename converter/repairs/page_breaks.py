"""Paragraphs that a page break cut in two are joined.

The evidence: the first part breaks off (no full stop, a function word or comma at its end) and
the second goes on (a small letter), or a page begins there and the last line is full. A figure,
table or note may lie between the halves; it then follows the paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from converter.diagnostics import Diagnostic, Kind, Log, Severity
from converter.languages import LANGUAGES, detect, find_label
from converter.layout import (
    DIVIDERS,
    Fullness,
    ends_open,
    ends_sentence,
    glue,
    is_caption,
    is_plain,
    measure,
    opens_low,
    reference_zones,
    slacks,
)
from converter.manuscript import Block, BlockKind, Manuscript, Mark
from converter.patterns import regex

CUT_PARAGRAPH = Kind("cut-paragraph", Severity.NOTE, "A paragraph that was cut in two, as by a page break, was joined.")
POSSIBLY_CUT = Kind(
    "possibly-cut-paragraph",
    Severity.QUESTION,
    "This paragraph has no end and the next begins like a new one; they were left apart.",
)

_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE})
_BETWEEN = frozenset({BlockKind.FIGURE, BlockKind.TABLE, BlockKind.NOTE, BlockKind.BREAK})
_FARTHEST = 6
"""So many blocks may lie between the halves of a paragraph."""
_SHORTEST = 60
"""A shorter first half may be a heading, a byline or a line of verse."""
_FUNCTION_WORD = 4
"""The longest function word; a language's other common words may end a title."""
_DOUBTFUL = 200
_SHOWN = 3
_NEAR = 4
_HEARD = 400
_LIST_MARK = regex(r"\(?(?:[^\W\d_]|[ivx]{1,5}|\d{1,2})[.)]\s")
_ADDRESS_MARK = regex(r"\s*[a-h]\)?\s+(?=[^\W\d_a-z])")
_LAST_WORD = regex(r"[^\W\d_]+$")


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """The manuscript with the halves of cut paragraphs and references joined."""
    blocks = manuscript.blocks
    listed = {at for zone in reference_zones(blocks) for at in zone}
    plain = is_plain(manuscript)
    full = measure(block.text for block in blocks if plain and block.kind in _TEXT)
    made: list[Block] = []
    for at, block in enumerate(blocks):
        if at in listed:
            _list_on(made, block, joins=plain and at - 1 in listed)
            continue
        first = _first_half(made, block, full, plain=plain)
        if first is None:
            _ask(log, made, block)
            made.append(block)
        else:
            log(_told(made[first], block))
            made[first] = glue(made[first], block)
    return replace(manuscript, blocks=tuple(made))


def _list_on(made: list[Block], block: Block, *, joins: bool) -> None:
    """Adds a block of a reference list; where a page break cut the list the lines go on."""
    last = made[-1] if made else None
    if joins and last and block.look.page_start and last.kind is block.kind is BlockKind.PARAGRAPH:
        made[-1] = glue(last, block)
    else:
        made.append(block)


def _first_half(made: Sequence[Block], block: Block, full: Fullness, *, plain: bool) -> int | None:
    """Index of the block in `made` that goes on with `block`."""
    if block.kind is not BlockKind.PARAGRAPH:
        return None
    floats = False
    for at in range(len(made) - 1, max(len(made) - 1 - _FARTHEST, -1), -1):
        first = made[at]
        if first.kind in _TEXT and not (ends_sentence(first.text) and is_caption(first.text)):
            cut = _is_cut(first, block, full, plain=plain, floats=floats) and not _opens_anew(block)
            return at if cut else None
        if first.kind not in _BETWEEN and not is_caption(first.text):
            return None
        floats = floats or first.kind is not BlockKind.NOTE
    return None


def _opens_anew(block: Block) -> bool:
    if block.runs and Mark.SUP in block.runs[0].marks:  # an address or a note with its mark
        return True
    text = block.text.lstrip()
    label = find_label(text)
    labelled = label is not None and label.closed and not text[label.start].islower()
    return labelled or _LIST_MARK.match(text) is not None or is_caption(text)


def _is_cut(first: Block, second: Block, full: Fullness, *, plain: bool, floats: bool) -> bool:
    """Whether `second` goes on with the sentence or the page-wide paragraph of `first`."""
    at_page = plain and second.look.page_start
    if opens_low(second.text) and not _is_address_below(first, second):
        return _is_unfinished(first.text, at_page=at_page) and _is_long(first)
    if floats:
        return False
    if at_page:
        return _runs_over(first, second, full)
    opens = second.text.lstrip()[:1].isalpha()
    return opens and _is_long(first) and _breaks_off(first.text)


def _is_address_below(first: Block, second: Block) -> bool:
    """Whether raised marks end the one and the other opens with such a mark: a by-line and its addresses."""
    return bool(first.runs) and Mark.SUP in first.runs[-1].marks and _ADDRESS_MARK.match(second.text) is not None


def _is_long(block: Block) -> bool:
    return len(block.text) >= _SHORTEST or "\n" in block.text


def _is_unfinished(text: str, *, at_page: bool) -> bool:
    if ends_sentence(text):
        return False
    return at_page or text.rstrip()[-1:] not in tuple(":;")


def _runs_over(first: Block, second: Block, full: Fullness) -> bool:
    """Whether the last line of a page is as full as lines that go on."""
    if not full.width:
        return _is_long(first) and _breaks_off(first.text)
    lines = [*first.text.split("\n")[-_NEAR:], second.text.partition("\n")[0]]
    known = ["x" * full.width, *lines] if len(lines) < _NEAR else lines
    return slacks(known, full.width)[-1] <= full.slack or _breaks_off(first.text)


def _breaks_off(text: str) -> bool:
    """Whether a sentence cannot end so: with a divided word or a function word."""
    bare = text.rstrip()
    if bare[-1:] in tuple(DIVIDERS):
        return True
    last = _LAST_WORD.search(bare[-30:])
    if last is None or len(last[0]) > _FUNCTION_WORD or ends_sentence(bare):
        return False
    language = LANGUAGES.get(detect(bare[-_HEARD:]))
    return language is not None and last[0] in language.common


# Telling


def _told(first: Block, second: Block) -> Diagnostic:
    """The join, with the words on both sides of the seam."""
    before, after = first.text.split()[-_SHOWN:], second.text.split()[:_SHOWN]
    place = replace(first.place, line=first.place.end_line, end_line=second.place.line)
    seam = f"{' '.join(before)}\n\n{' '.join(after)}"
    return CUT_PARAGRAPH(place, before=seam, after=" ".join((*before, *after)))


def _ask(log: Log, made: Sequence[Block], block: Block) -> None:
    """Asks about a long paragraph that breaks off before one that begins anew."""
    first = made[-1] if made else None
    if first is None or first.kind is not BlockKind.PARAGRAPH or block.kind is not first.kind:
        return
    if len(first.text) >= _DOUBTFUL and len(block.text) >= _SHORTEST and ends_open(first.text):
        log(POSSIBLY_CUT(first.place, excerpt=" ".join(first.text.split()[-_SHOWN:])))
