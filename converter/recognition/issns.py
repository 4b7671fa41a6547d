"""The ISSN of a journal as a masthead prints it: "ISSN 1234-5679 (Print), ISSN 2049-3630 (Online)" (ISO 3297)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from converter.patterns import regex
from converter.recognition.names import words_of

PRINTED = regex(
    r"(?P<sort>[ep]?)-?ISSN(?P<before>[^\d\n]{0,24}?)(?P<issn>\d{4}[-–]\d{3}[\dXxХх])(?!\d)(?P<behind>\s?\([^()\n]{1,24}\))?",
    re.IGNORECASE,
)
"""A number with its label, and what says of which edition it is."""
_EDITIONS = {"e": "electronic", "p": "print"}


class Issn(Struct, frozen=True):
    """A number and the format of the edition it stands for, "" where that is not told."""

    number: str
    edition: str


def read_issns(text: str) -> Iterator[Issn]:
    """The numbers of a line, in order."""
    for match in PRINTED.finditer(text):
        number = match["issn"].replace("–", "-").upper().replace("Х", "X")
        said = f"{match['before']} {match['behind'] or ''}".casefold()
        yield Issn(number, _EDITIONS.get(match["sort"].casefold(), "") or _edition(said))


def _edition(said: str) -> str:
    editions = ("electronic", "print")
    return next((each for each in editions if any(word in said for word in words_of(f"edition-{each}"))), "")


def is_issns(text: str) -> bool:
    """Whether a line is such numbers and nothing else."""
    rest = PRINTED.sub(" ", text)
    return rest != text and not any(map(str.isalnum, rest))
