"""Lists of abbreviations and symbols: what each stands for.

"CI: confidence interval", "СМИ – средства массовой информации", one to a line, an item or
between semicolons.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from converter.article import Definition, DefinitionList, ItemList, Node, Paragraph
from converter.manuscript import Run, Runs
from converter.patterns import regex
from converter.runs import cut, split, strip, text_of

_DELIMITER = regex(r"\s{0,3}(?:[:=]|\s[—–-])\s{1,3}|\s{0,3}\t\s{0,3}")
_ENTRIES = regex(r";\s+|\n+")
_LONGEST_TERM = 40
_FEWEST = 2


def defined(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """`nodes` with the definitions among them as one list; all or none of their lines must define."""
    lines = [line for node in nodes for line in _lines(node)]
    found = [_definition(line) for line in lines]
    known = tuple(each for each in found if each)
    if len(known) < max(_FEWEST, len(lines)) or not all(map(_is_worded, nodes)):
        return tuple(nodes)
    return (DefinitionList(known, nodes[0].place),)


def _is_worded(node: Node) -> bool:
    """Whether a node is nothing but lines: a paragraph, or a list without a printed number."""
    if isinstance(node, ItemList):
        flat = all(len(item.blocks) == 1 and isinstance(item.blocks[0], Paragraph) for item in node.items)
        return flat and not any(any(map(str.isalnum, item.label)) for item in node.items)
    return isinstance(node, Paragraph)


def _lines(node: Node) -> Iterator[Runs]:
    match node:
        case Paragraph(content):
            runs = tuple(each for each in content if isinstance(each, Run))
            yield from _entries(runs)
        case ItemList(items):
            for item in items:
                for block in item.blocks:
                    yield from _lines(block)
        case _:
            return


def _entries(runs: Runs) -> Iterator[Runs]:
    """The parts of a paragraph between semicolons or lines, if each of them defines something."""
    text = text_of(runs)
    starts = [0, *(match.end() for match in _ENTRIES.finditer(text))]
    ends = [*(match.start() for match in _ENTRIES.finditer(text)), len(text)]
    parts = [strip(part, " ;\n") for part in split(runs, zip(starts, ends, strict=True))]
    worded = [part for part in parts if text_of(part).strip()]
    yield from worded if all(map(_definition, worded)) else [runs]


def _definition(line: Runs) -> Definition | None:
    """The term before the first delimiter of a line, and what stands behind it."""
    text = text_of(line)
    match = _DELIMITER.search(text, 1, _LONGEST_TERM + 4)
    if match is None or not text[match.end() :].strip() or match.start() > _LONGEST_TERM:
        return None
    return Definition(strip(cut(line, 0, match.start())), strip(cut(line, match.end())))
