"""Repairs: Manuscript to Manuscript, one kind of damage each, decided by evidence.

Every repair logs each change with the whole words before and after. What is doubtful is left
as it is and asked. The order has meaning and is listed here.
"""

from __future__ import annotations

from collections.abc import Callable

from converter.diagnostics import Log
from converter.manuscript import Manuscript

Repair = Callable[[Log, Manuscript], Manuscript]
