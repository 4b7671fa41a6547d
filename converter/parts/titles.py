"""Titles and by-lines: which of the blocks that head a front are which.

Labels name neither, so company decides: the citation line repeats the title and begins with
the authors, the author notes begin with their names; failing that a heading is a title and a
row of names is a by-line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from converter.article import Title
from converter.diagnostics import Log
from converter.manuscript import Block, BlockKind, Runs
from converter.recognition.draft import Draft
from converter.recognition.fronts import Front
from converter.recognition.names import fold, looks_like_names
from converter.runs import strip

_LONGEST_TITLE = 600
_ALIKE = 90
"""Share of a title (in percent) that a citation line must repeat."""


@dataclass(frozen=True, slots=True)
class Head:
    """Indices of the titles and by-lines of a front; -1 and () where there is none."""

    title: int = -1
    bylines: tuple[int, ...] = ()


def find_head(draft: Draft, front: Front) -> Head:
    """Which of the front's head blocks are its title and its by-line. Nothing is claimed."""
    candidates = [i for i in front.head if _is_wording(draft.blocks[i])]
    titles = {i: _title_score(draft, front, i) for i in candidates}
    bylines = {i: _byline_score(draft.blocks[i], front) for i in candidates}
    title = max((i for i in candidates if titles[i] > 0), key=lambda i: (titles[i] - bylines[i], -i), default=-1)
    found = tuple(i for i in candidates if i != title and bylines[i] > titles[i] and bylines[i] > 0)
    return Head(title, found)


def _is_wording(block: Block) -> bool:
    kinds = (BlockKind.HEADING, BlockKind.PARAGRAPH)
    return block.kind in kinds and len(block.text) <= _LONGEST_TITLE and any(map(str.isalpha, block.text))


def _title_score(draft: Draft, front: Front, index: int) -> float:
    block = draft.blocks[index]
    text = block.text.strip()
    score = 1.0 if len(text.split()) > 2 else 0.0
    if block.kind is BlockKind.HEADING:
        score += 2
    citation = front.piece("citation")
    if citation and len(text) > 12 and _repeats(citation.text, text):
        score += 5
    if text.endswith((".", ";", ",")) and not text.endswith("..."):
        score -= 1
    if "@" in text or "://" in text:
        score -= 4
    spoken = draft.language(index)
    if spoken and front.language and spoken != front.language:
        score -= 2
    return score


def _repeats(citation: str, title: str) -> bool:
    """Whether a citation line has the title, behind the authors it begins with."""
    folded, wanted = fold(" ".join(citation.split())), fold(" ".join(title.split()))
    at = folded.find(wanted)
    if at >= 0:
        return at > 0
    found = fuzz.partial_ratio_alignment(wanted, folded, score_cutoff=_ALIKE)
    return found is not None and found.dest_start > 0


def _byline_score(block: Block, front: Front) -> float:
    text = block.text.strip()
    score = 2.0 if looks_like_names(text) else -2.0
    notes, citation = front.piece("author-notes"), front.piece("citation")
    first = fold(text).split()[:2]
    if notes and first and " ".join(first) in fold(notes.text):
        score += 2
    if citation and first and set(first) & set(_opening(citation.text)):
        score += 2
    return score


def _opening(citation: str) -> list[str]:
    """The first words of a citation line: where its authors stand."""
    return [word.strip(".,") for word in fold(citation).split()[:8]]


def claim_titles(log: Log, draft: Draft, fronts: Sequence[Front], heads: Sequence[Head]) -> dict[str, Title]:
    """The title of each front, by language, claimed."""
    titles: dict[str, Title] = {}
    for front, head in zip(fronts, heads, strict=True):
        if head.title < 0:
            continue
        block = draft.blocks[head.title]
        language = front.language or draft.language(head.title)
        if language in titles:
            continue
        draft.claim([head.title], "titles")
        titles[language] = Title(_plain(block.runs), place=block.place)
    return titles


def _plain(runs: Runs) -> Runs:
    """A title's runs without the bold or capitals that cover all of it."""
    everywhere = frozenset.intersection(*(run.marks for run in runs)) if runs else frozenset()
    return strip(tuple(replace(run, text=run.text.replace("\n", " "), marks=run.marks - everywhere) for run in runs))
