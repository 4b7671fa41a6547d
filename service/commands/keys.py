"""`galley keys`: API keys of the service are made, listed and revoked."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from converter.commands import Command, Misuse

if TYPE_CHECKING:
    from service.ledger import Ledger

ACTIONS = ("add", "list", "revoke")
SCOPES = ("convert", "read", "delete")


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `galley keys`."""
    add = parser.add_argument
    add("action", choices=ACTIONS, help="what to do")
    add("name", metavar="NAME", nargs="?", default="", help="add: a name to know the key by; revoke: the id of the key")
    add("--scopes", metavar="NAMES", default=",".join(SCOPES), help="what the key allows (default: %(default)s)")
    add("--days", metavar="N", type=float, default=0, help="the key expires after N days (default: never)")
    add("--data", metavar="DIR", type=Path, help="folder of the broker and the store (default: galley-data)")


def run(asked: Namespace) -> int:
    """Make, list or revoke keys; the secret of a new key is shown once, on standard output."""
    from service.broker import BrokerMissing, at_hand
    from service.config import BadSetting, load
    from service.ledger import Ledger, RedisError, connect

    if asked.action != "list" and not asked.name:
        raise Misuse(f"keys {asked.action} needs a NAME")
    try:
        config = load(data=asked.data)
        with at_hand(config) as url:
            return _act(Ledger(config, connect(url)), asked)
    except (BadSetting, BrokerMissing, RedisError) as trouble:
        raise Misuse(str(trouble)) from trouble


def _act(ledger: Ledger, asked: Namespace) -> int:
    from service import keys

    if asked.action == "add":
        try:
            scopes = frozenset(map(keys.Scope, asked.scopes.split(",")))
        except ValueError:
            raise Misuse(f"--scopes takes {', '.join(SCOPES)}, with commas between") from None
        print(keys.add(ledger, asked.name, scopes, asked.days))
        print("Keep it: it is not shown again.", file=sys.stderr)
    elif asked.action == "list":
        for each in keys.list_keys(ledger):
            print(f"{each.id}  {each.name}  {','.join(sorted(each.scopes))}  {_end_of(each)}")
    elif not keys.revoke(ledger, asked.name):
        raise Misuse(f"there is no key {asked.name}")
    return 0


def _end_of(key: object) -> str:
    from datetime import UTC, datetime

    expires = getattr(key, "expires", 0)
    if not expires:
        return "never expires"
    told = datetime.fromtimestamp(expires, UTC).date().isoformat()
    return f"expires {told}" if getattr(key, "alive", True) else f"expired {told}"


COMMAND = Command("make, list and revoke API keys of the service", add_arguments, run)
