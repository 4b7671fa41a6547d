"""Words in pieces: what stands before a joint, how pieces fold into a word, where it is put."""

from __future__ import annotations

import re
from collections.abc import Callable

from converter.compounds import Decision
from converter.edits import Edit
from converter.words import HYPHENS

_LEFT = re.compile(rf"\w+(?:[{HYPHENS}]\w+)*\Z")
_LONGEST_WORD = 80

Read = Callable[[str, str, str], Decision | None]
"""What the word so far, the joint after it and the next piece make; None if they must not."""


def left_of(text: str, end: int) -> re.Match[str] | None:
    """The word or compound that ends at offset `end`."""
    return _LEFT.search(text, max(0, end - _LONGEST_WORD), end)


def fold(left: str, chain: str, joints: re.Pattern[str], read: Read) -> Decision | None:
    """`left` and the pieces of `chain`, which begins with a joint, as one word.

    `joints` is the pattern of a joint in one group. It is sure if every joint is.
    """
    whole = Decision(left)
    _, *row = joints.split(chain)
    for joint, piece in zip(row[::2], row[1::2], strict=True):
        more = read(whole.text, joint, piece)
        if more is None:
            return None
        whole = Decision(more.text, whole.sure and more.sure)
    return whole


def in_one_line(text: str, start: int, end: int, word: str) -> Edit:
    """`word` for `text[start:end]`, a line end within moved to the blank behind it.

    So every line but the moved words keeps its number.
    """
    if text[end : end + 1] == " " and "\n" in text[start:end]:
        return Edit(start, end + 1, word + "\n")
    return Edit(start, end, word)
