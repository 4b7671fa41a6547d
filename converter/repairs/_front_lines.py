"""Lines of a title page that tell what they are by their label."""

from __future__ import annotations

from converter.languages import find_label

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
