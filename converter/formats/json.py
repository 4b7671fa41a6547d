"""One JSON array with an object for each file: `file`, `ok`, `grammar`, `findings`, `waived`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from converter.formats import Format
from converter.formats._records import record_file
from converter.validation import Validation


def write(validations: Iterable[Validation], language: str) -> Iterator[str]:
    """The array, an element at a time."""
    between = "[\n"
    for each in validations:
        yield between + json.dumps(record_file(each), ensure_ascii=False, indent=1)
        between = ",\n"
    yield "\n]\n" if between != "[\n" else "[]\n"


JSON = Format("one JSON array", write)
