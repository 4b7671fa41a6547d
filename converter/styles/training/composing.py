"""Styles put together by chance from the pieces of `composing.toml`.

A model that has met only the known styles reads those of an unknown journal worse; these have
every order, sign and mark that references show, in combinations that no journal need have.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from converter.patterns import regex

_NAME = regex(r"\$([a-z_]+)")
_KINDS = ("journal", "book", "chapter", "thesis", "web", "newspaper")
_EARLY = 0.55
"""Share of the styles that print the year behind the authors."""


@cache
def _pieces() -> Mapping[str, Any]:
    found: Mapping[str, Any] = tomllib.loads(files(__package__).joinpath("composing.toml").read_text("utf-8"))
    return found


def compose(chance: Random) -> Mapping[str, list[str]]:
    """One style, of the shape of those in `forms.toml`: how names are set, and a form for every kind of work."""
    drawn: dict[str, str] = {}
    order = "early" if chance.random() < _EARLY else "late"
    names = {name: [chance.choice(_pieces()[name])] for name in ("names", "between", "last", "etal")}
    return {**names, **{kind: [_expanded(chance, drawn, f"${kind}_{order}")] for kind in _KINDS}}


def _expanded(chance: Random, drawn: dict[str, str], form: str) -> str:
    """`form` with every `$name` replaced by one of its lines, the same one throughout a style."""
    grammar = _pieces()["grammar"]

    def line(match: re.Match[str]) -> str:
        name = match[1]
        if name not in drawn:
            drawn[name] = _expanded(chance, drawn, chance.choice(grammar[name]))
        return drawn[name]

    return _NAME.sub(line, form)
