"""Pandoc as the reader of many formats: one call, its document tree as blocks.

Pandoc works in a child process with `--sandbox`: it opens no file and no connection. The tree is
that of pandoc-types 1.23: every node is `{"t": its name, "c": what it holds}`. A block's place is
its running number among the paragraphs of the file, for these formats have no lines.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from converter.diagnostics import Kind, Log, Place, Severity
from converter.patterns import regex
from converter.readers import Unreadable
from converter.readers._limits import limits
from converter.readers._sandbox import Ran, run

PANDOC_REMARK = Kind("pandoc-remark", Severity.NOTE, "Pandoc, which read the file, remarks: {remark}")

_SKIPPING = frozenset({"latex"})
"""Formats of which pandoc says what it left out."""
_LONGEST_REMARK = 300
_SKIPPED = regex(r"^\[INFO\] Skipped '(.*?)' at (?:\S+ )?line \d+", re.MULTILINE | re.DOTALL)
_UNPARSED = regex(r"^Error at .{0,200}?\(line (\d{1,9}), column \d+\)", re.MULTILINE)
_INFORMED = regex(r"^\[INFO\].*(?:\n(?!\[).*)*\n?", re.MULTILINE)

Tree = Any
"""A node of pandoc's tree, as JSON gives it."""


class Unparsed(Unreadable):
    """Pandoc does not understand one line of the source, its first being 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


class Document(Struct, frozen=True):
    """Pandoc's tree: the blocks of the text and the metadata beside it."""

    blocks: list[Tree]
    metadata: Mapping[str, Tree] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    """Source that pandoc did not understand and left out."""


def parse(log: Log, data: bytes, format: str, file: str) -> Document:
    """Pandoc's tree of `data`, what it skips. Raises `Unreadable` where pandoc cannot, in the limits set: `Unparsed`
    where it names the line.
    """
    ran = _run(data, format, "json")
    if remark := " ".join(_INFORMED.sub("", ran.complaint).split()):
        log(PANDOC_REMARK(Place(file), remark=remark[-_LONGEST_REMARK:]))
    return replace(_load(ran.output), skipped=tuple(match[1] for match in _SKIPPED.finditer(ran.complaint)))


def convert(data: bytes, format: str, to: str) -> bytes:
    """What pandoc writes of `data` in another format. Raises `Unreadable`."""
    return _run(data, format, to).output


def _run(data: bytes, format: str, to: str) -> Ran:
    bounds = limits()
    command = [
        str(_program()),
        "+RTS",
        f"-M{bounds.pandoc_memory}m",
        "-RTS",
        "--sandbox",
        *(("--verbose",) if format in _SKIPPING else ()),
        f"--from={format}",
        f"--to={to}",
    ]
    with tempfile.TemporaryDirectory(prefix="galley-") as folder:
        ran = run(command, data, bounds.pandoc_seconds, bounds.pandoc_memory, bounds.pandoc_output, Path(folder))
    if ran.code:
        unparsed = _UNPARSED.search(ran.complaint)
        if unparsed:
            raise Unparsed(_failure(ran.code, ran.complaint[unparsed.start() :][:_LONGEST_REMARK]), int(unparsed[1]))
        raise Unreadable(_failure(ran.code, ran.reason))
    return ran


@cache
def _program() -> Path:
    """The pandoc that comes with the package pypandoc; to import that takes half as long as pandoc itself."""
    found = find_spec("pypandoc")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("the package pypandoc_binary, which holds pandoc, is missing")
    return Path(found.origin).parent / "files" / "pandoc"


def _failure(code: int, complaint: str) -> str:
    """What went wrong, in a sentence; pandoc's code 251 and signals mean that a limit was reached."""
    if (code in (251, 2) and "heap" in complaint.casefold()) or code < 0 or code in (137, 152, 153, 251):
        return "The file is too complex: reading it took more time, memory or space than is allowed."
    return f"The file is damaged or not what its name says: {complaint or 'pandoc gave no reason'}"


def _load(output: bytes) -> Document:
    try:
        tree = json.loads(output)
    except RecursionError:
        raise Unreadable("The file is too complex: its elements are nested too deep.") from None
    except ValueError:
        raise Unreadable("The file is too complex: what pandoc wrote of it is cut off.") from None
    return Document(tree["blocks"], tree["meta"])
