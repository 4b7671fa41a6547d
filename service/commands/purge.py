"""`galley purge`: jobs whose time is over are removed, with their sources and results."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from converter.commands import Command, Misuse


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `galley purge`."""
    add = parser.add_argument
    add("--all", action="store_true", help="remove every job that has ended, whatever time it had left")
    add("--data", metavar="DIR", type=Path, help="folder of the broker and the store (default: galley-data)")


def run(asked: Namespace) -> int:
    """Remove what has expired; the service does so by itself every minute."""
    from service.broker import BrokerMissing, at_hand
    from service.config import BadSetting, load
    from service.ledger import RedisError
    from service.reconciler import purge
    from service.store import StoreTrouble
    from service.workplace import open_workplace

    try:
        config = load(data=asked.data)
        with at_hand(config):
            removed = purge(open_workplace(config), time.time() * 2 if asked.all else None)
    except (BadSetting, BrokerMissing, RedisError, StoreTrouble) as trouble:
        raise Misuse(str(trouble)) from trouble
    print(f"{removed} jobs removed", file=sys.stderr)
    return 0


COMMAND = Command("remove jobs of the service that have expired", add_arguments, run)
