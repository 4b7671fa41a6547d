"""A conversion in a process of its own: bounded, without a network, and killed with all it started.

Two processes make it. The keeper is forked from the warm process and stays small; it dies with the
worker. What it forks converts: the first process of a PID namespace where the system allows it, so
that the kernel ends all it started with it. Elsewhere the keeper inherits the orphans and ends them.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import logging
import os
import resource
import signal
import sys
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from service.config import MEGABYTE
from service.processes import die_with_parent

_log = logging.getLogger(__name__)
_LIBC = ctypes.CDLL(None, use_errno=True)
_NEW_USER, _NEW_PID, _NEW_NET, _NEW_IPC = 0x10000000, 0x20000000, 0x40000000, 0x08000000
_PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS = 36, 38
_OPEN_FILES = 256
DONE, FAILED, NO_MEMORY = 0, 1, 3
"""Exit codes of a keeper; above 128 the signal that killed the conversion."""


@dataclass(frozen=True, slots=True)
class Order:
    """A conversion to make in a folder that holds `source`; results go to its folder `out`."""

    folder: Path
    kind: str
    name: str
    options: Mapping[str, str]
    seconds: int
    memory_mb: int
    file_mb: int
    test_inputs: bool = False


def keep(order: Order) -> None:
    """Be the keeper: see a conversion to its end and leave nothing of it running."""
    os.setsid()
    die_with_parent(signal.SIGKILL)
    os.environ.clear()
    os.environ.update(HOME=str(order.folder), TMPDIR=str(order.folder), PATH=os.defpath, LC_ALL="C.UTF-8")
    _LIBC.prctl(_PR_SET_CHILD_SUBREAPER, 1)
    _leave_the_world()
    child = os.fork()
    if child == 0:
        _convert_and_exit(order)
    signal.signal(signal.SIGTERM, lambda *_: _end(child))
    _, status = os.waitpid(child, 0)
    _end_orphans()
    code = os.waitstatus_to_exitcode(status)
    os._exit(code if code >= 0 else 128 - code)


def _leave_the_world() -> None:
    """No network, and PIDs of our own; what the system does not allow stays as it is."""
    user, group = os.getuid(), os.getgid()
    if _LIBC.unshare(_NEW_PID | _NEW_NET | _NEW_IPC) == 0:
        return
    if _LIBC.unshare(_NEW_USER | _NEW_PID | _NEW_NET | _NEW_IPC) == 0:
        for file, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
            with contextlib.suppress(OSError):
                Path("/proc/self", file).write_text(text)


def _convert_and_exit(order: Order) -> None:
    code = FAILED
    try:
        die_with_parent(signal.SIGKILL)
        _bound(order)
        os.chdir(order.folder)
        from service.conversions import carry_out

        carry_out(order)
        code = DONE
    except MemoryError:
        code = NO_MEMORY
    finally:
        if code == FAILED:
            _tell_failure(order)
        os._exit(code)


def _bound(order: Order) -> None:
    _LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    bounds = {
        resource.RLIMIT_DATA: order.memory_mb * MEGABYTE,  # not RLIMIT_AS: runtimes reserve addresses they never fill
        resource.RLIMIT_CPU: order.seconds + 1,
        resource.RLIMIT_FSIZE: order.file_mb * MEGABYTE,
        resource.RLIMIT_NOFILE: _OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in bounds.items():
        hard = resource.getrlimit(what)[1]
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (limit, limit))


def _tell_failure(order: Order) -> None:
    """Where Galley itself failed: kind of the exception and lines of code, no word of the manuscript."""
    kind, _, trace = sys.exc_info()
    lines = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    told = {"exception": kind.__name__ if kind else "", "lines": lines[-8:]}
    order.folder.joinpath("failure.json").write_text(json.dumps(told), encoding="utf-8")


def _end(process: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def _end_orphans() -> None:
    """Kill what the conversion left behind; where it had a PID namespace there is nothing."""
    while orphans := list(_children(os.getpid())):
        for each in orphans:
            _end(each)
        for each in orphans:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(each, 0)


def _children(process: int) -> Iterator[int]:
    with contextlib.suppress(OSError):
        listed = Path(f"/proc/{process}/task/{process}/children").read_text()
        yield from map(int, listed.split())
