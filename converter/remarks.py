"""What a check says and why, in every language editors are told it in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from converter.compiled import toml
from converter.diagnostics import Kind, Severity

TONGUES = ("en", "ru")
"""The languages messages are in."""


class Word(str):
    """A fact that is a word of ours, or several with commas between: told in the editor's language."""

    def translate_to(self, language: str) -> str:
        """The word as `remarks.toml` has it; in English where it has none."""
        if language == "en":
            return self
        known = toml(Path(__file__).with_suffix(".toml")).get(language, {})
        return ", ".join(known.get(each, each) for each in self.split(", "))


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
        told = {name: fact.translate_to(language) if isinstance(fact, Word) else fact for name, fact in facts.items()}
        return " ".join(self.wording(language).sentence.format_map(told).split())
