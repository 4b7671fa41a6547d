"""Finds dates as they are printed in any of the languages, and what they are dates of.

Months and the small words of dates ("15 de agosto de 2025", "15 августа 2025 г.") stand in the
languages' files. Dates are given in ISO 8601, as exact as printed: "2025-08-15" or "2025-08".
"""

from converter.dates.finding import find_dates
from converter.dates.found import FoundDate
from converter.dates.history import HistoryMark, find_history

__all__ = ["FoundDate", "HistoryMark", "find_dates", "find_history"]
