"""Appendices: sections of the body that go to the back.

"Appendix A. Counts", "Приложение 1", "Anexo II – Entrevistas": the word alone, or with a number
or letter that ends there. "Appendix removal in children" is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from msgspec.structs import replace

from converter.article import Node, Section
from converter.inlines import between, printed
from converter.languages import LANGUAGES
from converter.patterns import regex
from converter.phrases import Phrases, gather

_NUMBER = regex(r"\s{1,3}(?:№\s?|n\.?º\s?)?(?:\d{1,2}|[A-ZА-ЯЄІЇҐ]|[IVX]{1,5})(?![^\W_])")
_DELIMITER = regex(r"\s{0,3}(?:[.:—–|-]\s{0,3})+|\s{0,3}$|\s{1,3}(?=[^\W\da-zа-я_«“\"(])")


def split_appendices(body: Sequence[Node]) -> tuple[tuple[Node, ...], tuple[Section, ...]]:
    """The body without its appendices, and those, each with its printed number as its label."""
    found = {at: made for at, node in enumerate(body) if isinstance(node, Section) and (made := _appendix(node))}
    kept = tuple(node for at, node in enumerate(body) if at not in found)
    return kept, tuple(replace(each, id=f"app{count}") for count, each in enumerate(found.values(), 1))


def _appendix(section: Section) -> Section | None:
    """The section as an appendix, if its title says that it is one."""
    text = "".join(map(printed, section.title))
    word = _words().match(text, len(text) - len(text.lstrip()))
    if word is None or section.label:
        return None
    number = _NUMBER.match(text, word.end())
    end = number.end() if number else word.end()
    delimiter = _DELIMITER.match(text, end)
    if delimiter is None or (number is None and delimiter.end() < len(text)):
        return None
    if delimiter.end() >= len(text):
        return section
    title = tuple(between(section.title, delimiter.end(), None))
    return replace(section, label=text[:end].strip(), title=title)


@cache
def _words() -> Phrases:
    words = {word.rstrip(".") for each in LANGUAGES.values() for word in _named(each.words, each.labels)}
    return gather(words, lambda word: re.escape(word) + r"\.?")


def _named(words: Mapping[str, Sequence[str]], labels: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    return (*words.get("appendix", ()), *(each for each in labels.get("appendix", ()) if " " not in each))
