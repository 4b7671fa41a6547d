"""Writers: an Article to a file of one format. One file (or package) is one format."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from converter.article import Article
from converter.rooms import members


class Writer(Struct, frozen=True):
    """One output format; `write` gives the bytes of the whole file."""

    suffix: str
    media_type: str
    write: Callable[[Article], bytes]


def writers() -> Mapping[str, Writer]:
    """Every output format, by the name users type."""
    return members(__name__, Writer)
