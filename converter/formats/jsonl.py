"""JSON lines: one object for each finding, as soon as it is found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from converter.formats import Format
from converter.formats._records import record
from converter.validation import Validation


def write(validations: Iterable[Validation], language: str) -> Iterator[str]:
    """A line for each finding."""
    for validation in validations:
        for each in validation.findings:
            yield json.dumps(record(each), ensure_ascii=False) + "\n"


JSONL = Format("JSON, a line for each finding", write)
