"""A finished article's XML, read-only, with the indices that rules share: made in one pass over the tree."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from re import Match, Pattern
from typing import Any

from lxml import etree
from msgspec import Struct

Element = etree._Element

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
HREF = "{http://www.w3.org/1999/xlink}href"
_BETWEEN = "\n\0\n"
WITHIN = ("sub-article", "response")
"""Articles within the article: translations, letters, replies."""


def local(element: Element) -> str:
    """The name of an element without its namespace: `math` of `mml:math`."""
    tag = str(element.tag)
    return tag[tag.index("}") + 1 :] if tag[0] == "{" else tag


def text_of(element: Element | None) -> str:
    """All words of an element, blanks made single."""
    if element is None:
        return ""
    return " ".join("".join(strings_of(element)).split())


def strings_of(element: Element) -> Iterator[str]:
    """Every stretch of text in an element."""
    words: Any = element.itertext()  # the stubs think of bytes, which Python 2 had
    return iter(words)


def line_of(element: Element) -> int:
    """The line an element begins in, as the parser counted it; 0 is unknown."""
    line: Any = element.sourceline  # the stubs do not know that this is a number
    return line or 0


def own_text(element: Element) -> str:
    """The words that stand directly in an element."""
    return " ".join("".join([element.text or "", *(child.tail or "" for child in element)]).split())


def child(element: Element, *names: str) -> Element | None:
    """The first child of one of these names."""
    return next((each for each in element if local(each) in names), None)


def children(element: Element, *names: str) -> list[Element]:
    """The children of these names, all of them without names."""
    return [each for each in element if not names or local(each) in names]


def around(element: Element, *names: str) -> Element | None:
    """The nearest element of one of these names around this one."""
    return next((each for each in element.iterancestors() if local(each) in names), None)


class View(Struct, frozen=True, dict=True):
    """An article and its indices. Nothing in it may be changed."""

    root: Element
    elements: tuple[Element, ...]
    """All, in the order of the document."""
    named: Mapping[str, Sequence[Element]]
    """From local name, in the order of the document."""
    ids: Mapping[str, Sequence[Element]]
    pointers: Mapping[str, Sequence[Element]]
    """From an id to the elements whose `rid` or `rids` names it."""
    ranks: Mapping[Element, int]
    """From an element to its rank in `elements`."""

    def all(self, *names: str) -> list[Element]:
        """Every element of these local names, in the order of the document."""
        if len(names) == 1:
            return list(self.named.get(names[0], ()))
        found = [each for name in names for each in self.named.get(name, ())]
        return sorted(found, key=self.ranks.__getitem__)

    def main(self, *names: str) -> list[Element]:
        """The same, without what stands in articles within the article."""
        return [each for each in self.all(*names) if self.ranks[each] < self._end]

    def first(self, *names: str) -> Element | None:
        """The first of these in the article itself."""
        return next(iter(self.main(*names)), None)

    @cached_property
    def _end(self) -> int:
        """The rank of the first article within the article; they stand last."""
        return min((self.ranks[each] for name in WITHIN for each in self.named.get(name, ())), default=len(self.ranks))

    @cached_property
    def language(self) -> str:
        """The language the article says it is in; English without a word, as the DTD has it."""
        return self.root.get(LANG, "en")

    @cached_property
    def references(self) -> list[Element]:
        """The references of the article itself."""
        return self.main("ref")

    @cached_property
    def texts(self) -> Mapping[Element, str]:
        """The words of each reference; where there is no punctuation, blanks stand between its elements."""
        return {each: _read_reference(each) for each in self.all("ref")}

    def language_of(self, element: Element) -> str:
        """The language of the words in an element."""
        here: Element | None = element
        while here is not None:
            if code := here.get(LANG):
                return code
            here = here.getparent()
        return self.language

    @cached_property
    def stretches(self) -> Sequence[tuple[Element, str]]:
        """Every stretch of text with the element it stands directly in."""
        found: list[tuple[Element, str]] = []
        for each in self.elements:
            if text := each.text:
                found.append((each, text))
            if (text := each.tail) and (holder := each.getparent()) is not None:
                found.append((holder, text))
        return found

    @cached_property
    def whole_text(self) -> str:
        """All stretches, one after another, lines of their own between them."""
        return _BETWEEN.join(text for _, text in self.stretches)

    @cached_property
    def _starts(self) -> Sequence[int]:
        """Where in the whole text each stretch begins."""
        lengths = (len(text) + len(_BETWEEN) for _, text in self.stretches)
        return [0, *accumulate(lengths)]

    def find(self, pattern: Pattern[str]) -> Iterator[tuple[Element, str, Match[str]]]:
        """Each stretch that has a match, with the element it stands in and its first match.

        The whole text is searched at once: a rule that finds nothing costs next to nothing.
        """
        looked_at = -1
        for candidate in pattern.finditer(self.whole_text):
            index = bisect_right(self._starts, candidate.start()) - 1
            if index != looked_at:
                looked_at = index
                holder, text = self.stretches[index]
                if found := pattern.search(text):
                    yield holder, text, found


def _read_reference(reference: Element) -> str:
    if child(reference, "element-citation", "nlm-citation") is None:
        return text_of(reference)
    return " ".join(" ".join(strings_of(reference)).split())


def view(root: Element) -> View:
    """The view of a tree without comments and processing instructions."""
    elements = tuple(root.iter(etree.Element))
    named: dict[str, list[Element]] = defaultdict(list)
    ids: dict[str, list[Element]] = defaultdict(list)
    pointers: dict[str, list[Element]] = defaultdict(list)
    for each in elements:
        named[local(each)].append(each)
        if not each.attrib:
            continue
        if own := each.get("id"):
            ids[own].append(each)
        for target in (each.get("rid") or "").split():
            pointers[target].append(each)
    return View(root, elements, named, ids, pointers, {each: rank for rank, each in enumerate(elements)})
