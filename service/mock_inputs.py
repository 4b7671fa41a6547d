"""Inputs that hang, die, fill memory or leave processes behind on demand; for tests alone.

The first line of such a source is `%galley-test` and words: `sleep 3`, `exit 7`, `kill`, `hang`,
`memory`, `connect` (goes on only if it cannot), `spawn` (a process that outlives its parent), `raise`.
Then it is converted like any other.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time

from service.apart import Order

MARK = b"%galley-test "


def obey(order: Order) -> None:
    """Do what the first line says."""
    first = order.folder.joinpath("source").read_bytes().split(b"\n", 1)[0]
    if not first.startswith(MARK):
        return
    what, *words = first.removeprefix(MARK).decode().split()
    amount = float(words[0]) if words else 0.0
    match what:
        case "sleep":
            time.sleep(amount)
        case "exit":
            os._exit(int(amount))
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
            os._exit(128 + signal.SIGKILL)  # the first process of a namespace may survive its own signal
        case "hang":
            while True:
                pass
        case "memory":
            filled = []
            while True:
                filled.append(bytearray(1 << 26))
        case "connect":
            try:
                socket.socket(socket.AF_INET)
            except PermissionError:
                return
            os._exit(1)
        case "spawn":
            subprocess.Popen(["sleep", str(amount)], start_new_session=True)
            while True:
                time.sleep(1)
        case _:
            raise RuntimeError(what)
