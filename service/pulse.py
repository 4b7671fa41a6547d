"""The pulse of a program, as a container asks for it: `python -m service pulse web|worker` ends with 0 if it works."""

from __future__ import annotations

import sys
from http.client import HTTPConnection, HTTPException

from service.config import Config, load
from service.ledger import RedisError
from service.workplace import open_workplace

_PATIENCE = 4


def main() -> None:
    """Exit with 0 when the program named by the second argument works on this machine, else with 1."""
    sys.exit(not _PULSES[sys.argv[2]](load()))


def _feel_web(config: Config) -> bool:
    """Whether the web server answers."""
    host = "127.0.0.1" if config.host in ("", "0.0.0.0") else config.host
    connection = HTTPConnection(host, config.port, timeout=_PATIENCE)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _feel_worker(config: Config) -> bool:
    """Whether workers are heard of in the ledger; which of them is ours cannot be told there."""
    try:
        return open_workplace(config).ledger.count_workers() > 0
    except RedisError:
        return False


_PULSES = {"web": _feel_web, "worker": _feel_worker}
