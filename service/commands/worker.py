"""`galley worker`: a worker alone, for a service on many machines."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from converter.commands import Command, Misuse


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `galley worker`."""
    add = parser.add_argument
    add("--data", metavar="DIR", type=Path, help="folder of the broker and the store (default: galley-data)")
    add("-j", "--jobs", metavar="N", type=int, help="convert N manuscripts at the same time (default: one a core)")


def run(asked: Namespace) -> int:
    """Work until SIGTERM or Ctrl-C; a worker that dies is started again."""
    from service.config import BadSetting, load
    from service.serving import run_worker

    try:
        return run_worker(load(data=asked.data, concurrency=asked.jobs))
    except BadSetting as trouble:
        raise Misuse(str(trouble)) from trouble


COMMAND = Command("run a worker of the service alone", add_arguments, run)
