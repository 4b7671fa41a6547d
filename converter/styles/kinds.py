"""What kind of work a reference names: the JATS `publication-type`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from converter.styles.words import roles

_TOLD_BY_WORDS = ("thesis", "patent", "standard", "preprint", "software", "data", "video", "archive")
_NUMBERED = frozenset(("volume", "issue"))
_BOOKISH = frozenset(("publisher", "place", "isbn", "pages"))


def kind_of(outside: Collection[str], source: Collection[str], names: Collection[str]) -> str:
    """The kind of a work.

    `outside`: the lower-case words and pairs of words that belong to no title, `source`: those of
    the printed container, `names`: the names of the fields found.
    """
    for role in _TOLD_BY_WORDS:
        if _plays("kind-" + role, outside):
            return role
    if "source" in names:
        return _kind_within(source, frozenset(names))
    if not _BOOKISH.isdisjoint(names):
        return "report" if _plays("kind-report", outside) else "book"
    return "webpage" if "url" in names else "book"


def _kind_within(source: Collection[str], names: frozenset[str]) -> str:
    """The kind of a part of a container."""
    numbered = not _NUMBERED.isdisjoint(names)
    if "issue" not in names and _plays("kind-confproc", source):
        return "confproc"
    if "publisher" in names or ("editor" in names and not numbered) or ("place" in names and not numbered):
        return "chapter"
    if numbered or "doi" in names or ("fpage" in names and "date" not in names):
        return "journal"
    if "date" in names and ("url" not in names or _plays("kind-newspaper", source)):
        return "newspaper"
    return "webpage" if "url" in names else "journal"


def _plays(role: str, words: Collection[str]) -> bool:
    return not roles()[role].isdisjoint(words)


def words_and_pairs(words: Sequence[str]) -> frozenset[str]:
    """`words` in lower case, and every two neighbours joined by a blank."""
    lower = [word.lower() for word in words]
    return frozenset(lower).union(f"{a} {b}" for a, b in pairwise(lower))
