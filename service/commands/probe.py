"""`galley probe`: whether the web server or the worker of this machine lives, for health checks of containers."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from converter.commands import Command, Misuse


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `galley probe`."""
    add = parser.add_argument
    add("part", choices=("web", "worker"), help="what to ask")
    add("--port", type=int, help="port of the web server (default: 8080)")
    add("--data", metavar="DIR", type=Path, help="folder of the broker and the store (default: galley-data)")


def run(asked: Namespace) -> int:
    """0 when it lives, 1 when it does not."""
    from service.config import BadSetting, load

    try:
        config = load(port=asked.port, data=asked.data)
    except BadSetting as trouble:
        raise Misuse(str(trouble)) from trouble
    alive = _ask_web(config.port) if asked.part == "web" else _ask_worker(config)
    print("alive" if alive else "not alive", file=sys.stderr)
    return int(not alive)


def _ask_web(port: int) -> bool:
    from urllib.error import URLError
    from urllib.request import urlopen

    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=4) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _ask_worker(config: object) -> bool:
    import socket

    from service.config import Config
    from service.ledger import RedisError
    from service.workplace import open_workplace

    assert isinstance(config, Config)
    try:
        return open_workplace(config).ledger.workers.stand_on(socket.gethostname())
    except RedisError:
        return False


COMMAND = Command("tell whether a part of the service lives, for health checks", add_arguments, run)
