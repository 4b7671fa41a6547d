"""What is known of a language, and how it is read from its file.

One TOML a language, found by being there: `xx.toml` with `name`, `script`, `name_order`,
`common`, `months`, `[labels]` from part to wordings and `[words]` from role to words.
The parts that labels may open stand in `_parts.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language; `code` is BCP 47, the name of its file.

    `script` is an ISO 15924 name in English ("Latin", "Cyrillic"), `name_order` says which
    name comes first in print: "western" (given name) or "eastern" (family name). `common` are its most
    frequent words, `endings` those of its words that tell it from its neighbours. `share` says
    how much is printed in it, English being 100: what is alike in two is rather of the greater. `months` has
    twelve rows of forms, nominative first.
    """

    code: str
    name: str
    script: str
    name_order: str
    common: frozenset[str]
    months: tuple[tuple[str, ...], ...]
    labels: Mapping[str, tuple[str, ...]]
    words: Mapping[str, tuple[str, ...]]
    endings: tuple[str, ...] = ()
    share: int = 1


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an article that a label may open.

    `bare`: a value may follow the label without a delimiter ("UDC 327"). `everywhere`: its
    wordings in no one language.
    """

    name: str
    means: str
    bare: bool = False
    everywhere: tuple[str, ...] = ()


def _table(raw: Mapping[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({key: tuple(words) for key, words in raw.items()})


def _language(code: str, raw: Mapping[str, Any]) -> Language:
    return Language(
        code=code,
        name=raw["name"],
        script=raw["script"],
        name_order=raw["name_order"],
        common=frozenset(raw.get("common", "").split()),
        months=tuple(tuple(forms) for forms in raw["months"]),
        labels=_table(raw["labels"]),
        words=_table(raw.get("words", {})),
        endings=tuple(raw.get("endings", "").split()),
        share=raw.get("share", 1),
    )


def _files() -> dict[str, Traversable]:
    """The data files of this room by name without suffix, in order of name."""
    here = files(__package__ or "converter.languages")
    found = (each for each in here.iterdir() if each.name.endswith(".toml"))
    return {each.name.removesuffix(".toml"): each for each in sorted(found, key=lambda f: f.name)}


def _read(file: Traversable) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def read_languages() -> Mapping[str, Language]:
    """Every language of the room by its code; a name with an underscore in front is no member."""
    return MappingProxyType(
        {code: _language(code, _read(file)) for code, file in _files().items() if not code.startswith("_")}
    )


def read_parts() -> Mapping[str, Part]:
    """Every part a label may open, by name."""
    return MappingProxyType(
        {
            name: Part(name, raw["means"], raw.get("bare", False), tuple(raw.get("everywhere", ())))
            for name, raw in _read(_files()["_parts"]).items()
        }
    )


LANGUAGES = read_languages()
PARTS = read_parts()
