"""Loads all that a conversion needs; the processes that convert are forked from the one that imported this."""

from __future__ import annotations

import gc

import converter
from service import apart  # noqa: F401  (what a process that converts starts with)

_SAMPLE = """# A title

A. Author, B. Author

Abstract. A few words.

Keywords: one, two

Text that cites (Author 2020).

References

Author, A. (2020). A work. *A Journal*, 1(2), 3-4.
"""

converter.view(converter.report_conversion("warm.md", converter.convert(_SAMPLE.encode(), name="warm.md")))
gc.freeze()
