"""The recommendations of JATS4R: its own Schematron, its sentences in the languages editors are told them in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from converter.compiled import toml
from converter.diagnostics import Severity
from converter.remarks import Remark, Wording
from converter.schematron import Assertion, Finding, list_assertions, read_schema

_FILES = (
    Path(__file__).parent.parent / "schematrons/1.0/jats4r.sch",
    Path(__file__).parent.parent.parent / "schemas/node_modules/@jats4r/schematrons/schematrons/1.0/jats4r.sch",
)
"""Where JATS4R's Schematron is looked for: in a wheel, in a checkout."""
SCHEMATRON = next((each for each in _FILES if each.is_file()), _FILES[-1])
_SEVERITIES = {"errors": Severity.WARNING, "warnings": Severity.NOTE}
"""JATS4R recommends: an article that does otherwise is not wrong."""
_WHY = "Programs that reuse articles expect them to be tagged as JATS4R recommends."
_WHY_RU = "Программы, которые используют статьи, ждут разметки по рекомендациям JATS4R."
_MEND = "The recommendation stands with its examples at https://jats4r.niso.org."
_MEND_RU = "Рекомендация с примерами опубликована на https://jats4r.niso.org."


def tell_recommendation(told: Finding, language: str) -> tuple[Severity, str]:
    """How grave it is that an article does otherwise, and the sentence in a language."""
    remark = recommendations()[_code(told.assertion)]
    return remark.severity, remark.wording(language).sentence.format(*told.facts)


@cache
def recommendations() -> Mapping[str, Remark]:
    """Every test of JATS4R's Schematron as a remark, by its code. Raises `SchematronBroken` without the file."""
    return {each.code: each for each in _read_recommendations()}


def _read_recommendations() -> Iterator[Remark]:
    russian: Mapping[str, str] = toml(Path(__file__).with_name("jats4r.toml"))["ru"]
    for each in list_assertions(read_schema(SCHEMATRON)):
        yield Remark(
            code=_code(each),
            severity=_SEVERITIES.get(each.role, Severity.WARNING),
            source=f"JATS4R, https://jats4r.niso.org: {each.pattern.rpartition('-')[0]}",
            en=Wording(each.sentence, _WHY, _MEND),
            ru=Wording(russian.get(each.sentence, each.sentence), _WHY_RU, _MEND_RU),
        )


def _code(assertion: Assertion) -> str:
    return f"jats4r-{assertion.name}"
