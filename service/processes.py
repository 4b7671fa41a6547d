"""Programs we start: they die with us, and what dies before is started again."""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_log = logging.getLogger(__name__)
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True)
_FIRST_PAUSE, _LONGEST_PAUSE, _CALM = 0.1, 10.0, 20.0
"""Seconds: before the first restart, before any, and of life after which a program counts as well."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program to run: its name in the log, its command and its environment beside ours."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)


def die_with_parent(what: signal.Signals = signal.SIGTERM) -> None:
    """Let the system send this process a signal when the one that started it dies; does nothing outside Linux."""
    if sys.platform == "linux":
        _LIBC.prctl(_PR_SET_PDEATHSIG, int(what))


def start(program: Program) -> subprocess.Popen[bytes]:
    """Start a program that a Ctrl-C at our terminal does not reach, and that dies with us."""
    return subprocess.Popen(
        program.command,
        env={**os.environ, **program.environment},
        stdin=subprocess.DEVNULL,
        process_group=0,
        preexec_fn=die_with_parent,
    )


@dataclass(slots=True)
class _Kept:
    """A program that is kept running."""

    program: Program
    process: subprocess.Popen[bytes] | None = None
    since: float = 0.0
    pause: float = _FIRST_PAUSE
    due: float = 0.0

    def look(self, now: float) -> None:
        """Start the program if it is not running and its pause is over."""
        if self.process is not None and (code := self.process.poll()) is not None:
            _log.warning("program ended", extra={"program": self.program.name, "code": code})
            self.pause = _FIRST_PAUSE if now - self.since > _CALM else min(self.pause * 2, _LONGEST_PAUSE)
            self.process, self.due = None, now + self.pause
        if self.process is None and now >= self.due:
            self.process, self.since = start(self.program), now
            _log.info("program started", extra={"program": self.program.name, "pid": self.process.pid})


class Supervisor:
    """Keeps programs running until it is told to stop."""

    def __init__(self, programs: Sequence[Program], grace: float) -> None:
        self._kept = [_Kept(each) for each in programs]
        self._grace = grace
        self._stopping = False

    def run(self) -> None:
        """Keep the programs running until SIGTERM or SIGINT; then stop them, the last first."""
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, self._stop)
        while not self._stopping:
            for kept in self._kept:
                kept.look(time.monotonic())
            time.sleep(0.05)
        for kept in reversed(self._kept):
            self._end(kept)

    def _stop(self, *_: object) -> None:
        self._stopping = True

    def _end(self, kept: _Kept) -> None:
        if kept.process is None or kept.process.poll() is not None:
            return
        kept.process.terminate()
        try:
            kept.process.wait(self._grace)
        except subprocess.TimeoutExpired:
            _log.warning("program killed", extra={"program": kept.program.name})
            kept.process.kill()
            kept.process.wait()
