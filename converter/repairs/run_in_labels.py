"""Labels that open a part amid a paragraph: "...in the coast. Keywords: liverworts" are two parts.

A label counts at the start of a line or in bold type; amid a line only the keywords' label behind
a sentence does, and that of the correspondence: behind a sentence where an e-mail address follows,
or behind a sign ("University of Northfield ¶ Corresponding author"). Lines of classes and identifiers
("UDC 327", "JEL: Q13") are a part each, as is the line above all that names the journal; keywords that
stand one in a line are each. No word changes, so nothing is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from converter.diagnostics import Log
from converter.languages import Label, find_label, find_labels, may_begin
from converter.manuscript import Block, BlockKind, Manuscript, Mark, Runs
from converter.patterns import regex
from converter.recognition.bylines import is_byline
from converter.recognition.draft import STATEMENTS
from converter.recognition.imprints import read_imprint
from converter.recognition.marks import SIGNS
from converter.recognition.mentions import EMAIL
from converter.recognition.names import words_of
from converter.runs import cut, strip, text_of

_OPENING = frozenset(
    {"abstract", "keywords", "citation", "author-notes", "received", "correspondence", "abstract-section", *STATEMENTS}
)
_OPENING_BOLD = frozenset({"abstract-section", *STATEMENTS})
"""Labels that open a part of their own in bold type only."""
_BEHIND = frozenset({"abstract", "keywords", "abstract-section", "received", "author-notes"})
_STOPS = '.;!?»”"'
_CLASSES = frozenset({"bbk", "edn", "grnti", "jel", "msc", "pacs", "udc", "vak"})
_IDENTIFIERS = _CLASSES | {"doi", "issn"}
_TITLE_PAGE = 12
_MASTHEADS = 3
"""So many blocks may hold the line above the title that names the journal."""
_IMPRINT_LINES = 2
_CORRESPONDENCE = frozenset({"correspondence"})
_LONGEST_CONTACT = 900
_CONTACT = regex(rf"(?<=[\w{_STOPS}]\s)(?P<sign>[{SIGNS}]{{1,3}})?\s?(?=[^\W\d_])")
_ADDRESSED = regex(f"[@{SIGNS}]")
_DASHES = "–—"
_STARTS = regex(rf"[\n{_STOPS}{_DASHES}][ \t]*\S")
"""What is behind a sentence or begins a line."""
_LINE_STARTS = regex(r"\n[ \t]*\S")
_LINE = regex(r"^.+$", re.MULTILINE)
_SEVERAL = regex(r"[,;·•|]|\.\s")
_RIGHTS = regex(r"\n[ \t]*©")
_COPYRIGHT = regex(r"©\s*(?:19|20)\d\d(?:\s*[^\W\d_]{1,2}\.)?[\s.,]+")
_ADDRESS = regex(r"https?://(?:dx\.)?doi\.org/\S+$")


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """The manuscript with a block of its own for each labelled part."""
    blocks = tuple(part for at, block in enumerate(manuscript.blocks) for part in _parts(block, at))
    return manuscript if len(blocks) == len(manuscript.blocks) else replace(manuscript, blocks=blocks)


def _parts(block: Block, number: int) -> Iterator[Block]:
    if block.kind is BlockKind.HEADING and any(_identifiers(block.text)):
        block = replace(block, kind=BlockKind.PARAGRAPH, level=0)
    if block.kind is BlockKind.ITEM:
        yield from _behind_item(block)
        return
    if block.kind is not BlockKind.PARAGRAPH:
        yield block
        return
    imprint = _behind_imprint(block.text) if number < _MASTHEADS else ()
    holders = _holders(block.runs) if number < _TITLE_PAGE else ()
    edges = sorted({0, *_edges(block), *imprint, *holders, len(block.text)})
    for start, end in pairwise(edges):
        yield replace(block, runs=strip(cut(block.runs, start, end))) if len(edges) > 2 else block


def _behind_item(block: Block) -> Iterator[Block]:
    """The last item of a list, and the statement that a bold label opens at the start of a line of it."""
    labels = find_labels(block.text, STATEMENTS, _LINE_STARTS)
    end = next((each.start for each in labels if _bold_at(block, each.start)), 0)
    if not end:
        yield block
        return
    yield replace(block, runs=strip(cut(block.runs, 0, end)))
    yield replace(block, runs=strip(cut(block.runs, end)), kind=BlockKind.PARAGRAPH, level=0, label="")


def _edges(block: Block) -> list[int]:
    """Where another part opens within a block."""
    text = block.text
    own = find_label(text, _BEHIND)
    edges: list[int] = []
    for label in find_labels(text, _OPENING, _STARTS):
        closed = label.closed or _bold_at(block, label.start).strip() == text[label.start : label.stop]
        if label.start and closed and text[label.start].isupper() and _opens(block, text, label, bool(own)):
            edges.append(label.start)
    rights = (match.end() - 1 for match in _RIGHTS.finditer(text))
    return sorted({*edges, *_contacts(text), *_identifiers(text), *_keywords(text), *rights, *_page_marks(text)})


def _page_marks(text: str) -> Iterator[int]:
    """Where the lines begin that a journal prints on every first page."""
    marks = tuple(words_of("page-mark"))
    return (match.start() for match in _LINE.finditer(text) if match.start() and match[0].casefold().startswith(marks))


def _keywords(text: str) -> Iterator[int]:
    """Where the lines begin of keywords that stand below their label, one in a line."""
    label = find_label(text, {"keywords"})
    lines = [match.span() for match in _LINE.finditer(text, label.end)] if label and "\n" in text[: label.end] else []
    if len(lines) > 1 and all(_SEVERAL.search(text[a:b]) is None and len(text[a:b].split()) < 8 for a, b in lines):
        yield from (start for start, _ in lines[1:])


def _identifiers(text: str) -> Iterator[int]:
    """Where the lines begin that are identifiers, and what stands below them; a class is the first of them."""
    lines = [(match.start(), match[0].strip()) for match in _LINE.finditer(text)] if "\n" in text else []
    within = bool(lines) and _is_identifier(lines[0][1], _IDENTIFIERS)
    below = within
    for at, line in lines[1:]:
        own = _is_identifier(line, _IDENTIFIERS if within else _CLASSES) or (within and bool(_ADDRESS.match(line)))
        if own or below:
            yield at
        within, below = within or own, own


def _is_identifier(line: str, parts: frozenset[str]) -> bool:
    label = find_label(line, parts) if may_begin(line, 0, parts) else None
    named = label is not None and label.start == 0 and label.end < len(line)
    return named and (line[:1].isupper() or (label is not None and label.closed))


def _behind_imprint(text: str) -> Iterator[int]:
    """Where the first lines end that tell the journal and the issue, with their ISSN."""
    ends = [match.end() for match in _LINE.finditer(text)] if find_label(text) is None else []
    end = next((end for end in ends[:_IMPRINT_LINES] if read_imprint(text[:end]).heads), len(text))
    beyond = next((each for each in ends if each > end and find_label(text[end:each], {"issn"})), end)
    if beyond < len(text):
        yield beyond + 1


def _holders(runs: Runs) -> Iterator[int]:
    """Where the by-line begins that stands behind the sign of copyright and the year: "© 2020 A. Hill, J. Marsh"."""
    match = _COPYRIGHT.match(text_of(runs))
    if match and is_byline(cut(runs, match.end())):
        yield match.end()


def _contacts(text: str) -> Iterator[int]:
    """Where amid the words of an address it is told to whom to write."""
    if len(text) > _LONGEST_CONTACT or not _ADDRESSED.search(text):
        return
    for match in _CONTACT.finditer(text):
        at = match.end()
        likely = text[at].isupper() and may_begin(text, at, _CORRESPONDENCE)
        label = find_label(text[at:], _CORRESPONDENCE) if likely else None
        if not label:
            continue
        told = label.closed and EMAIL.search(text, at) and text[match.start() - 2] in _STOPS
        if told or (match["sign"] and (label.closed or at + label.end == len(text))):
            yield match.start()


def _opens(block: Block, text: str, label: Label, labelled: bool) -> bool:
    before = text[: label.start].rstrip(" \t")
    at_line, bold = before.endswith("\n"), bool(_bold_at(block, label.start))
    if not before.strip() or not (bold or ":" in text[label.stop : label.end]):
        return False
    if bold:
        return at_line or before[-1] in _STOPS or (before[-1] in _DASHES and label.part in _OPENING_BOLD)
    if label.part in _OPENING_BOLD:
        return False
    if at_line:
        return labelled or label.part in ("keywords", "correspondence")
    return label.part == "keywords" and before[-1] in _STOPS


def _bold_at(block: Block, offset: int) -> str:
    """The words in bold type in which an offset lies; "" where its type is another."""
    at = 0
    for run in block.runs:
        if at <= offset < at + len(run.text):
            return run.text if Mark.BOLD in run.marks else ""
        at += len(run.text)
    return ""
