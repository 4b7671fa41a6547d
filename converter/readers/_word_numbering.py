"""The numbers and bullets that Word prints before paragraphs, counted as Word counts (ECMA-376, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lxml import etree
from msgspec import Struct, field

from converter.patterns import regex
from converter.readers._numerals import BULLET, letters, roman
from converter.readers._word_styles import W, switch, value

_PLACE = regex(r"%([1-9])")
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
"""Word's Russian letters: without ё, й, ъ, ы and ь."""
_PRIVATE = range(0xE000, 0xF900)
_MOST = 100_000


class Level(Struct, frozen=True):
    """One depth of a numbering: how its number is formed and where it starts."""

    form: str
    """`w:numFmt`: decimal, upperRoman, bullet..."""
    text: str
    """`%1.%2` stands for the numbers of the depths 1 and 2."""
    start: int
    restart: int
    """It starts anew after a paragraph of any depth up to this one, counted from 1; 0 for never."""
    plain: bool
    """All its numbers are in figures."""


class Numbering(Struct):
    """The numberings of a file and how far each has counted."""

    levels: Mapping[str, Mapping[int, Level]]
    """From numbering id and depth."""
    shared: Mapping[str, str]
    """From numbering id to the id of the definition it counts with."""
    fresh: set[tuple[str, int]]
    """Numberings and depths that start anew at their first paragraph."""
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, number: str, depth: int) -> str:
        """What Word prints before the next paragraph of this numbering and depth; it counts on."""
        levels = self.levels.get(number, {})
        level = levels.get(depth)
        if level is None or level.form == "none":
            return ""
        counts = self.counts.setdefault(self.shared.get(number, number), {})
        if (number, depth) in self.fresh:
            self.fresh.discard((number, depth))
            counts.pop(depth, None)
        counts[depth] = min(counts.get(depth, level.start - 1) + 1, _MOST)
        for deeper in [at for at in counts if at > depth]:
            if _restarts(levels.get(deeper), depth):
                del counts[deeper]
        return _bullet(level.text) if level.form == "bullet" else _printed(level, levels, counts)


def _restarts(level: Level | None, after: int) -> bool:
    return level is None or after < level.restart


def _printed(level: Level, levels: Mapping[int, Level], counts: Mapping[int, int]) -> str:
    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        own = levels.get(at)
        count = counts.get(at, own.start if own else 1)
        return str(count) if level.plain or own is None else _formed(count, own.form)

    return _PLACE.sub(number, level.text).strip()


def _formed(number: int, form: str) -> str:
    match form:
        case "lowerLetter" | "upperLetter":
            bare = letters(number)
        case "lowerRoman" | "upperRoman":
            bare = roman(number)
        case "russianLower" | "russianUpper":
            bare = letters(number, _RUSSIAN)
        case "decimalZero":
            bare = f"{number:02d}"
        case "none":
            bare = ""
        case _:
            bare = str(number)
    return bare.upper() if form.startswith("upper") or form.endswith("Upper") else bare


def _bullet(text: str) -> str:
    """Word's bullets are signs of symbol fonts: what only such a font shows becomes a plain bullet."""
    sign = text.strip()[:1]
    return BULLET if not sign or sign.isalnum() or ord(sign) in _PRIVATE else sign


def read_numbering(root: etree._Element | None) -> Numbering:
    """The numberings of `numbering.xml`."""
    if root is None:
        return Numbering({}, {}, set())
    abstract = {each.get(f"{W}abstractNumId", ""): each for each in root.iterchildren(f"{W}abstractNum")}
    definitions = {key: _levels(each.iterchildren(f"{W}lvl")) for key, each in abstract.items()}
    by_style = {value(each, "styleLink"): definitions[key] for key, each in abstract.items()}
    levels: dict[str, Mapping[int, Level]] = {}
    shared: dict[str, str] = {}
    fresh: set[tuple[str, int]] = set()
    for each in root.iterchildren(f"{W}num"):
        number, key = each.get(f"{W}numId", ""), value(each, "abstractNumId")
        own = definitions.get(key, {}) or by_style.get(value(abstract.get(key), "numStyleLink"), {})
        shared[number] = key
        levels[number] = {**own, **_overrides(each, own)}
        fresh.update((number, _depth(override)) for override in each.iterchildren(f"{W}lvlOverride"))
    return Numbering(levels, shared, fresh)


def _levels(elements: Iterable[etree._Element]) -> dict[int, Level]:
    return {_depth(each): _level(each) for each in elements}


def _level(element: etree._Element) -> Level:
    start, restart = value(element, "start"), value(element, "lvlRestart")
    return Level(
        value(element, "numFmt") or "decimal",
        value(element, "lvlText"),
        int(start) if start.isdigit() else 1,
        int(restart) if restart.isdigit() else _depth(element),
        bool(switch(element, "isLgl")),
    )


def _depth(element: etree._Element) -> int:
    depth = element.get(f"{W}ilvl", "0")
    return int(depth) if depth.isdigit() else 0


def _overrides(number: etree._Element, own: Mapping[int, Level]) -> dict[int, Level]:
    """The levels that one numbering defines anew or starts elsewhere."""
    changed: dict[int, Level] = {}
    for each in number.iterchildren(f"{W}lvlOverride"):
        depth, start = _depth(each), value(each, "startOverride")
        changed.update(_levels(each.iterchildren(f"{W}lvl")))
        level = changed.get(depth) or own.get(depth)
        if level and start.isdigit():
            changed[depth] = Level(level.form, level.text, int(start), level.restart, level.plain)
    return changed
