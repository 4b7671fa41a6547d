"""`galley web`: the web server alone, for a service on many machines."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from converter.commands import Command, Misuse


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `galley web`."""
    add = parser.add_argument
    add("--host", help="address to listen on (default: 127.0.0.1, this machine only)")
    add("--port", type=int, help="port to listen on (default: 8080)")
    add("--data", metavar="DIR", type=Path, help="folder of the broker and the store (default: galley-data)")


def run(asked: Namespace) -> int:
    """Answer requests until SIGTERM or Ctrl-C."""
    from service.config import BadSetting, load
    from service.ports import Occupied
    from service.web import run as run_web

    try:
        return run_web(load(host=asked.host, port=asked.port, data=asked.data))
    except (BadSetting, Occupied) as trouble:
        raise Misuse(str(trouble)) from trouble


COMMAND = Command("run the web server of the service alone", add_arguments, run)
