"""What a manuscript may cost: sizes, times and counts, each a setting of the environment.

`GALLEY_PANDOC_SECONDS=120` lets pandoc work two minutes; every field has such a name.
"""

from __future__ import annotations

import os
from functools import cache

from msgspec import Struct

MEGABYTE = 1_000_000


class Limits(Struct, frozen=True):
    """Sizes in megabytes, times in seconds."""

    pandoc_seconds: int = 60
    pandoc_memory: int = 2000
    pandoc_output: int = 400
    office_seconds: int = 120
    pdf_seconds: int = 120
    pdf_memory: int = 1500
    pdf_output: int = 600
    pdf_pages: int = 500
    pdf_characters: int = 5_000_000
    archive_members: int = 10_000
    archive_size: int = 600
    """All members of a ZIP file together, unpacked."""
    part_size: int = 60
    """One part with text, unpacked."""
    part_depth: int = 600
    """Elements within elements."""
    media_size: int = 300
    """All images together."""


@cache
def limits() -> Limits:
    """The defaults, each overridden by the environment variable `GALLEY_` and its name."""
    asked = {name: os.environ.get(f"GALLEY_{name.upper()}", "") for name in Limits.__struct_fields__}
    return Limits(**{name: int(value) for name, value in asked.items() if value.isascii() and value.isdigit()})
