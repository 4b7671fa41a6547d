"""Rights: who holds the copyright, since when, and under which licence the article may be used.

https://jats4r.niso.org/permissions/ asks for the year and the holder beside the statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from converter.article import Right
from converter.languages import detect, whole_label
from converter.manuscript import Block, BlockKind, Run
from converter.patterns import regex
from converter.recognition.draft import Draft
from converter.recognition.fronts import Front
from converter.recognition.heads import Head
from converter.recognition.licences import names_licence
from converter.recognition.names import words_of
from converter.runs import cut, strip, text_of

_COPYRIGHT = regex(r"(?:\d{4}-\d{3}[\dX]/)?(?:©|\(c\)\s|copyright\b)[\s:©]*(?:\(c\)\s*)?", re.IGNORECASE)
_YEAR = regex(r"(?:19|20)\d\d(?!\d)(?<!\d{5})")
_SENTENCE = regex(r"(?:(?<=[^\W\d_]{2}[.)])|(?<=\d{4}\.))\s+(?=[^\W\d_a-z])")
_BETWEEN = " ,;:–—-\n"
_ENDS = "." + _BETWEEN


def find_rights(draft: Draft, fronts: Sequence[Front], heads: Sequence[Head]) -> tuple[Right, ...]:
    """Lines on copyright and licence, claimed, as printed."""
    spoken = [front.language for front in fronts]
    found: list[Right] = []
    for front, head in zip(fronts, heads, strict=True):
        labelled = [i for p in front.pieces if p.part in ("copyright", "licence") for i in p.indices]
        for block in _under_labels(draft, sorted(i for i in (*head.rights, *labelled) if not draft.owners[i])):
            found += _rights(block, detect(block.text, spoken) or front.language)
    for index in _unlabelled(draft, fronts):
        block = draft.claim([index], "rights")[0]
        found += _rights(block, detect(block.text))
    return tuple(found)


def _under_labels(draft: Draft, indices: Sequence[int]) -> Iterator[Block]:
    """The blocks, claimed; a line that is a label alone is one with the line right below it."""
    above: Block | None = None
    for index in indices:
        (block,) = draft.claim([index], "rights")
        block = replace(block, runs=(*above.runs, Run(" "), *block.runs)) if above else block
        label = whole_label(block.text.strip(), ("licence", "copyright"))
        above = block if label and index + 1 in indices else None
        if above is None:
            yield block


def _unlabelled(draft: Draft, fronts: Sequence[Front]) -> list[int]:
    """Lines that name a public licence: amid the front matter, right behind it, or behind the references."""
    told = [index for front in fronts for index in (*front.head, *(i for p in front.pieces for i in p.indices))]
    front_end = max(told, default=-1)
    last = max((i for i, owner in enumerate(draft.owners) if owner == "references"), default=len(draft.blocks))
    free = [(i, block) for i, block in draft.free() if i <= front_end + 1 or i > last]
    return [i for i, block in free if block.kind is BlockKind.PARAGRAPH and names_licence(block.text)]


def _rights(block: Block, language: str) -> Iterator[Right]:
    """The copyright of a line and the licence that stands behind it, or the licence alone."""
    runs = strip(block.runs)
    opening = _COPYRIGHT.match(text_of(runs))
    if not opening:
        yield Right("licence", runs, language, block.place)
        return
    end = _licence_start(text_of(runs))
    statement = strip(cut(runs, 0, end))
    year, holder = _year_and_holder(text_of(statement)[opening.end() :])
    yield Right("copyright", statement, language, block.place, year, holder)
    if licence := strip(cut(runs, end)):
        yield Right("licence", licence, language, block.place)


def _licence_start(text: str) -> int:
    """Where the first sentence starts that speaks of a licence; the end of the text where none does."""
    for match in _SENTENCE.finditer(text):
        if any(word in text[match.end() :].casefold() for word in words_of("licensed")):
            return match.end()
    return len(text)


def _year_and_holder(text: str) -> tuple[str, str]:
    """The year of a copyright and the words beside it: "2020 Hill Press", "A. Hill, 2020"."""
    year = _YEAR.search(text)
    before, behind = (text[: year.start()], text[year.end() :]) if year else (text, "")
    named = before if before.strip(_ENDS) else _SENTENCE.split(behind.strip())[0]
    holder = " ".join(named.split()).lstrip(_ENDS)
    opening, _, rest = holder.partition(" ")
    holder = rest if opening.casefold() in words_of("by") | words_of("year-mark") else holder
    return (year[0] if year else ""), _without_stop(holder.strip(_BETWEEN))


def _without_stop(holder: str) -> str:
    """A holder without the full stop of the sentence; that of an initial stays."""
    return holder.rstrip(".") if re.search(r"[^\W_]{3}\.+$", holder) else holder
