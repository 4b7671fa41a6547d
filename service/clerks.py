"""Clerks: processes that convert, each for one owner alone, a few manuscripts one after another.

A process that is warm converts sooner than a new one; that it serves one owner keeps the manuscripts of
others from whatever a hostile one may do to it.
"""

from __future__ import annotations

import multiprocessing
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path

from service import apart
from service.config import Config

_FORK = multiprocessing.get_context("forkserver")
_ORDERS = 25
"""Orders of one clerk."""
_LOOK = 0.2
"""Seconds between looks whether an order is to be given up."""


_LONGEST = 100
"""Bytes of the longest name of a stage."""
_LAST_WORDS = 2
"""Seconds a process has to end."""


class ClerkMissing(Exception):
    """No process can be started now."""


class GivenUp(Exception):
    """An order was given up before it was carried out."""


@dataclass(frozen=True, slots=True)
class Death:
    """A clerk that died over an order; `code` is one of `apart`, None when its time was over."""

    code: int | None

    @property
    def told(self) -> bool:
        """Whether it was the conversion that died; otherwise somebody killed what keeps it."""
        return self.code is None or 0 <= self.code < apart.UNKNOWN


class Clerk:
    """A process that converts. Raises `ClerkMissing` if there cannot be one now."""

    def __init__(self, owner: str, config: Config) -> None:
        self.owner = owner
        self._seconds = config.seconds
        self._left = _ORDERS
        self._pipe, theirs = multiprocessing.Pipe()
        bounds = apart.Bounds(config.seconds, config.memory_mb, config.file_mb, config.test_inputs)
        self._process = _FORK.Process(target=apart.keep, args=(theirs, bounds), daemon=True)
        try:
            self._process.start()
        except (OSError, EOFError) as trouble:  # the warm process was killed: the next start makes a new one
            raise ClerkMissing from trouble
        finally:
            theirs.close()

    @property
    def usable(self) -> bool:
        """Whether it may be given another order."""
        return self._left > 0 and self._process.is_alive()

    def carry_out(self, order: apart.Order, given_up: Callable[[], bool], tell: apart.Tell) -> Death | None:
        """Have an order carried out; the death of the clerk, if it died. Raises `GivenUp`."""
        self._left -= 1
        until = time.monotonic() + self._seconds
        try:
            self._pipe.send_bytes(order.pack())
            while time.monotonic() < until:
                if given_up():
                    raise GivenUp
                if wait([self._pipe, self._process.sentinel], _LOOK):
                    stage = self._pipe.recv_bytes(_LONGEST)
                    if stage == apart.READY:
                        return None
                    tell(stage.decode("ascii", errors="replace"))
        except (EOFError, OSError):
            self._process.join(_LAST_WORDS)
            self._left = 0
            return Death(apart.FAILED if self._process.exitcode is None else self._process.exitcode)
        self._left = 0
        return Death(None)

    def dismiss(self) -> None:
        """End it and all it started."""
        self._pipe.close()
        if self._process.is_alive():
            self._process.terminate()
            self._process.join(_LAST_WORDS)
        if self._process.is_alive():
            self._process.kill()
        self._process.join()
        self._process.close()


def warm_up(config: Config) -> None:
    """Start the process that all clerks are forked from, and see that they convert. Raises `ClerkMissing`."""
    _FORK.set_forkserver_preload(["service.warm"])
    with tempfile.TemporaryDirectory(prefix="galley-trial-") as folder:
        Path(folder, "source").write_bytes(b"# Letters\n\nBoats carried them.\n")
        clerk = Clerk("", config)
        try:
            death = clerk.carry_out(apart.Order(Path(folder), "conversion", "trial.md", {}), lambda: False, print)
        finally:
            clerk.dismiss()
    if death:
        raise ClerkMissing(f"a trial conversion ends with {death.code}: this installation is broken")


class Office:
    """The clerks of a worker: as many as may convert at the same time."""

    def __init__(self, config: Config, places: int) -> None:
        self._config = config
        self._places = places
        self._taken = 0
        self._closed_to_others = False
        self._idle: list[Clerk] = []
        self._change = threading.Condition()

    @contextmanager
    def place(self, alone: bool) -> Iterator[None]:
        """Wait for a place, or for all of them, so that nobody else is hurt by what happens there."""
        count = self._places if alone else 1
        with self._change:
            if alone:
                self._change.wait_for(lambda: not self._closed_to_others)
                self._closed_to_others = True
                self._change.wait_for(lambda: self._taken == 0)
            else:
                self._change.wait_for(lambda: not self._closed_to_others and self._taken < self._places)
            self._taken += count
        try:
            yield
        finally:
            with self._change:
                self._taken -= count
                self._closed_to_others = self._closed_to_others and not alone
                self._change.notify_all()

    @contextmanager
    def clerk(self, owner: str, fresh: bool) -> Iterator[Clerk]:
        """A clerk of this owner, for whoever has a place; a fresh one has never done anything."""
        chosen = self._choose(owner, fresh) or Clerk(owner, self._config)
        try:
            yield chosen
        except BaseException:
            chosen.dismiss()
            raise
        self._keep(chosen)

    def close(self) -> None:
        """Dismiss the idle."""
        with self._change:
            idle, self._idle = self._idle, []
        for each in idle:
            each.dismiss()

    def _choose(self, owner: str, fresh: bool) -> Clerk | None:
        """An idle clerk of this owner; without one, the room for a new one is made."""
        with self._change:
            dead = [each for each in self._idle if not each.usable]
            alive = [each for each in self._idle if each not in dead]
            own = [] if fresh else [each for each in alive if each.owner == owner]
            spare = [] if own else alive[: len(alive) + 1 - self._places]
            self._idle = [each for each in alive if each not in (*own[-1:], *spare)]
        for each in (*dead, *spare):
            each.dismiss()
        return own[-1] if own else None

    def _keep(self, clerk: Clerk) -> None:
        if clerk.usable:
            with self._change:
                self._idle.append(clerk)
        else:
            clerk.dismiss()
