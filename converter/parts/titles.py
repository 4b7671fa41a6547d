"""Titles: of each front, and those of other languages that stand beside it."""

from __future__ import annotations

from collections.abc import Sequence

from converter.article import Inlines, Title
from converter.diagnostics import Log
from converter.inlines import printed
from converter.languages import detect
from converter.manuscript import BlockKind, Runs
from converter.recognition.draft import Draft, became_markup
from converter.recognition.fronts import Front
from converter.recognition.heads import Head
from converter.recognition.names import fold
from converter.runs import on_one_line, plain, strip

_SHORTEST = 3
"""So many words make a line a title where only its language speaks for it."""


def claim_titles(log: Log, draft: Draft, fronts: Sequence[Front], heads: Sequence[Head]) -> dict[str, Title]:
    """The title of each front, by language, claimed; then those of languages that lack one."""
    titles = _labelled_titles(log, draft, fronts)
    for front, head in zip(fronts, heads, strict=True):
        if head.title >= 0 and not draft.owners[head.title]:
            spoken = draft.language(head.title)
            others = [each.language for each in fronts]
            language = spoken if spoken in others or not front.language else front.language
            if language not in titles:
                titles[language] = _claimed(draft, head.title)
            elif _is_repeated(draft.blocks[head.title].text, titles):
                draft.claim([head.title], "titles")
    wanting = [front.language for front in fronts if front.language not in titles]
    for head in heads:
        for index in head.others:
            language = _language_of(draft, index, titles, wanting)
            if not draft.owners[index] and _is_repeated(draft.blocks[index].text, titles):
                draft.claim([index], "titles")
            elif language:
                titles[language] = _claimed(draft, index)
    return titles


def _labelled_titles(log: Log, draft: Draft, fronts: Sequence[Front]) -> dict[str, Title]:
    """Titles behind a label of their own, claimed."""
    titles: dict[str, Title] = {}
    for front in fronts:
        piece = front.piece("title")
        language = (detect(piece.text, [each.language for each in fronts]) if piece else "") or front.language
        if piece and piece.blocks and language not in titles:
            draft.claim(piece.indices, "titles")
            log(became_markup(piece.blocks[0].place, piece.label))
            titles[language] = Title(_plain(piece.blocks[0].runs), place=piece.blocks[0].place)
    return titles


def find_short_titles(log: Log, draft: Draft, fronts: Sequence[Front]) -> dict[str, Inlines]:
    """The titles that running heads print, by language, claimed."""
    found: dict[str, Inlines] = {}
    for front in fronts:
        for piece in front.pieces:
            language = detect(piece.text, [each.language for each in fronts]) or front.language
            free = not any(draft.owners[index] for index in piece.indices)
            if piece.part == "running-title" and piece.blocks and free and language not in found:
                draft.claim(piece.indices, "titles")
                log(became_markup(piece.blocks[0].place, piece.label))
                found[language] = _plain(piece.blocks[0].runs)
    return found


def _is_repeated(text: str, titles: dict[str, Title]) -> bool:
    """Whether a line is a title printed once more."""
    told = {fold(" ".join("".join(map(printed, title.text)).split())) for title in titles.values()}
    return fold(" ".join(text.split())) in told


def _language_of(draft: Draft, index: int, titles: dict[str, Title], wanting: Sequence[str]) -> str:
    """Language of a line that is a title beside another, or ""."""
    block = draft.blocks[index]
    text = block.text.strip()
    if draft.owners[index] or not titles or len(text.split()) < _SHORTEST or len(text) > 400 or text.endswith("."):
        return ""
    among = [code for code in dict.fromkeys(wanting) if code and code not in titles]
    spoken = detect(text, [*among, *titles]) if among else draft.language(index)
    heading = block.kind is BlockKind.HEADING or block.look.style == "Title"
    return spoken if spoken and spoken not in titles and (heading or among) else ""


def _claimed(draft: Draft, index: int) -> Title:
    block = draft.claim([index], "titles")[0]
    below = index + 1
    if below < len(draft.blocks) and draft.blocks[below].look.style == "Subtitle" and not draft.owners[below]:
        return Title(_plain(block.runs), _plain(draft.claim([below], "titles")[0].runs), block.place)
    return Title(_plain(block.runs), place=block.place)


def _plain(runs: Runs) -> Runs:
    """A title's runs on one line, without the bold or capitals that cover all of it."""
    return strip(on_one_line(plain(runs)))
