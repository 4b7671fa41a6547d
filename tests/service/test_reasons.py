"""Whatever reason is given, a Russian reader reads it in Russian."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.problems import describe
from service.reasons import translate

PROJECT = Path(__file__).parent.parent.parent
CYRILLIC = re.compile("[а-я]")


def sentences() -> Iterator[str]:
    """What the readers and the service give as a reason, with a word for all that differs."""
    for folder in ("converter/readers", "service"):
        for file in sorted((PROJECT / folder).rglob("*.py")):
            for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
                    given = call.args[:1] if call.func.id == "Unreadable" else []
                    given += [
                        each.value for each in call.keywords if each.arg == "reason" and call.func.id == "Problem"
                    ]
                    yield from filter(None, map(spell, given))


def spell(node: ast.expr) -> str:
    """The words of a string of code, "" where they are made elsewhere."""
    match node:
        case ast.Constant(str() as text):
            return text
        case ast.JoinedStr(parts) if sum(isinstance(each, ast.Constant) for each in parts) > 0:
            return "".join(str(each.value) if isinstance(each, ast.Constant) else "7" for each in parts)
    return ""


EVERY = [each for each in dict.fromkeys(sentences()) if each not in ("The file 7",)]


def test_there_are_reasons() -> None:
    assert len(EVERY) > 30


@pytest.mark.parametrize("reason", EVERY)
def test_every_reason_is_told_in_russian(reason: str) -> None:
    told = translate(reason, "ru")
    assert CYRILLIC.search(told)
    assert told.count("7") == reason.count("7")
    assert translate(reason, "en") == reason


def test_what_differs_stays_and_what_is_known_is_translated_too() -> None:
    told = describe("file-refused", {"reason": "It is a PNG image, not a manuscript."}, "ru")
    assert told["detail"] == "Это изображение PNG, а не рукопись."
    assert translate("The file is damaged: it holds {0} more than once.", "ru").startswith("Файл повреждён: {0}")
    assert translate("Nobody has translated this.", "ru") == "Nobody has translated this."
