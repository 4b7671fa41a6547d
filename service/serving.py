"""The programs of the service, kept running: all of them on one machine, or a worker alone."""

from __future__ import annotations

import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from service import broker, logs
from service.config import Config, environment_of
from service.ports import Occupied, check_port
from service.processes import Program, Supervisor

_AFTER_GRACE = 10
"""Seconds a program has beyond the grace of its jobs before it is killed."""


def serve(config: Config) -> int:
    """Run broker, web server and worker until SIGTERM or SIGINT. Raises `Occupied`."""
    logs.set_up(config)
    check_port(config)
    with _locked(config.data):
        own = [] if config.redis_url else [broker.program(config)]
        programs = [*own, _program("web", config), _program("worker", config)]
        Supervisor(programs, config.grace_seconds + _AFTER_GRACE).run()
    return 0


def run_worker(config: Config) -> int:
    """Run a worker until SIGTERM or SIGINT."""
    logs.set_up(config)
    Supervisor([_program("worker", config)], config.grace_seconds + _AFTER_GRACE).run()
    return 0


def _program(name: str, config: Config) -> Program:
    return Program(name, (sys.executable, "-m", "service", name), environment_of(config), chatty=name == "worker")


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """The data folder is ours alone; the system ends this when we die."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with folder.joinpath("lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Occupied(f"{folder} is in use by another service") from None
        yield
