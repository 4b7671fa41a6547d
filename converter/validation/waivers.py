"""Waivers: findings a journal has decided to live with, in `.galley.toml`, with a reason and until a day.

[[waiver]]
code = "alt-text-missing"
path = "issues/2019-*/*.xml"
reason = "The figures of that year have no descriptions."
until = 2027-12-31
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fnmatch import fnmatch
from itertools import chain, repeat
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct, ValidationError, convert
from msgspec.structs import replace

from converter.diagnostics import Severity
from converter.remarks import Remark, Wording
from converter.validation.findings import Finding, Validation, tell

FILE = ".galley.toml"
_SOURCE = "Galley's waivers"

WAIVER_EXPIRED = Remark(
    code="waiver-expired",
    severity=Severity.WARNING,
    source=_SOURCE,
    en=Wording(
        "The waiver of {code} ended on {until}: {reason}",
        "What it excused is told again.",
        "Mend what is wrong, or give the waiver a later day.",
    ),
    ru=Wording(
        "Исключение для {code} закончилось {until}: {reason}",
        "О том, что оно позволяло оставить, снова сообщается.",
        "Исправьте недостаток или назначьте исключению более поздний срок.",
    ),
)
WAIVER_UNUSED = Remark(
    code="waiver-unused",
    severity=Severity.WARNING,
    source=_SOURCE,
    en=Wording(
        "The waiver of {code} for {path} excused nothing.",
        "A waiver without use hides what comes later.",
        "Take it out of the file.",
    ),
    ru=Wording(
        "Исключение для {code} ({path}) ни разу не понадобилось.",
        "Ненужное исключение скроет будущие ошибки.",
        "Удалите его из файла.",
    ),
)


class WaiversBroken(Exception):
    """The file of waivers cannot be read; the message says why."""


class Waiver(Struct, frozen=True, forbid_unknown_fields=True):
    """One finding to be excused: its code, the files, why, and the last day."""

    code: str
    reason: Annotated[str, Meta(pattern=r"\S")]
    path: str = "*"
    """A pattern of the file's path from the folder of `.galley.toml`."""
    until: date | None = None
    line: int = 0


class _File(Struct, forbid_unknown_fields=True):
    waiver: tuple[Waiver, ...] = ()


class Waivers(Struct, frozen=True):
    """The waivers of one `.galley.toml`."""

    file: Path
    waivers: tuple[Waiver, ...] = ()


def find_waivers(folder: Path) -> Waivers | None:
    """The waivers of the nearest `.galley.toml` in a folder or above it. Raises `WaiversBroken`."""
    places = (each / FILE for each in (folder.resolve(), *folder.resolve().parents))
    file = next((each for each in places if each.is_file()), None)
    return read_waivers(file) if file else None


def read_waivers(file: Path) -> Waivers:
    """The waivers of a file. Raises `WaiversBroken`."""
    try:
        text = file.read_text("utf-8")
        waivers = convert(tomllib.loads(text), _File).waiver
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as trouble:
        raise WaiversBroken(f"{file}: {trouble}") from trouble
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.strip().startswith("[[waiver]]")]
    placed = zip(waivers, chain(lines, repeat(0)), strict=False)
    return Waivers(file, tuple(replace(each, line=line) for each, line in placed))


class Excuses:
    """Applies waivers to one validation after another, and remembers which were of use."""

    def __init__(self, waivers: Waivers, today: date) -> None:
        self._waivers = waivers
        self._valid = [each for each in waivers.waivers if each.until is None or each.until >= today]
        self._expired = [each for each in waivers.waivers if each not in self._valid]
        self._used: set[Waiver] = set()

    def apply(self, validation: Validation) -> Validation:
        """The validation with what is excused set apart."""
        kept: list[Finding] = []
        waived: list[Finding] = []
        for finding in validation.findings:
            waiver = next((each for each in self._valid if self._covers(each, finding)), None)
            (kept if waiver is None else waived).append(finding)
            self._used |= {waiver} if waiver else set()
        return replace(validation, findings=tuple(kept), waived=tuple(waived))

    def _covers(self, waiver: Waiver, finding: Finding) -> bool:
        if not fnmatch(finding.code, waiver.code):
            return False
        path = Path(finding.file).resolve()
        base = self._waivers.file.parent.resolve()
        name = path.relative_to(base).as_posix() if path.is_relative_to(base) else finding.file
        return fnmatch(name, waiver.path)

    def remains(self, language: str) -> Validation:
        """What there is to say of the waivers themselves."""
        unused: Sequence[Waiver] = [each for each in self._valid if each not in self._used]
        findings = [*self._tell(WAIVER_EXPIRED, self._expired, language), *self._tell(WAIVER_UNUSED, unused, language)]
        return Validation(str(self._waivers.file), tuple(findings))

    def _tell(self, remark: Remark, waivers: Iterable[Waiver], language: str) -> Iterator[Finding]:
        for each in waivers:
            facts = {"code": each.code, "path": each.path, "reason": each.reason, "until": str(each.until or "")}
            file = str(self._waivers.file)
            yield tell(remark, language, facts, file, each.line, layer="waivers")
