"""Lines of a title page that tell what they are by their label."""

from __future__ import annotations

from converter.languages import find_label
from converter.layout import opens_low
from converter.patterns import regex

_SENTENCE = regex(r"[^\W\d_]{3}[.!?]\s+[^\W\d_]|\.\s*$")
TEXT = frozenset({"abstract", "keywords"})
_FRONT = TEXT | {"citation"}


def opens_front(line: str, parts: frozenset[str] = _FRONT) -> bool:
    """Whether a line opens with the label of an abstract, of keywords, or of how to cite, or is one."""
    label = find_label(line)
    if label is None or label.part not in parts or not (label.closed or label.end >= len(line.rstrip())):
        return False
    return line[label.start : label.start + 1].isupper()


def is_front_label(line: str) -> bool:
    """Whether a line that opens with such a label is no more than that."""
    label = find_label(line)
    return label is not None and label.end >= len(line.rstrip())


def is_text(words: str) -> bool:
    """Whether words are of running text, as no title is: they go on a sentence, or one ends within or with them."""
    return opens_low(words) or _SENTENCE.search(words) is not None
