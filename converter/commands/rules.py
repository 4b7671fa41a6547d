"""`galley rules`: what `galley validate` checks, and why."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from converter.commands import Command, Misuse

if TYPE_CHECKING:
    from converter.remarks import Remark

_LABELS = {"en": ("Why", "Source", "How to mend"), "ru": ("Почему", "Источник", "Как исправить")}


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `galley rules`."""
    parser.add_argument("code", metavar="CODE", nargs="?", help="explain one of them")
    parser.add_argument("--lang", choices=tuple(_LABELS), default="en", help="language (default: %(default)s)")


def run(asked: Namespace) -> int:
    """List all rules, or explain one."""
    from converter.validation.codes import remarks

    known = remarks()
    if asked.code is None:
        lines: Iterator[str] = (_list_one(each, asked.lang) for each in known.values())
    elif asked.code in known:
        lines = _explain(known[asked.code], asked.lang)
    else:
        raise Misuse(f"no rule {asked.code!r}: galley rules lists them")
    for line in lines:
        print(line)
    return 0


def _list_one(remark: Remark, language: str) -> str:
    return f"{remark.code}: {remark.severity}: {remark.wording(language).sentence}"


def _explain(remark: Remark, language: str) -> Iterator[str]:
    wording = remark.wording(language)
    yield _list_one(remark, language)
    for label, text in zip(_LABELS[language], (wording.why, remark.source, wording.mend), strict=True):
        yield f"{label}: {text}"
    if examples := _find_examples(remark.code):
        yield f"\n{examples}"


def _find_examples(code: str) -> str:
    """What stands in the docstring of a rule after its first paragraph."""
    from importlib import import_module
    from inspect import cleandoc

    from converter.rules import rules

    if code not in rules():
        return ""
    told = cleandoc(import_module(f"converter.rules.{code.replace('-', '_')}").__doc__ or "")
    return told.partition("\n\n")[2]


RULES = Command("list and explain what is validated", add_arguments, run)
