"""A whole service in processes of its own, as a user starts it, for tests to ask and to hurt."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import urllib3

QUICK = {
    "GALLEY_TEST_INPUTS": "1",
    "GALLEY_LEASE_SECONDS": "2",
    "GALLEY_RING_SECONDS": "1.5",
    "GALLEY_GRACE_SECONDS": "5",
    "GALLEY_SECONDS": "20",
    "GALLEY_STALLED_SECONDS": "5",
}
"""Settings that let a test see in seconds what takes minutes."""

MANUSCRIPT = """# Letters from the river

Ada Lovelace

Abstract. Letters that travelled by boat.

Keywords: letters, rivers

## Introduction

Boats carried letters (Smith 2019).

## References

Smith, J. (2019). Boats and letters. *Journal of Rivers*, 4(2), 11-19.
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(slots=True)
class Service:
    """`galley serve` in a folder, on a port that stays."""

    data: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=lambda: free_port())
    command: tuple[str, ...] = ("serve",)
    process: subprocess.Popen[bytes] | None = None
    http: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(maxsize=20, retries=False))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        with self.data.with_suffix(".log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "converter", *self.command, "--data", str(self.data), *self._port()],
                env={**os.environ, **QUICK, **self.settings},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        assert self.process
        if self.process.poll() is None:
            self.process.send_signal(how)
        code = self.process.wait(40)
        self.http.clear()
        return code

    @property
    def log(self) -> str:
        return self.data.with_suffix(".log").read_text(encoding="utf-8")

    def ask(self, method: str, path: str, **more: Any) -> Answer:
        got = self.http.request(method, path if path.startswith("http") else self.url + path, timeout=30, **more)
        return Answer(got.status, got.headers, got.data)

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers=headers)

    def submit(self, text: str | bytes = MANUSCRIPT, name: str = "letters.md", path: str = "", **more: Any) -> Answer:
        fields = {"file": (name, text), **more.pop("options", {})}
        return self.ask("POST", f"/api/v1/conversions{path}", fields=fields, **more)

    def end_of(self, job: str, seconds: float = 60) -> Any:
        """The job when it has ended."""
        return until(lambda: _ended(self.get(f"/api/v1/conversions/{job}?wait=5")), seconds)

    def find(self, what: str) -> list[int]:
        """Processes below this service whose command line holds `what`."""
        assert self.process
        return [each for each in descendants(self.process.pid) if what in command_of(each)]

    def kill(self, what: str) -> None:
        for each in self.find(what):
            hurt(each)

    def _port(self) -> list[str]:
        return [] if self.command == ("worker",) else ["--port", str(self.port)]


def _ended(answer: Answer) -> Any:
    return answer.json if answer.status == 200 and answer.json["state"] not in ("queued", "running") else None


def hurt(process: int, how: signal.Signals = signal.SIGKILL) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, how)


def descendants(process: int) -> Iterator[int]:
    try:
        listed = Path(f"/proc/{process}/task/{process}/children").read_text()
    except OSError:
        return
    for each in map(int, listed.split()):
        yield each
        yield from descendants(each)


def command_of(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def until(look: Callable[[], Any], seconds: float = 30) -> Any:
    """What `look` gives as soon as it is true; trouble on the way means not yet."""
    end = time.monotonic() + seconds
    trouble: Exception | None = None
    while time.monotonic() < end:
        try:
            if found := look():
                return found
        except (urllib3.exceptions.HTTPError, ValueError, KeyError) as each:
            trouble = each
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds} seconds; {trouble!r}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(folder: Path, **settings: str) -> Iterator[Service]:
    """A service that is ready, stopped at the end."""
    service = Service(folder / "data", settings)
    service.start()
    try:
        until(lambda: service.get("/readyz").status == 200)
        yield service
    finally:
        service.stop()
