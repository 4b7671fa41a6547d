"""What kind of work a reference names: the JATS `publication-type`."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from converter.styles.words import roles

_ORDER = (
    ("thesis", "thesis"),
    ("patent", "patent"),
    ("standard", "standard"),
    ("preprint", "preprint"),
    ("software", "software"),
    ("data", "data"),
    ("video", "video"),
    ("archive", "archive"),
)


@cache
def _pattern(role: str) -> re.Pattern[str]:
    words = sorted(roles().get(role, ()), key=len, reverse=True) or ["(?!)"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


def kind_of(text: str, outside: str, source: str, names: Collection[str]) -> str:
    """The kind of a work printed as `text`.

    `outside` is the text that belongs to no title, `source` the printed container, `names` the
    names of the fields found.
    """
    for role, kind in _ORDER:
        if _pattern("kind-" + role).search(outside):
            return kind
    numbered = "volume" in names or "issue" in names
    if source:
        if _pattern("kind-confproc").search(source):
            return "confproc"
        if "publisher" in names or ("place" in names and not numbered) or "editor" in names:
            return "chapter"
        if "date" in names and not numbered and "fpage" not in names:
            return "newspaper" if _pattern("kind-newspaper").search(source) else "journal"
        if "url" in names and not numbered and "fpage" not in names and "doi" not in names:
            return "webpage"
        return "journal"
    if "publisher" in names or "place" in names or "isbn" in names or "pages" in names:
        return "report" if _pattern("kind-report").search(outside) else "book"
    if "url" in names:
        return "webpage"
    return "book"
