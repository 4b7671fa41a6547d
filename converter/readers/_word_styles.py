"""How a paragraph of a Word file is set: its own settings, its style's, its style's parents' (ECMA-376, 17.7.2)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from lxml import etree
from msgspec import Struct, field

from converter.manuscript import Look
from converter.patterns import regex

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"

_OFF = ("0", "false", "off", "none")
_HEADING = regex(r"heading ([1-9])", re.IGNORECASE)
_ALIGNMENTS = {"both": "justify", "start": "left", "end": "right", "distribute": "justify"}
_DEEPEST = 50
_HALF_POINTS = 2
_TWIPS = 20
_BODY_LEVEL = 9


class Style(Struct, frozen=True):
    """A style with what it says itself; None is for what it leaves to its parent."""

    name: str
    parent: str = ""
    bold: bool | None = None
    size: float | None = None
    align: str | None = None
    outline: int | None = None
    numbering: tuple[str, int] | None = None
    """Id of the numbering and depth from 0."""


class Styles(Struct):
    """The styles of a file by id."""

    known: Mapping[str, Style]
    default: Style
    resolved: dict[str, Style] = field(default_factory=dict)

    def resolve(self, key: str) -> Style:
        """A style with all its parents say; an unknown one is the default."""
        if key not in self.resolved:
            self.resolved[key] = self._merge(key)
        return self.resolved[key]

    def lineage(self, key: str) -> Iterator[Style]:
        """A style and its parents; a circle of parents ends where it closes."""
        seen: set[str] = set()
        while key in self.known and key not in seen and len(seen) < _DEEPEST:
            seen.add(key)
            yield self.known[key]
            key = self.known[key].parent

    def _merge(self, key: str) -> Style:
        row = [*self.lineage(key), self.default]
        return Style(
            row[0].name if key in self.known else "",
            "",
            next((each.bold for each in row if each.bold is not None), None),
            next((each.size for each in row if each.size is not None), None),
            next((each.align for each in row if each.align is not None), None),
            next((each.outline for each in row if each.outline is not None), None),
            next((each.numbering for each in row if each.numbering is not None), None),
        )

    def level(self, key: str) -> int:
        """Depth of a heading by its style, 0 for none."""
        for style in self.lineage(key):
            if match := _HEADING.fullmatch(style.name):
                return int(match[1])
        return 0


def read_styles(root: etree._Element | None) -> Styles:
    """The paragraph and character styles of `styles.xml`."""
    if root is None:
        return Styles({}, Style(""))
    known = {each.get(f"{W}styleId", ""): _style(each) for each in root.iter(f"{W}style")}
    defaults = root.find(f"{W}docDefaults")
    normal = [key for key, each in _paragraph_styles(root) if each.get(f"{W}default") in ("1", "true")]
    base = _style(defaults) if defaults is not None else Style("")
    styles = Styles(known, base)
    return Styles(known, styles.resolve(normal[0])) if normal else styles


def _paragraph_styles(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    for each in root.iter(f"{W}style"):
        if each.get(f"{W}type") == "paragraph":
            yield each.get(f"{W}styleId", ""), each


def _style(element: etree._Element) -> Style:
    paragraph = next(element.iter(f"{W}pPr"), None)
    text = next(element.iter(f"{W}rPr"), None)
    level = value(paragraph, "outlineLvl")
    return Style(
        value(element, "name"),
        value(element, "basedOn"),
        switch(text, "b"),
        _points(text),
        _align(paragraph),
        int(level) if level.isdigit() else None,
        numbering(paragraph),
    )


def value(element: etree._Element | None, name: str) -> str:
    """`w:val` of the child called `name`, or ""."""
    child = element.find(f"{W}{name}") if element is not None else None
    return child.get(VAL, "") if child is not None else ""


def switch(element: etree._Element | None, name: str) -> bool | None:
    """Whether a setting is on or off, None where nothing is said."""
    child = element.find(f"{W}{name}") if element is not None else None
    return None if child is None else child.get(VAL, "1").lower() not in _OFF


def numbering(settings: etree._Element | None) -> tuple[str, int] | None:
    """Id of the numbering that a paragraph's settings name, with the depth in it from 0."""
    found = settings.find(f"{W}numPr") if settings is not None else None
    if found is None:
        return None
    depth = value(found, "ilvl")
    return value(found, "numId"), min(int(depth), 8) if depth.isdigit() else 0


def _points(settings: etree._Element | None) -> float | None:
    size = value(settings, "sz")
    return int(size) / _HALF_POINTS if size.isdigit() else None


def _align(settings: etree._Element | None) -> str | None:
    align = value(settings, "jc")
    return _ALIGNMENTS.get(align, align) or None


def indent(settings: etree._Element | None) -> float:
    """Points that a paragraph is set in from the left by itself."""
    found = settings.find(f"{W}ind") if settings is not None else None
    if found is None:
        return 0.0
    twips = found.get(f"{W}left") or found.get(f"{W}start") or "0"
    return int(twips) / _TWIPS if twips.lstrip("-").isdigit() else 0.0


def outline(settings: etree._Element | None, style: Style) -> int:
    """Depth of a heading by its outline level, 0 for none; a style's level counts as one's own."""
    own = value(settings, "outlineLvl")
    level = int(own) if own.isdigit() else style.outline
    return level + 1 if level is not None and level < _BODY_LEVEL else 0


def look(paragraph: etree._Element, styles: Styles, page_start: bool) -> Look:
    """How a paragraph is set; bold is what holds of all its letters."""
    settings = paragraph.find(f"{W}pPr")
    style = styles.resolve(value(settings, "pStyle"))
    sizes: Counter[float] = Counter()
    bold = True
    for run, length in _lettered(paragraph):
        marks = run.find(f"{W}rPr")
        own = styles.resolve(key) if (key := value(marks, "rStyle")) in styles.known else None
        said = (switch(marks, "b"), own.bold if own else None, style.bold)
        bold = bold and bool(next((each for each in said if each is not None), False))
        sizes[_points(marks) or style.size or 0.0] += length
    return Look(
        size=sizes.most_common(1)[0][0] if sizes else 0.0,
        align=_align(settings) or style.align or "",
        style=style.name,
        indent=indent(settings),
        page_start=page_start,
        bold=bold and bool(sizes),
    )


def _lettered(paragraph: etree._Element) -> Iterator[tuple[etree._Element, int]]:
    """The runs of a paragraph that hold letters or digits, with how many characters."""
    for run in paragraph.iter(f"{W}r"):
        text = "".join(each.text or "" for each in run.iterchildren(f"{W}t"))
        if any(character.isalnum() for character in text):
            yield run, len(text)


@cache
def tag(name: str) -> str:
    """The full name of an element of WordprocessingML."""
    return f"{W}{name}"
