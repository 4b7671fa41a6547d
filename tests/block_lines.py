"""A manuscript as lines of text, for expectations that can be read.

`#` a heading, `-` an item with its label, `>` a quotation, `~` verse, `|` a row of a table (`!` before a header cell),
`^` a note, `[]` a figure, `$` a formula, `---` a break, else a paragraph. `*bold*`, `/italic/`, `^{sup}`, `_{sub}`,
`{1}` the marker of note 1, `$tex$`, `<alt|file>` an image in the text, `⏎` a line end.
"""

from __future__ import annotations

from collections.abc import Iterable

from converter.manuscript import Block, BlockKind, Cell, Mark, Run

AROUND = {Mark.BOLD: "*{}*", Mark.ITALIC: "/{}/", Mark.SUP: "^{{{}}}", Mark.SUB: "_{{{}}}", Mark.MATH: "${}$"}


def show(blocks: Iterable[Block]) -> str:
    return "\n".join(map(show_block, blocks))


def show_block(block: Block) -> str:
    text = show_runs(block.runs)
    match block.kind:
        case BlockKind.HEADING:
            return f"{'#' * block.level} {text}"
        case BlockKind.ITEM:
            return f"{'  ' * (block.level - 1)}- {block.label} {text}".rstrip()
        case BlockKind.QUOTE:
            return f"> {text}"
        case BlockKind.VERSE:
            return f"~ {text}"
        case BlockKind.NOTE:
            return f"^{block.label} {text}"
        case BlockKind.FIGURE:
            return f"[{text}] {block.target}"
        case BlockKind.FORMULA:
            return f"$ {text}"
        case BlockKind.BREAK:
            return "---"
        case BlockKind.TABLE:
            return "\n".join([*([f"= {text}"] if text else []), *map(show_row, block.rows)])
        case _:
            return text


def show_row(row: Iterable[Cell]) -> str:
    return "| " + " | ".join(map(show_cell, row))


def show_cell(cell: Cell) -> str:
    spans = f"({cell.colspan}x{cell.rowspan})" if (cell.colspan, cell.rowspan) != (1, 1) else ""
    return f"{'!' if cell.header else ''}{spans}{show_runs(cell.runs)}"


def show_runs(runs: Iterable[Run]) -> str:
    return "".join(map(show_run, runs)).replace("\n", "⏎")


def show_run(run: Run) -> str:
    if run.note:
        return f"{{{run.note}}}"
    if Mark.IMAGE in run.marks:
        return f"<{run.text}|{run.href}>"
    text = run.text
    for mark, pattern in AROUND.items():
        if mark in run.marks:
            text = pattern.format(text)
    return text
