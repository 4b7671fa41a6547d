"""The numbers that the outline of an OpenDocument text prints before its headings (OpenDocument 1.3, part 3, 16.34)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree
from msgspec import Struct, field

from converter.readers._numerals import letters, roman

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_MOST = 100_000


class Level(Struct, frozen=True):
    """How the number of one depth is printed; one without a form is not."""

    form: str
    prefix: str
    suffix: str
    shown: int
    """It is printed after the numbers of so many depths above, less one."""
    start: int


class Outline(Struct):
    """The numbering of headings, and how far each depth has counted."""

    levels: Mapping[int, Level]
    name: str = ""
    counts: dict[int, int] = field(default_factory=dict)

    def label(self, heading: etree._Element) -> str:
        """What is printed before the next heading, empty where its depth has no number; it counts on."""
        depth = _number(heading.get(f"{_TEXT}outline-level"), 1)
        level = self.levels.get(depth)
        if level is None or heading.get(f"{_TEXT}is-list-header") == "true":
            return ""
        if heading.get(f"{_TEXT}restart-numbering") == "true":
            self.counts[depth] = _number(heading.get(f"{_TEXT}start-value"), level.start)
        else:
            self.counts[depth] = min(self.counts.get(depth, level.start - 1) + 1, _MOST)
        for deeper in [at for at in self.counts if at > depth]:
            del self.counts[deeper]
        return self._printed(depth, level)

    def _printed(self, depth: int, level: Level) -> str:
        if not level.form:
            return ""
        above = (at for at in range(max(depth - level.shown + 1, 1), depth + 1) if at in self.levels)
        numbers = (_formed(self.counts.get(at, self.levels[at].start), self.levels[at].form) for at in above)
        return f"{level.prefix}{'.'.join(filter(None, numbers))}{level.suffix}".strip()


def read_outline(roots: Iterable[etree._Element]) -> Outline:
    """The outline of the part with the styles; one without numbers where there is none."""
    for root in roots:
        for style in root.iter(f"{_TEXT}outline-style"):
            found = style.iterchildren(f"{_TEXT}outline-level-style")
            levels = {_number(each.get(f"{_TEXT}level"), 1): _level(each) for each in found}
            return Outline(levels, style.get(f"{_STYLE}name", ""))
    return Outline({})


def _level(element: etree._Element) -> Level:
    return Level(
        element.get(f"{_STYLE}num-format", ""),
        element.get(f"{_STYLE}num-prefix", ""),
        element.get(f"{_STYLE}num-suffix", ""),
        _number(element.get(f"{_TEXT}display-levels"), 1),
        _number(element.get(f"{_TEXT}start-value"), 1),
    )


def _formed(number: int, form: str) -> str:
    match form[:1]:
        case "a":
            return letters(number)
        case "A":
            return letters(number).upper()
        case "i":
            return roman(number)
        case "I":
            return roman(number).upper()
        case "":
            return ""
        case _:
            return str(number)


def _number(value: str | None, otherwise: int) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) <= 5 else otherwise
