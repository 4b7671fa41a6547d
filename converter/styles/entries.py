"""One entry of a reference list, as printed."""

from __future__ import annotations

from msgspec import Struct

from converter.diagnostics import Place
from converter.manuscript import Runs


class Entry(Struct, frozen=True):
    """The printed text of one reference; `label` is the number or mark printed before it."""

    runs: Runs
    label: str = ""
    place: Place = Place()

    @property
    def text(self) -> str:
        """The words of the entry without their marks."""
        return "".join([run.text for run in self.runs])
