"""What an editor should know: kind, severity, place, words.

Trouble with content is a value that is logged where it is seen, and the work goes on.
A `Kind` stands as a constant in the module that raises it; calling it makes a `Diagnostic`:

    LOST_HYPHEN = Kind("lost-hyphen", Severity.NOTE, "A lost hyphen was put back.")
    log(LOST_HYPHEN(block.place, before="long\ufffdterm", after="long-term"))
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """How much a diagnostic asks of the editor, the gravest first."""

    ERROR = "error"
    """The output cannot be used as it is."""
    WARNING = "warning"
    """Something is missing or wrong; an editor should mend it."""
    QUESTION = "question"
    """Galley decided, but is not sure; an editor should look."""
    NOTE = "note"
    """What was repaired, moved or left out, with before and after."""


class Place(Struct, frozen=True):
    """Where in the manuscript: lines, or paragraphs where a format has no lines; pages.

    All count from 1, 0 is unknown.
    """

    file: str = ""
    line: int = 0
    end_line: int = 0
    page: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


class Kind(Struct, frozen=True):
    """One sort of finding: its code, its severity, its sentence with {names} for the facts."""

    code: str
    severity: Severity
    title: str

    def __call__(
        self,
        place: Place,
        /,
        *,
        excerpt: str = "",
        before: str | None = None,
        after: str | None = None,
        **facts: str | int,
    ) -> Diagnostic:
        """A finding of this kind at `place`; `before`/`after` name every word that changed."""
        named = tuple((name, str(value)) for name, value in facts.items())
        return Diagnostic(self, place, excerpt, before, after, named)


class Diagnostic(Struct, frozen=True):
    """One finding. `before` and `after` are whole words: conservation reckons with them."""

    kind: Kind
    place: Place
    excerpt: str = ""
    before: str | None = None
    after: str | None = None
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def severity(self) -> Severity:
        """How much it asks of the editor."""
        return self.kind.severity

    @property
    def code(self) -> str:
        """The name of what is wrong."""
        return self.kind.code

    @property
    def sentence(self) -> str:
        """The kind's sentence with this finding's facts put in."""
        return self.kind.title.format_map(dict(self.facts))


Log = Callable[[Diagnostic], None]
"""Always the first argument; `list.append` is one."""
