"""Expressions that are compiled late are sound, and behave like those of `re`."""

import re
from importlib import import_module
from pathlib import Path

import pytest

import converter
from converter.patterns import regex

CODE = Path(converter.__file__).parent
HEAD = re.compile(r"^[^\s#].*\bre\.compile\(|^    re\.compile\(", re.MULTILINE)


def modules_with_expressions() -> list[str]:
    files = (file for file in CODE.rglob("*.py") if " regex(" in file.read_text(encoding="utf-8"))
    return sorted(".".join(file.relative_to(CODE.parent).with_suffix("").parts) for file in files)


@pytest.mark.parametrize("name", modules_with_expressions())
def test_every_expression_of_a_module_can_be_compiled(name: str) -> None:
    late = type(regex(""))
    for value in vars(import_module(name)).values():
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, late):
                assert each.groups >= 0


def test_an_expression_does_what_one_of_re_does() -> None:
    late, plain = regex(r"(?P<day>\d+)\.(\w+)", re.IGNORECASE), re.compile(r"(?P<day>\d+)\.(\w+)", re.IGNORECASE)
    text = "12.May, 3.June"
    assert late.findall(text) == plain.findall(text)
    assert [match.span() for match in late.finditer(text, 1, 9)] == [
        match.span() for match in plain.finditer(text, 1, 9)
    ]
    assert late.sub(r"\2 \1", text) == plain.sub(r"\2 \1", text)
    assert (late.pattern, late.flags, late.groups, late.groupindex) == (
        plain.pattern,
        plain.flags,
        plain.groups,
        plain.groupindex,
    )


def test_an_expression_that_is_wrong_says_so_when_it_is_asked() -> None:
    wrong = regex("(")
    with pytest.raises(re.error):
        wrong.match("(")


def test_no_module_compiles_expressions_while_it_is_loaded() -> None:
    early = [str(file) for file in CODE.rglob("*.py") if HEAD.search(file.read_text(encoding="utf-8"))]
    assert early == []
