"""Words in pieces: what stands before a joint, how pieces fold into a word, where it is put."""

from __future__ import annotations

import re
from collections.abc import Callable

from converter.compounds import Decision
from converter.edits import Edit, stretches, wording
from converter.languages import detect
from converter.manuscript import Manuscript
from converter.patterns import regex
from converter.words import HYPHENS

_BACKWARDS = regex(rf"\w+(?:[{HYPHENS}]\w+)*")
_TO_THE_BLANK = regex(r"([.,;:!?)\]»”’…]*)[ ]")
_LONGEST_WORD = 80
ENOUGH_TEXT = 300
"""Characters of a block that tell its language."""

Read = Callable[[str, str, str], Decision | None]
"""What the word so far, the joint after it and the next piece make; None if they must not."""


def main_language(manuscript: Manuscript) -> str:
    """The language of most of the text, for blocks too short to tell theirs."""
    return detect("\n".join(wording(runs) for _, runs in stretches(manuscript)))


def left_of(text: str, end: int) -> str:
    """The word or compound that ends at offset `end`, or an empty string."""
    found = _BACKWARDS.match(text[max(0, end - _LONGEST_WORD) : end][::-1])
    return found[0][::-1] if found else ""


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
    tail = _TO_THE_BLANK.match(text, end) if "\n" in text[start:end] else None
    if tail:
        return Edit(start, tail.end(), f"{word}{tail[1]}\n")
    return Edit(start, end, word)
