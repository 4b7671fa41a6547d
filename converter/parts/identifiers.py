"""Identifiers and classes of the article itself: DOI, UDC, EDN, and its rubric.

The DOI is the one of a labelled line or of the citation line, never one from a reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from converter.diagnostics import Kind, Log, Severity
from converter.manuscript import Block
from converter.patterns import regex
from converter.recognition.draft import Draft, became_markup
from converter.recognition.fronts import Front
from converter.recognition.heads import Head
from converter.recognition.imprints import read_imprint
from converter.recognition.names import words_of
from converter.recognition.pieces import Piece

PAGE_MARK = Kind(
    "page-mark", Severity.NOTE, "A line that the journal prints on every first page was left out: “{words}”."
)

_DOI = regex(r"10\.\d{4,9}/[^\s\"<>]+")
_WEB = regex(r"(?:https?://|www\.)\S+")
_LONGEST_RUBRIC = 6
_LABELLED = ("udc", "bbk", "edn", "grnti", "jel", "msc", "pacs", "vak")


def find_identifiers(
    log: Log, draft: Draft, fronts: Sequence[Front], heads: Sequence[Head], cited: Sequence[str]
) -> dict[str, str]:
    """From kind ("doi", "udc", "edn", ...) to value; claims the labelled lines, and a DOI in a line of its own.

    `cited` are the DOIs that the citation lines give, "" for one that gives none.
    """
    found: dict[str, str] = {}
    for front in fronts:
        for piece in front.pieces:
            value = _value(piece)
            if value and found.setdefault(piece.part, value) == value:
                draft.claim(piece.indices, "identifiers")
                log(became_markup(piece.blocks[0].place, piece.label))
    for index, doi in ((i, _bare_doi(draft.blocks[i])) for head in heads for i in head.others if not draft.owners[i]):
        if doi and found.setdefault("doi", doi) == doi:
            (block,) = draft.claim([index], "identifiers")
            log(became_markup(block.place, block.text))
    for doi in filter(None, cited):
        found.setdefault("doi", _whole(doi, (draft.blocks[i].text for head in heads for i in head.imprints)))
    return found


def _whole(doi: str, lines: Iterable[str]) -> str:
    """The DOI as the lines print it that a line's end has not cut."""
    printed = (match[0].rstrip(".,;)") for line in lines for match in _DOI.finditer(line))
    return max((each for each in printed if each.startswith(doi)), key=len, default=doi)


def find_subjects(log: Log, draft: Draft, fronts: Sequence[Front], heads: Sequence[Head]) -> dict[str, tuple[str, ...]]:
    """The rubrics of each language, claimed: "Original article", "Section: Botany", a line above the title."""
    found: dict[str, list[str]] = {}
    _leave_page_marks(log, draft, fronts, heads)
    for front, head in zip(fronts, heads, strict=True):
        pieces = [piece for piece in front.pieces if piece.part == "rubric" and _is_free(draft, piece.indices)]
        for piece in pieces:
            draft.claim(piece.indices, "subjects")
            if piece.text.strip():
                log(became_markup(draft.blocks[piece.indices[0]].place, piece.label))
            language = front.language if front.language in piece.languages else piece.language or front.language
            found.setdefault(language, []).append(" ".join((piece.text or piece.label).split()))
        for index in head.others:
            if index < head.title and not draft.owners[index] and _is_rubric(draft.blocks[index]):
                block = draft.claim([index], "subjects")[0]
                found.setdefault(front.language, []).append(" ".join(block.text.split()))
    return {language: tuple(dict.fromkeys(subjects)) for language, subjects in found.items()}


def _leave_page_marks(log: Log, draft: Draft, fronts: Sequence[Front], heads: Sequence[Head]) -> None:
    """Claim what a journal prints on every first page: its name, its address on the web, its shop."""
    printed = (read_imprint(draft.blocks[index].text).journal for head in heads for index in head.imprints)
    journals = {name.casefold() for name in printed if name}
    for index in (index for front in fronts for index in front.head if not draft.owners[index]):
        block = draft.blocks[index]
        text = " ".join(block.text.split())
        if text.casefold() in journals or _WEB.fullmatch(text) or text.casefold().startswith(_page_marks()):
            draft.claim([index], "page-marks")
            log(PAGE_MARK(block.place, before=text, after="", words=text))


@cache
def _page_marks() -> tuple[str, ...]:
    return tuple(words_of("page-mark"))


def _is_free(draft: Draft, indices: Sequence[int]) -> bool:
    return bool(indices) and not any(draft.owners[index] for index in indices)


def _is_rubric(block: Block) -> bool:
    """Whether a line above the title may be the journal's rubric: a few words without digits or stops."""
    text = block.text.strip()
    words = text.split()
    return (
        0 < len(words) <= _LONGEST_RUBRIC and text[:1].isupper() and all(c.isalpha() or c in " ,/–—-()" for c in text)
    )


def _bare_doi(block: Block) -> str:
    """The DOI that a line is and nothing else, or ""."""
    match = _DOI.search(block.text)
    alone = match and re.fullmatch(r"(?:https?://(?:dx\.)?doi\.org/)?", block.text[: match.start()].strip())
    return match[0].rstrip(".,;)") if match and alone and match.end() == len(block.text.rstrip()) else ""


def _value(piece: Piece) -> str:
    text = " ".join(piece.text.split()).rstrip(" .")
    if piece.part == "doi":
        match = _DOI.search(text)
        return match[0].rstrip(".,;)") if match else ""
    return text if piece.part in _LABELLED and len(text) <= 200 else ""
