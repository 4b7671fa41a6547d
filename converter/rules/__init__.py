"""The room of rules: checks on finished XML beyond the DTD, one file each.

A member is a `Rule`: a remark and its check, which reads a `View` and yields a `Hit` for each thing
that is wrong. The docstring of its file shows XML that is good and XML that is bad; the tests run them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from msgspec import Struct

from converter.remarks import Remark, Word, Wording
from converter.rooms import members
from converter.views import Element, View, local

__all__ = ["Hit", "Remark", "Rule", "Word", "Wording", "at", "rules"]

_WORDS = ("text", "label", "title")
"""Facts that are an element's own words, and may be none."""


class Hit(Struct, frozen=True):
    """A rule is broken at an element; the facts fill the sentence."""

    element: Element
    facts: Mapping[str, str]


class Rule(Remark, frozen=True, kw_only=True):
    """A check of one article."""

    check: Callable[[View], Iterator[Hit]]


def at(element: Element, **facts: object) -> Hit:
    """A hit at an element with the facts of the sentence; where it has no words, its tag stands for them."""
    told = {name: fact if isinstance(fact, Word) else _shorten(str(fact)) for name, fact in facts.items()}
    return Hit(element, told | {name: f"<{local(element)}>" for name in _WORDS if told.get(name) == ""})


def _shorten(fact: str, longest: int = 100) -> str:
    return fact if len(fact) <= longest else fact[: longest - 1] + "…"


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule by its code, which is the name of its file."""
    return members(__name__, Rule)
