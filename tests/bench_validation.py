"""Speed of validation, layer by layer, beside `xmllint --dtdvalid` where that is installed; memory over many files."""

from __future__ import annotations

import os
import statistics
import tempfile
from functools import cache, partial
from pathlib import Path

from measuring import SEEDS, Rows, Tables, cpu, resident, spend, tool

import converter
from converter.schema import find_dtd

FILES, SIZES = 100, (35, 270)
MANY = int(os.environ.get("GALLEY_BENCH_FILES", "1000"))
LAYERS = {"well-formed": ("well-formed",), "dtd": ("dtd",), "jats4r": ("jats4r",), "rules": ("rules",)}
ALL = tuple(layer for layers in LAYERS.values() for layer in layers)


def measurements() -> Tables:
    """Title and rows of every measurement."""
    yield f"Validating {FILES} files of each size, once warm: ms CPU a file", measure_layers()
    yield f"Memory over {MANY} files of {SIZES[0]} KB (GALLEY_BENCH_FILES): MB, ms CPU a file", measure_memory()


def measure_layers() -> Rows:
    """The median and the least of each layer with the parsing before it, then of all layers together."""
    for kilobytes in SIZES:
        files = [make_article(kilobytes, number) for number in range(FILES)]
        yield f"{len(files[0]) // 1024} KB", "median", "least"
        for name, layers in {**LAYERS, "all": ALL}.items():
            converter.validate(files[0], layers=layers)
            times = [cpu(partial(converter.validate, file, layers=layers)) for file in files]
            yield f"  {name}", f"{statistics.median(times):.2f}", f"{min(times):.2f}"
        yield from measure_xmllint(files)


def measure_xmllint(files: list[bytes]) -> Rows:
    """A process for each file, as a shell script would have it."""
    program = tool("xmllint")
    if not program:
        yield "  xmllint", "not installed"
        return
    command = [program, "--noout", "--nonet", "--dtdvalid", str(find_dtd("1.3", "publishing"))]
    with tempfile.TemporaryDirectory() as folder:
        times = []
        for number, content in enumerate(files):
            file = Path(folder, f"{number}.xml")
            file.write_bytes(content)
            times.append(spend([*command, str(file)])[1])
    yield "  xmllint", f"{statistics.median(times):.2f}", f"{min(times):.2f}"


def measure_memory() -> Rows:
    """What the process has in memory after ever more files that all differ, through all layers."""
    before = 0
    for after in (0, *(MANY * tenths // 10 for tenths in (1, 2, 4, 6, 8, 10))):
        used = cpu(partial(_validate_each, before, after))
        each = f"{used / (after - before):.1f}" if after > before else ""
        yield f"after {after}", f"{resident():.0f}", each
        before = after


def _validate_each(first: int, last: int) -> None:
    for number in range(first, last):
        converter.validate(make_article(SIZES[0], number), layers=ALL)


def make_article(kilobytes: int, number: int) -> bytes:
    """An article of Galley's own, its body as many paragraphs as make a size; its number stands in it."""
    before, behind = _frame()
    paragraph = b"<p>Article %d. %s</p>" % (number, b"Boats carried letters along the river. " * 12)
    times = max(1, (kilobytes * 1024 - len(before) - len(behind)) // len(paragraph))
    return before + paragraph * times + behind


@cache
def _frame() -> tuple[bytes, bytes]:
    """A seed's article before and behind its body."""
    xml = converter.convert(SEEDS[0]).xml
    return xml[: xml.index(b"<body>") + len(b"<body>")], xml[xml.index(b"</body>") :]
