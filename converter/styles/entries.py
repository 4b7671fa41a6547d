"""One entry of a reference list, as printed."""

from __future__ import annotations

from dataclasses import dataclass, field

from converter.diagnostics import Place
from converter.manuscript import Runs


@dataclass(frozen=True, slots=True)
class Entry:
    """The printed text of one reference; `label` is the number or mark printed before it."""

    runs: Runs
    label: str = ""
    place: Place = field(default=Place(), compare=False, repr=False)

    @property
    def text(self) -> str:
        """The words of the entry without their marks."""
        return "".join(run.text for run in self.runs)
