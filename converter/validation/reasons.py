"""Why XML is not well-formed: libxml2's messages in words an editor reads."""

from __future__ import annotations

import re
from pathlib import Path

from converter.compiled import toml


def explain(message: str, language: str) -> str:
    """The message in a language; as libxml2 has it where we know no better."""
    plain = " ".join(message.split())
    for each in toml(Path(__file__).with_suffix(".toml"))["reason"]:
        if found := re.fullmatch(each["libxml2"], plain):
            words: str = each.get(language, each["en"])
            return words.format(*found.groups())
    return plain.rstrip(".")
