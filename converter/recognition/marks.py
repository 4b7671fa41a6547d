"""Marks: the raised numbers, letters and signs that tie a name to an address or a note."""

from __future__ import annotations

from converter.patterns import regex

SIGNS = "*†‡§¶#⁎∗✉"
RAISED = "¹²³⁴⁵⁶⁷⁸⁹⁰ᵃᵇᶜᵈᵉᶠᵍʰⁱ"
_LOWERED = str.maketrans(RAISED + "⁎∗", "1234567890abcdefghi**")
_MARK = regex(rf"\d{{1,3}}|[a-z]{{1,2}}|[IVXLC]{{1,5}}|[A-Z]|([{SIGNS}])\1*")


def lowered(text: str) -> str:
    """Marks as plain digits, letters and signs."""
    return text.translate(_LOWERED)


def split_marks(text: str) -> tuple[str, ...]:
    """The marks of a printed row of them: "1,2,*" are three."""
    return tuple(match[0] for match in _MARK.finditer(lowered(text)))


def is_sign(mark: str) -> bool:
    """Whether a mark is a sign, which rather tells of a note than of an address."""
    return bool(mark) and mark[0] in SIGNS
