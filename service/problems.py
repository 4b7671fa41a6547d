"""Problems: what went wrong, by a stable code, in the reader's language (RFC 9457)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from service.reasons import translate

LANGUAGES = ("en", "ru")
_TYPE = "urn:galley:problem:"


@dataclass(frozen=True, slots=True)
class Text:
    """A problem as problems.toml tells it."""

    status: int
    titles: Mapping[str, str]
    details: Mapping[str, str]


class Problem(Exception):
    """An answer that is no success. `code` is a name in problems.toml, `facts` fill its sentence."""

    def __init__(self, code: str, retry_after: int = 0, told: Mapping[str, str] | None = None, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after
        self.facts = dict(told or {}) | {name: str(value) for name, value in facts.items()}


class _Facts(dict[str, str]):
    """Facts of a sentence; one that is missing is shown as nothing."""

    def __missing__(self, name: str) -> str:
        return ""


@cache
def problems() -> Mapping[str, Text]:
    """Every problem there is, by its code."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {code: Text(each["status"], _pick(each, 0), _pick(each, 1)) for code, each in told.items()}


def _pick(told: Mapping[str, Any], at: int) -> Mapping[str, str]:
    return {language: told[language][at] for language in LANGUAGES}


def describe(code: str, facts: Mapping[str, str], language: str) -> dict[str, object]:
    """The members of a problem: type, title, status, detail, code."""
    text = problems()[code]
    told = _Facts(facts) | {"reason": translate(facts.get("reason", ""), language)}
    return {
        "type": _TYPE + code,
        "title": text.titles[language],
        "status": text.status,
        "detail": text.details[language].format_map(_Facts(told)),
        "code": code,
    }
