"""Small cases in text files: a title, what goes in, what is to come out.

    A title in words
    ----
    input
    ----
    expected
    ====
    The next title
    ...

Lines that start with `#` before a title are remarks. The number of a case's first line is its id, so that a
failure can be found. `pytest --accept` writes what came out where something else was expected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).parent
BETWEEN_CASES = re.compile(r"^====[ \t]*\n", re.MULTILINE)
BETWEEN_PARTS = re.compile(r"^----[ \t]*(?:\n|\Z)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Case:
    """One case; `input` and `expected` are without the line end before the next mark."""

    title: str
    input: str
    expected: str
    id: str
    file: Path


def cases(file: str | Path) -> list[Case]:
    """The cases of a file below tests/ (`"repairs/lost_hyphens.txt"`), or of every `.txt` of a folder."""
    path = TESTS / file
    if path.is_dir():
        return [case for each in sorted(path.glob("*.txt")) for case in cases(each)]
    text = path.read_text(encoding="utf-8")
    found, line = [], 1
    for block in BETWEEN_CASES.split(text):
        found.append(_read_case(block, path, line))
        line += block.count("\n") + 1
    return found


def _read_case(block: str, file: Path, line: int) -> Case:
    parts = BETWEEN_PARTS.split(block)
    if len(parts) != 3:
        raise ValueError(f"{file}:{line}: a case has a title, an input and an expectation, not {len(parts)} parts")
    return Case(_read_title(block), _chop(parts[1]), _chop(parts[2]), f"{file.stem}:{line}", file)


def renew(case: Case, outcome: str) -> None:
    """Write what came out in the place of what a case expects."""
    blocks = BETWEEN_CASES.split(case.file.read_text(encoding="utf-8"))
    renewed = [_renew(block, outcome) if _read_title(block) == case.title else block for block in blocks]
    case.file.write_text("====\n".join(renewed), encoding="utf-8")


def _renew(block: str, outcome: str) -> str:
    head = "".join(f"{part}----\n" for part in BETWEEN_PARTS.split(block)[:2])
    return head + (f"{outcome}\n" if outcome else "")


def _read_title(block: str) -> str:
    lines = BETWEEN_PARTS.split(block)[0].splitlines()
    return " ".join(line for line in lines if not line.startswith("#")).strip()


def _chop(part: str) -> str:
    return part.removesuffix("\n")
