"""Citations of pandoc's Markdown, `[see @bee2020, p. 3]`, as its default style prints them: “(see Bee 2020, p. 3)”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from converter.manuscript import CitationField
from converter.patterns import regex
from converter.readers._bibliography import Item, cited_work, names_of

_KEY = r"@(?:\{[^{}\s]{1,200}\}|\w(?:[\w:.#$%&\-+?<>~/]{0,200}\w)?)"
_CITED = regex(
    r"(?P<code>^(?P<fence>`{3,}|~{3,})[\s\S]*?^(?P=fence)|(?P<ticks>`+)[^`][\s\S]*?(?P=ticks))"
    rf"|\[(?P<group>[^\[\]@]{{0,200}}{_KEY}[^\[\]]{{0,1000}})\](?![(\[:])"
    rf"|(?<![\w@\\.`/])(?P<bare>-?{_KEY})(?:\s\[(?P<place>[^\[\]@]{{1,80}})\])?",
    re.MULTILINE,
)
_USUAL = ("references", "bibliography", "refs", "paper", "literature", "biblio")
_ONE = regex(rf"(?P<before>[^@]*?)(?P<year>-?)(?P<key>{_KEY})(?P<after>.*)", re.DOTALL)


class Citing(Struct):
    """A text with its citations printed, what they mean, and keys that the bibliography lacks."""

    text: str = ""
    cited: list[CitationField] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def named_files(metadata: Mapping[str, str], stem: str) -> list[str]:
    """The bibliographies that the head of a file names, else those that may stand beside it."""
    named = [each.strip() for each in metadata.get("bibliography", "").split(",") if each.strip()]
    return named or [f"{name}.bib" for name in dict.fromkeys((stem, *_USUAL)) if name]


def keys_of(text: str) -> list[str]:
    """The keys that are cited, each once, in their order."""
    found = (match["group"] or match["bare"] for match in _CITED.finditer(text) if not match["code"])
    return list(dict.fromkeys(_named(key) for said in found for key in re.findall(_KEY, said)))


def print_citations(text: str, works: Mapping[str, Item]) -> Citing:
    """The text with the citations of `works` as they are printed; others stay as they stand."""
    citing = Citing()
    citing.text = _CITED.sub(lambda match: _printed(match, works, citing), text)
    return citing


def _printed(match: re.Match[str], works: Mapping[str, Item], citing: Citing) -> str:
    said = match["group"] or match["bare"]
    if match["code"] or not said:
        return match[0]
    keys = [_named(key) for key in re.findall(_KEY, said)]
    missing = [key for key in keys if key not in works]
    if missing:
        citing.missing += missing if match["group"] else []
        return match[0]
    printed = f"({'; '.join(_in_group(said, works))})" if match["group"] else _in_line(match, works[keys[0]])
    citing.cited.append(CitationField(" ".join(printed.split()), tuple(cited_work(works[key]) for key in keys)))
    return printed.replace(" ", "\n", match[0].count("\n"))


def _in_group(said: str, works: Mapping[str, Item]) -> Iterator[str]:
    for part in said.split(";"):
        one = _ONE.match(part)
        if one is None:
            yield part.strip()
            continue
        item = works[_named(one["key"])]
        who = _dated(item) if not one["year"] else item.year
        yield f"{one['before']}{who}{one['after']}".strip()


def _in_line(match: re.Match[str], item: Item) -> str:
    place = f", {match['place']}" if match["place"] else ""
    if match["bare"].startswith("-"):
        return f"({item.year}{place})"
    return f"{names_of(item)} ({item.year}{place})"


def _dated(item: Item) -> str:
    return " ".join(filter(None, (names_of(item), item.year)))


def _named(key: str) -> str:
    return key.removeprefix("@").strip("{}")
