"""Loads all that a conversion needs; the processes that convert are forked from the one that imported this.

What converting reads and reckons once, in any language, is done here before anybody waits for it.
"""

from __future__ import annotations

import gc
from pathlib import Path

import converter
from service import apart  # noqa: F401  (what a process that converts starts with)

SAMPLE = Path(__file__).with_suffix(".txt").read_bytes()

for _name in ("sample.txt", "sample.md"):
    converter.view(converter.report_conversion(_name, converter.convert(SAMPLE, name=_name)))
gc.freeze()
