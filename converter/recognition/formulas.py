"""Displayed formulas and the numbers printed beside them."""

from __future__ import annotations

from msgspec.structs import replace

from converter.article import Formula
from converter.manuscript import Block, BlockKind, Mark
from converter.patterns import regex
from converter.runs import text_of

_NUMBER = regex(r"[\s.,;]*(\([A-ZА-Я]?\.?\d{1,3}(?:\.\d{1,3})?[a-zа-я]?\))[\s.,;]*")

_TAG = regex(r"\\tag(?P<bare>\*?)\s?\{(?P<number>[^{}\\$]{1,12})\}")


def untagged(formula: Formula) -> tuple[Formula, str]:
    r"""The formula with the number of its `\tag{3}` as its label, and that command, "" where there is none."""
    match = _TAG.search(formula.tex)
    if match is None or formula.label:
        return formula, ""
    tex = formula.tex[: match.start()].rstrip() + formula.tex[match.end() :]
    number = match["number"].strip()
    return replace(formula, tex=tex, label=number if match["bare"] else f"({number})"), match[0]


def formula_of(block: Block) -> Formula | None:
    """The displayed formula a block is: alone, or with nothing but its number: "(3)"."""
    if block.kind is BlockKind.FORMULA:
        return Formula(block.text, place=block.place)
    math = [run for run in block.runs if Mark.MATH in run.marks]
    if len(math) != 1:
        return None
    beside = text_of(run for run in block.runs if Mark.MATH not in run.marks)
    number = _NUMBER.fullmatch(beside)
    return Formula(math[0].text, label=number[1], place=block.place) if number else None


def number_of(block: Block) -> str:
    """The number of the formula before, where a block is nothing but that: "(3)"."""
    match = _NUMBER.fullmatch(block.text) if block.kind is BlockKind.PARAGRAPH else None
    return match[1] if match else ""
