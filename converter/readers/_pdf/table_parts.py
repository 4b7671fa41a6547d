"""Which part of a table stands on a page: "1 of 3" above its first rows, "2 of 3" on the next page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from converter.diagnostics import Kind, Log, Place, Severity
from converter.patterns import regex
from converter.readers._pdf.lines import Line

TABLE_PART = Kind("pdf-table-part", Severity.NOTE, "Which part of a table stands on the page was left out.")

_PART = regex(r"[(\[]?(\d{1,2}) ?(/|[^\W\d_]{1,4}) ?(\d{1,2})[)\]]?")


def without_table_parts(log: Log, pages: Mapping[int, Sequence[Line]], file: str) -> dict[int, list[Line]]:
    """The pages without such lines: all numbers up to the last must be there, on pages that follow one another."""
    alike: dict[tuple[str, str], list[tuple[int, int, Line]]] = defaultdict(list)
    for number, lines in pages.items():
        for line in lines:
            if match := _PART.fullmatch(line.text.strip()):
                alike[match[2], match[3]].append((number, int(match[1]), line))
    parts = [part for (_, last), found in alike.items() if _is_row(found, int(last)) for part in found]
    for number, _, line in parts:
        log(TABLE_PART(Place(file, page=number), before=line.text, after=""))
    gone = {id(line) for _, _, line in parts}
    return {number: [line for line in lines if id(line) not in gone] for number, lines in pages.items()}


def _is_row(found: Sequence[tuple[int, int, Line]], last: int) -> bool:
    first = found[0][0]
    return last > 1 and [(page - first + 1, part) for page, part, _ in found] == [(n, n) for n in range(1, last + 1)]
