"""Titles within abstracts: "Resumo – (Aves do rio). O objetivo...", as botanists print them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from converter.article import Abstract, Paragraph, Title
from converter.diagnostics import Log
from converter.manuscript import Run, Runs
from converter.recognition.draft import became_markup
from converter.runs import cut, on_one_line, plain, strip, text_of


def part_bracketed_titles(
    log: Log, abstracts: Mapping[str, Abstract], titles: Mapping[str, Title], worded: Mapping[str, str]
) -> tuple[dict[str, Abstract], dict[str, Title]]:
    """The abstracts without the title that each opens with in brackets, and those titles.

    `worded` are the words of the titles known so far. Only where one of the brackets repeats one of
    them, which proves the custom.
    """
    told = {code: end for code, each in abstracts.items() if (end := _bracket_end(text_of(_opening(each))))}
    inside = {code: cut(_opening(abstracts[code]), 1, end - 1) for code, end in told.items()}
    found, named = dict(abstracts), dict(titles)
    if {_bare(words) for words in worded.values()}.isdisjoint(_bare(text_of(runs)) for runs in inside.values()):
        return found, named
    for code, runs in inside.items():
        place = abstracts[code].place
        named.setdefault(code, Title(strip(on_one_line(plain(runs))), place=place))
        log(became_markup(place, f"({text_of(runs)})"))
        found[code] = _without(abstracts[code], told[code])
    return found, named


def _opening(abstract: Abstract) -> Runs:
    """The runs of the first paragraph up to what is no run."""
    found: list[Run] = []
    for node in _first(abstract).content:
        if not isinstance(node, Run):
            break
        found.append(node)
    return tuple(found)


def _first(abstract: Abstract) -> Paragraph:
    first = abstract.blocks[0] if abstract.blocks else None
    return first if isinstance(first, Paragraph) else Paragraph(())


def _without(abstract: Abstract, end: int) -> Abstract:
    """The abstract without the first `end` characters and the stop behind them."""
    first, opening = _first(abstract), _opening(abstract)
    behind = len(text_of(opening)) - len(text_of(opening)[end:].lstrip(" .:–—-\n"))
    content = (*cut(opening, behind), *first.content[len(opening) :])
    return replace(abstract, blocks=(replace(first, content=content), *abstract.blocks[1:]))


def _bare(title: str) -> str:
    """The letters and digits of a title, without case."""
    return "".join(char for char in title.casefold() if char.isalnum())


def _bracket_end(text: str) -> int:
    """Where the bracket closes that opens the text, with words behind it; 0 where none does."""
    depth = 0
    for at, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return at + 1 if 1 < at < len(text) - 1 else 0
    return 0
