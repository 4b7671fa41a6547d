"""Every date in a text, in digits or with the month in words."""

from __future__ import annotations

from converter.dates.digits import in_digits
from converter.dates.found import FoundDate
from converter.dates.worded import in_words


def find_dates(text: str, *, short_years: bool = False) -> tuple[FoundDate, ...]:
    """Every date in `text` in order, none overlapping; a day that does not exist is no date.

    Digits are read day first; where another date of the same text shows the month first, all
    are. A month with its year alone is a date too; a year alone is not. `short_years` lets years
    have two digits ("12.03.24"), where the text is known to be about dates.
    """
    digits = in_digits(text, short_years)
    words = (
        each
        for each in in_words(text)
        if not any(each.start < other.end and other.start < each.end for other in digits)
    )
    return tuple(sorted((*digits, *words), key=lambda each: each.start))
