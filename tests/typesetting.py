"""Manuscripts typeset as PDF by Typst, as journals do: columns, running heads, hyphens, footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import typst

from converter.manuscript import Block, BlockKind, Mark, Run

_ESCAPED = str.maketrans({char: f"\\{char}" for char in "\\#$%&*_`<>@[]{}~=+-/\"'"})
_FUNCTIONS = {Mark.BOLD: "strong", Mark.ITALIC: "emph", Mark.SUP: "super", Mark.SUB: "sub"}


@dataclass(frozen=True)
class Layout:
    """How the pages look. `across`: so many blocks stand over both columns."""

    columns: int = 1
    size: float = 10.5
    language: str = "en"
    head: str = ""
    across: int = 0
    indent: bool = False


def typeset(blocks: Sequence[Block], layout: Layout) -> bytes:
    """A PDF of the blocks."""
    notes = {block.label: block for block in blocks if block.kind is BlockKind.NOTE}
    body = [block for block in blocks if block.kind is not BlockKind.NOTE]
    across = "\n".join(_blocks(body[: layout.across], notes))
    text = "\n".join(_blocks(body[layout.across :], notes))
    if across and layout.columns > 1:
        across = f'#place(top + center, scope: "parent", float: true)[#align(left)[{across}]]\n'
    return compiled(_settings(layout) + across + text)


def compiled(source: str) -> bytes:
    """A PDF of a Typst source."""
    pdf = typst.compile(source.encode())
    assert isinstance(pdf, bytes)
    return pdf


def _settings(layout: Layout) -> str:
    indent = "1.5em" if layout.indent else "0pt"
    return f"""
#set page(paper: "a4", margin: 2.2cm, columns: {layout.columns}, numbering: "1",
  header: context if counter(page).get().first() > 1 [#emph[{escaped(layout.head)}]])
#set text(font: "Libertinus Serif", size: {layout.size}pt, lang: "{layout.language}", hyphenate: true)
#set par(justify: true, first-line-indent: {indent}{", spacing: 0.65em" if layout.indent else ""})
#set bibliography(title: none)
#show heading.where(level: 1): set text(size: {layout.size * 1.6}pt)
#show heading.where(level: 2): set text(size: {layout.size * 1.3}pt)
#show heading.where(level: 3): set text(size: {layout.size * 1.1}pt)
"""


def _blocks(blocks: Iterable[Block], notes: Mapping[str, Block]) -> Iterator[str]:
    for block in blocks:
        text = "".join(_run(run, notes) for run in block.runs)
        match block.kind:
            case BlockKind.HEADING:
                yield f"#heading(level: {block.level})[{text}]\n"
            case BlockKind.ITEM:
                yield f"#grid(columns: (1.5em, 1fr), [{escaped(block.label or '•')}], [{text}])\n"
            case BlockKind.QUOTE:
                yield f"#quote(block: true)[{text}]\n"
            case BlockKind.TABLE:
                yield _table(block)
            case _:
                yield f"{text}\n"


def _run(run: Run, notes: Mapping[str, Block]) -> str:
    if run.note and run.note in notes:
        return f"#footnote[{''.join(_run(each, {}) for each in notes[run.note].runs)}]"
    text = escaped(run.text.replace("\n", " "))
    for mark in run.marks:
        if mark in _FUNCTIONS:
            text = f"#{_FUNCTIONS[mark]}[{text}]"
    return f'#link("{run.href}")[{text}]' if run.href else text


def _table(block: Block) -> str:
    width = max(sum(cell.colspan for cell in row) for row in block.rows)
    cells = "".join(
        f"table.cell(colspan: {cell.colspan})[{escaped(''.join(run.text for run in cell.runs))}], "
        for row in block.rows
        for cell in row
    )
    return f"#table(columns: {width}, {cells})\n"


def escaped(text: str) -> str:
    """Text that Typst sets as it is."""
    return text.translate(_ESCAPED)
