"""Programs we start: they die with us, and what dies before is started again."""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO

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
    chatty: bool = False
    """Whether what it writes to standard output is a log."""


def die_with_parent(what: signal.Signals = signal.SIGTERM) -> None:
    """Let the system send this process a signal when the one that started it dies; does nothing outside Linux."""
    if sys.platform == "linux":
        _LIBC.prctl(_PR_SET_PDEATHSIG, int(what))


def start(program: Program, retold: bool = False) -> subprocess.Popen[bytes]:
    """Start a program that a Ctrl-C at our terminal does not reach, and that dies with us.

    With `retold` its log goes through ours.
    """
    process = subprocess.Popen(
        program.command,
        stdout=subprocess.PIPE if retold and program.chatty else None,
        stderr=(subprocess.STDOUT if program.chatty else subprocess.PIPE) if retold else None,
        env={**os.environ, **program.environment},
        stdin=subprocess.DEVNULL,
        process_group=0,
        preexec_fn=die_with_parent,
    )
    if log := process.stdout or process.stderr:
        threading.Thread(target=_retell, args=(program, log), daemon=True).start()
    return process


def _retell(program: Program, lines: IO[bytes]) -> None:
    """Pass lines of JSON on as they are, and any other as what the program said."""
    with lines:
        for line in lines:
            if line.startswith(b"{"):
                sys.stderr.buffer.write(line)
                sys.stderr.buffer.flush()
            elif text := line.decode(errors="replace").strip():
                _log.info("program said", extra={"program": program.name, "words": text})


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
            self.process, self.since = start(self.program, retold=True), now
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
