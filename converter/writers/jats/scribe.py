"""What the functions of one writing share: the main language, the ids, the places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from lxml import etree
from msgspec import Struct, field

from converter.diagnostics import Place
from converter.patterns import regex
from converter.writers.jats.elements import LANG, Element

_LANGUAGE = regex(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_NO_NAME = regex(r"[^A-Za-z0-9_.-]+")
_DANGLING = "dangling"


class Scribe(Struct):
    """The state of one writing: which ids are given, what points to them, what stands where."""

    language: str
    version: str = "1.3"
    tag_set: str = "publishing"
    depth: int = 0
    """How many blocks are around the one being written."""
    places: dict[str, Place] = field(default_factory=dict)
    """XML id -> place."""
    placed: dict[Element, Place] = field(default_factory=dict)
    """Every element whose place is known."""
    _given: dict[str, str] = field(default_factory=dict)
    """Id in the Article -> XML id."""
    _used: Counter[str] = field(default_factory=Counter)
    _pointing: list[tuple[Element, tuple[str, ...]]] = field(default_factory=list)

    def locate(self, element: Element, place: Place) -> Element:
        """`element`, remembered to come from `place`."""
        if place.line or place.page:
            self.placed[element] = place
        return element

    def name(self, element: Element, wanted: str, prefix: str, place: Place) -> Element:
        """`element` with an id of its own: the `wanted` one, or `prefix` and a number."""
        own = self._free(wanted, prefix)
        if wanted:
            self._given.setdefault(wanted, own)
        element.set("id", own)
        self.places[own] = place
        return self.locate(element, place)

    def alias(self, other: str, wanted: str) -> None:
        """Let what points to `other` point to the element that was given `wanted`."""
        if other and wanted in self._given:
            self._given.setdefault(other, self._given[wanted])

    def point(self, element: Element, targets: Iterable[str]) -> Element:
        """`element`, to get its `rid` when every id is known."""
        self._pointing.append((element, tuple(targets)))
        return element

    def settle(self, root: Element) -> None:
        """Write every `rid`; of a pointer to nothing only its words stay."""
        for element, targets in self._pointing:
            known = dict.fromkeys(self._given[each] for each in targets if each in self._given)
            if known:
                element.set("rid", " ".join(known))
            else:
                element.tag = _DANGLING
        etree.strip_tags(root, _DANGLING)

    def lang(self, code: str) -> dict[str, str]:
        """The xml:lang of something in the language `code`: none in the main language (JATS4R)."""
        return {} if code == self.language else tagged_language(code)

    def _free(self, wanted: str, prefix: str) -> str:
        stem = _NO_NAME.sub("-", wanted).strip("-.") if wanted else ""
        if stem and not (stem[0].isalpha() or stem[0] == "_"):
            stem = prefix + stem
        own = stem
        while not own or own in self.places:
            key = stem or prefix
            self._used[key] += 1
            own = f"{stem}-{self._used[key] + 1}" if stem else f"{prefix}{self._used[key]}"
        return own


def tagged_language(code: str) -> dict[str, str]:
    """The attribute xml:lang, when `code` is a language tag (BCP 47) at all."""
    return {LANG: code} if _LANGUAGE.fullmatch(code) else {}


def main_first(languages: Iterable[str], main: str) -> list[str]:
    """The languages of something: the main one, the unknown, the others in their order."""
    return sorted(languages, key=lambda code: (code != main, code != ""))
