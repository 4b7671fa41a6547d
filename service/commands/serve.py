"""`galley serve`: the whole service on this machine, with everything it needs."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from converter.commands import Command, Misuse


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `galley serve`."""
    add = parser.add_argument
    add("--host", help="address to listen on (default: 127.0.0.1, this machine only)")
    add("--port", type=int, help="port to listen on (default: 8080)")
    add("--data", metavar="DIR", type=Path, help="folder for everything that is kept (default: galley-data)")


def run(asked: Namespace) -> int:
    """Serve until SIGTERM or Ctrl-C."""
    from service.config import BadSetting, load
    from service.ports import Occupied
    from service.serving import serve

    try:
        return serve(load(host=asked.host, port=asked.port, data=asked.data))
    except (BadSetting, Occupied) as trouble:
        raise Misuse(str(trouble)) from trouble


COMMAND = Command("run the service on this machine: web server, worker and broker", add_arguments, run)
