"""Conversions in a process of its own: bounded, without a network, and killed with all it started.

Two processes make them. The keeper is forked from the warm process and stays small; it dies with the
worker. What it forks converts: the first process of a PID namespace where the system allows it, so
that the kernel ends all it started with it. It takes one order after another from the worker, and
answers each with lines of bytes, never with anything that would have to be trusted to be read.
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
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from service.config import MEGABYTE, PREFIX, describe
from service.processes import die_with_parent
from service.sockets import forbid_sockets

_log = logging.getLogger(__name__)
_LIBC = ctypes.CDLL(None, use_errno=True)
_NEW_USER, _NEW_PID, _NEW_NET, _NEW_IPC = 0x10000000, 0x20000000, 0x40000000, 0x08000000
_PR_SET_CHILD_SUBREAPER = 36
_OPEN_FILES = 256
DONE, FAILED, NO_MEMORY = 0, 1, 3
"""Exit codes; above 128 the signal that killed the conversion."""
NEWS = 0.5
"""Seconds between two stages that are told."""
READY = b""
"""What is said when an order is done; before that, the stages it goes through."""
UNKNOWN, _ALMOST_UNKNOWN = 255, 254
"""The exit code where nobody was left to tell one, and what a conversion may exit with instead."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What every conversion is held to."""

    seconds: int
    memory_mb: int
    file_mb: int
    test_inputs: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """A conversion to make in a folder that holds `source`; results go to its folder `out`."""

    folder: Path
    kind: str
    name: str
    options: Mapping[str, str]

    def pack(self) -> bytes:
        """The order as it goes through the pipe."""
        return json.dumps([str(self.folder), self.kind, self.name, dict(self.options)]).encode()


def unpack(told: bytes) -> Order:
    """The order of these bytes."""
    folder, kind, name, options = json.loads(told)
    return Order(Path(folder), kind, name, options)


Tell = Callable[[str], None]
"""Tells the worker how far an order is."""


def keep(orders: Connection, bounds: Bounds) -> None:
    """Be the keeper: see conversions to their end and leave nothing of them running."""
    os.setsid()
    die_with_parent(signal.SIGKILL)
    _LIBC.prctl(_PR_SET_CHILD_SUBREAPER, 1)
    _leave_the_world()
    child = os.fork()
    if child == 0:
        _serve(orders, bounds)
    orders.close()
    signal.signal(signal.SIGTERM, lambda *_: _end(child))
    _, status = os.waitpid(child, 0)
    _end_orphans()
    code = os.waitstatus_to_exitcode(status)
    os._exit(min(code, _ALMOST_UNKNOWN) if code >= 0 else 128 - code)


def _leave_the_world() -> None:
    """No network, and PIDs of our own; what the system does not allow stays as it is."""
    user, group = os.getuid(), os.getgid()
    if _LIBC.unshare(_NEW_PID | _NEW_NET | _NEW_IPC) == 0:
        return
    if _LIBC.unshare(_NEW_USER | _NEW_PID | _NEW_NET | _NEW_IPC) == 0:
        for file, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
            with contextlib.suppress(OSError):
                Path("/proc/self", file).write_text(text)


def _serve(orders: Connection, bounds: Bounds) -> None:
    """Carry out orders until there are no more; never returns."""
    code, folder = DONE, None
    try:
        die_with_parent(signal.SIGKILL)
        _LIBC.prctl(_PR_SET_CHILD_SUBREAPER, 1)
        _bound(bounds)
        while told := _receive(orders):
            code, order = FAILED, unpack(told)
            folder = order.folder
            _carry_out(order, bounds, _tell_slowly(orders))
            _end_others()
            code = DONE
            orders.send_bytes(READY)
    except MemoryError:
        code = NO_MEMORY
    finally:
        if code == FAILED and folder:
            _tell_failure(folder)
        os._exit(code)


def _tell_slowly(orders: Connection) -> Tell:
    """Tells a stage that begins when the one told before is old enough: quick conversions cost no news."""
    told = time.monotonic()

    def tell(stage: str) -> None:
        nonlocal told
        if time.monotonic() - told > NEWS:
            told = time.monotonic()
            orders.send_bytes(stage.encode())

    return tell


def _receive(orders: Connection) -> bytes:
    """The next order, empty when the worker has no more."""
    try:
        return orders.recv_bytes()
    except (EOFError, OSError):
        return b""


def _carry_out(order: Order, bounds: Bounds, tell: Tell) -> None:
    from service.conversions import carry_out

    _settle(order.folder)
    _bound_time(bounds.seconds)
    if bounds.test_inputs:
        from service.mock_inputs import obey

        obey(order)
    carry_out(order, tell)


def _settle(folder: Path) -> None:
    """Have nothing but the folder of the order: not the environment of the worker, nor a folder of the order before."""
    limits = _limits_of_the_converter()
    os.environ.clear()
    os.environ.update(limits, HOME=str(folder), TMPDIR=str(folder), PATH=os.defpath, LC_ALL="C.UTF-8")
    tempfile.tempdir = None
    os.chdir(folder)


def _limits_of_the_converter() -> dict[str, str]:
    """What the environment says of pages, archives and the like: all of Galley's that is no setting of the service."""
    settings = {name for name, *_ in describe()}
    return {name: value for name, value in os.environ.items() if name.startswith(PREFIX) and name not in settings}


def _bound(bounds: Bounds) -> None:
    forbid_sockets()
    limits = {
        resource.RLIMIT_DATA: bounds.memory_mb * MEGABYTE,  # not RLIMIT_AS: runtimes reserve addresses they never fill
        resource.RLIMIT_FSIZE: bounds.file_mb * MEGABYTE,
        resource.RLIMIT_NOFILE: _OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in limits.items():
        hard = resource.getrlimit(what)[1]
        limit = _least(most, hard)
        resource.setrlimit(what, (limit, limit))


def _bound_time(seconds: int) -> None:
    """So many seconds of CPU from now on, for this process; what it starts is held to the time of the worker."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (_least(int(used.ru_utime + used.ru_stime) + seconds + 2, hard), hard))


def _least(most: int, hard: int) -> int:
    return most if hard == resource.RLIM_INFINITY else min(most, hard)


def _tell_failure(folder: Path) -> None:
    """Where Galley itself failed: kind of the exception and lines of code, no word of the manuscript."""
    kind, _, trace = sys.exc_info()
    lines = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    told = {"exception": kind.__name__ if kind else "", "lines": lines[-8:]}
    folder.joinpath("failure.json").write_text(json.dumps(told), encoding="utf-8")


def _end(process: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def _end_others() -> None:
    """Kill what the order started, all of it: it is below us, or in a PID namespace that is ours alone."""
    if os.getpid() != 1:
        _end_orphans()
        return
    _end(-1)
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def _end_orphans() -> None:
    """Kill what is below this process."""
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
