"""What is known of a language, and how it is read from its file.

One TOML a language, found by being there: `xx.toml` with `name`, `script`, `name_order`,
`common`, `months`, `[labels]` from part to wordings and `[words]` from role to words.
The parts that labels may open stand in `_parts.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from converter.compiled import compiled


class Language(Struct, frozen=True):
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


class Part(Struct, frozen=True):
    """A part of an article that a label may open.

    `bare`: a value may follow the label without a delimiter ("UDC 327"). `everywhere`: its
    wordings in no one language.
    """

    name: str
    means: str
    bare: bool = False
    everywhere: tuple[str, ...] = ()


FILES = tuple(sorted(Path(__file__).parent.glob("*.toml")))
"""The data files of this room; the name of one that is no language begins with an underscore."""


def _read() -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    """The fields of every language by its code, and of every part by its name."""
    import tomllib

    tables = {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in FILES}
    parts = {name: {**raw, "everywhere": tuple(raw.get("everywhere", ()))} for name, raw in tables["_parts"].items()}
    return {code: _fields(raw) for code, raw in tables.items() if not code.startswith("_")}, parts


def _fields(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **raw,
        "common": frozenset(raw.get("common", "").split()),
        "months": tuple(tuple(forms) for forms in raw["months"]),
        "labels": _tuples(raw["labels"]),
        "words": _tuples(raw.get("words", {})),
        "endings": tuple(raw.get("endings", "").split()),
    }


def _tuples(raw: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(words) for key, words in raw.items()}


_LANGUAGES, _PARTS = compiled((Path(__file__), *FILES), "words", _read)
LANGUAGES: Mapping[str, Language] = {code: Language(code, **fields) for code, fields in _LANGUAGES.items()}
"""Every language of the room by its code."""
PARTS: Mapping[str, Part] = {name: Part(name, **fields) for name, fields in _PARTS.items()}
"""Every part a label may open, by name."""
