"""What a check says and why, in every language editors are told it in."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from converter.diagnostics import Kind, Severity

TONGUES = ("en", "ru")
"""The languages messages are in."""


class Wording(Struct, frozen=True):
    """A remark in one language."""

    sentence: str
    """What is wrong, with {names} for the facts."""
    why: str
    mend: str


class Remark(Struct, frozen=True, kw_only=True):
    """A thing that may be wrong: its code, how grave it is, what it is, why it matters and how to mend it."""

    code: str
    severity: Severity
    source: str
    """The document that asks for it."""
    en: Wording
    ru: Wording

    @property
    def kind(self) -> Kind:
        """The same as a kind of diagnostic."""
        return Kind(self.code, self.severity, self.en.sentence)

    def wording(self, language: str) -> Wording:
        """The remark in a language, in English where it has no such."""
        return self.ru if language == "ru" else self.en

    def say(self, language: str, facts: Mapping[str, str]) -> str:
        """The sentence with its facts put in."""
        return self.wording(language).sentence.format_map(facts)
