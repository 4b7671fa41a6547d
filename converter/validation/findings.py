"""What validation finds: a code, a sentence, a place in the XML."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from converter.diagnostics import Severity
from converter.issue_rules import Card
from converter.remarks import Remark

_OBSTACLES = ("xml-", "not-xml", "file-not-read")
"""How the codes begin of what keeps a file from being read as XML."""


class Finding(Struct, frozen=True):
    """One thing that is wrong in a file. Lines and columns count from 1, 0 is unknown."""

    code: str
    severity: Severity
    sentence: str
    file: str
    line: int = 0
    column: int = 0
    path: str = ""
    """XPath of the element."""
    excerpt: str = ""
    layer: str = ""
    mend: str = ""
    """How to mend it, where the sentence does not say so."""
    detail: str = ""
    """What the library that found it says itself, where that differs from the sentence."""


def tell(
    remark: Remark, language: str, facts: Mapping[str, str], file: str, line: int = 0, column: int = 0, layer: str = ""
) -> Finding:
    """A remark on a file, in a language."""
    sentence, mend = remark.say(language, facts), remark.wording(language).mend
    return Finding(remark.code, remark.severity, sentence, file, line, column, layer=layer, mend=mend)


class Validation(Struct, frozen=True):
    """All that is wrong in one file, in the order of its lines."""

    file: str
    findings: tuple[Finding, ...] = ()
    waived: tuple[Finding, ...] = ()
    """What a waiver excuses."""
    grammar: str = ""
    """The document type it was checked by; empty when it was checked by none."""
    card: Card | None = None
    """What rules for an issue need to know of the article."""

    @property
    def ok(self) -> bool:
        """Whether there is no error."""
        return all(each.severity is not Severity.ERROR for each in self.findings)

    @property
    def obstacle(self) -> Finding | None:
        """What keeps the file from being read as XML at all, if anything does."""
        errors = (each for each in self.findings if each.severity is Severity.ERROR)
        return next((each for each in errors if each.code.startswith(_OBSTACLES)), None)
