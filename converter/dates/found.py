"""A date that was found in a text."""

from __future__ import annotations

from datetime import date

from msgspec import Struct


class FoundDate(Struct, frozen=True):
    """A date at `text[start:end]`. `certain` is False where day and month might be swapped.

    `language` is that of the month's name, the likeliest of several, "" for digits alone.
    """

    iso: str
    start: int
    end: int
    language: str = ""
    certain: bool = True


def iso_date(year: int, month: int, day: int) -> str:
    """The date in ISO 8601, "" where there is no such day. Day 0 stands for none."""
    try:
        found = date(year, month, day or 1)
    except ValueError:
        return ""
    return found.isoformat() if day else found.isoformat()[:7]
