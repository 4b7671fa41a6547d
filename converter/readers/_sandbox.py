"""Runs a program of others on a stranger's file: in a process of its own that can be killed.

The process has no environment, an empty folder as home, no terminal, and bounds on time, memory
and the size of what it writes, set by the shell before the program starts.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from converter.readers import Unreadable
from converter.readers._limits import MEGABYTE

_BLOCK = 512
_KILOBYTE = 1024
_SHELL = """ulimit -c 0 2>/dev/null; ulimit -t "$1" 2>/dev/null; ulimit -v "$2" 2>/dev/null
ulimit -f "$3" 2>/dev/null; shift 3; exec "$@" """
"""A system without one of these bounds still has the others."""
_COMPLAINT = 200_000
_REASON = 300


class Ran(Struct, frozen=True):
    """What a program wrote, and how it ended."""

    output: bytes
    complaint: str
    """What it wrote to standard error."""
    code: int

    @property
    def reason(self) -> str:
        """The end of its complaint, in one line."""
        return " ".join(self.complaint.split())[-_REASON:]


def run(command: Sequence[str], data: bytes, seconds: int, megabytes: int, output: int, folder: Path) -> Ran:
    """Run a command on `data` in `folder`; raises `Unreadable` when its time is over.

    `megabytes` bounds its address space (0 for none), `output` the megabytes of every file it writes.
    """
    bounds = [
        str(seconds + 1),
        str(megabytes * MEGABYTE // _KILOBYTE) if megabytes else "unlimited",
        str(output * MEGABYTE // _BLOCK),
    ]
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as wrote, tempfile.TemporaryFile() as complained:
        given.write(data)
        given.seek(0)
        process = subprocess.Popen(
            ["/bin/sh", "-c", _SHELL, "sh", *bounds, *command],
            stdin=given,
            stdout=wrote,
            stderr=complained,
            cwd=folder,
            env={"HOME": str(folder), "TMPDIR": str(folder), "PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
        code = _wait(process, seconds)
        wrote.seek(0)
        complained.seek(0)
        return Ran(wrote.read(), complained.read(_COMPLAINT).decode(errors="replace"), code)


def _wait(process: subprocess.Popen[bytes], seconds: int) -> int:
    """The exit code; the process and all it started are killed when the time is over or we are."""
    try:
        _sleep(process.pid, seconds)
        return process.wait(0 if sys.platform == "linux" else seconds)
    except subprocess.TimeoutExpired:
        raise Unreadable(
            f"The file is too complex: reading it took longer than {seconds} seconds. "
            "Save it anew from a word processor, or without its largest tables and lists."
        ) from None
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _sleep(process: int, seconds: int) -> None:
    """Until a process ends or the time is over, where the system tells; `wait` with a limit looks every 50 ms."""
    if sys.platform == "linux":
        ending = os.pidfd_open(process)
        try:
            watched = select.poll()
            watched.register(ending, select.POLLIN)
            watched.poll(seconds * 1000)
        finally:
            os.close(ending)
