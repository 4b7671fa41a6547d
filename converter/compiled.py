"""What is computed from data files, kept as Python keeps compiled modules: in `__pycache__`.

To read thirty TOML files and to index their words takes longer than to convert an article. So the
outcome is kept with a hash of all it was computed from: it is never stale, and may be deleted
at any time. Where it cannot be written it is computed anew in every process.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from importlib.util import cache_from_source, source_hash
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


def compiled(sources: Sequence[Path], name: str, compute: Callable[[], T]) -> T:
    """What `compute` gives, from an earlier run if no source has changed since.

    `sources` are the data files, and the modules that compute from them; the table is kept
    beside the first. `name` tells the tables of one source apart. The outcome must consist of
    what `marshal` knows: dicts, lists, tuples, frozensets, strings, numbers.
    """
    file = Path(cache_from_source(str(sources[0]))).with_suffix(f".{name}.table")
    stamp = source_hash(b"".join(map(_stamp, sources)))
    with suppress(OSError):
        content = file.read_bytes()
        table = content[2 * len(stamp) :]
        if content.startswith(stamp + source_hash(table)):
            known: T = marshal.loads(table)
            return known
    outcome = compute()
    if not sys.dont_write_bytecode:
        table = marshal.dumps(outcome)  # type: ignore[arg-type]  # of plain values, as promised
        _write(file, stamp + source_hash(table) + table)
    return outcome


def toml(file: Path) -> dict[str, Any]:
    """What stands in a TOML file that comes with Galley."""
    return compiled((file,), "toml", lambda: _parse(file))


def _parse(file: Path) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(file.read_text(encoding="utf-8"))


def _stamp(source: Path) -> bytes:
    """What tells a source, by name and content, from any other."""
    status = source.stat()
    return _read_stamp(source, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=1024)
def _read_stamp(source: Path, changed: int, size: int) -> bytes:  # several tables have the same sources
    return source.name.encode() + source_hash(source.read_bytes())


def _write(file: Path, content: bytes) -> None:
    """Write a file whole or not at all: another process may write or read the same one."""
    unfinished = file.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(content)
        unfinished.replace(file)
