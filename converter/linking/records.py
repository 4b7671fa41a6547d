"""What the linker tells."""

from __future__ import annotations

from msgspec import Struct


class Link(Struct, frozen=True):
    """A mark at `start` to `end` of a paragraph and the ids of the references it means.

    `rivals` are as likely as the target, `doubt` tells in what mark and reference differ:
    "year", "name" or nothing.
    """

    paragraph: int
    start: int
    end: int
    targets: tuple[str, ...]
    locator: str = ""
    rivals: tuple[str, ...] = ()
    doubt: str = ""


class Missing(Struct, frozen=True):
    """A citation to which no reference belongs; `work` names it: its words and its year."""

    paragraph: int
    start: int
    end: int
    work: str


class Linking(Struct, frozen=True):
    """All links of an article in order, none overlapping, and the marks without a reference."""

    links: tuple[Link, ...]
    missing: tuple[Missing, ...] = ()
