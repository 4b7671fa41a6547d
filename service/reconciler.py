"""Rings again for jobs the queue forgot, and removes what has expired. Any number of them may run."""

from __future__ import annotations

import logging
import threading

from service.ledger import RedisError
from service.store import StoreTrouble
from service.workplace import Workplace

_log = logging.getLogger(__name__)
_PAUSE = 0.5
_PURGE_EVERY = 120
"""Rounds between looks for what has expired: a minute."""


class Reconciler:
    """A thread that keeps the queue true to the ledger."""

    def __init__(self, workplace: Workplace) -> None:
        self._place = workplace

    def start(self) -> None:
        """Work until the process ends."""
        threading.Thread(target=self._run, daemon=True, name="reconciler").start()

    def _run(self) -> None:
        rounds, pause = 0, threading.Event()
        while not pause.wait(_PAUSE):
            try:
                reconcile(self._place)
                if rounds % _PURGE_EVERY == 0:
                    purge(self._place)
            except (RedisError, StoreTrouble) as trouble:
                _log.warning("not reconciled", extra={"trouble": type(trouble).__name__})
            rounds += 1


def reconcile(place: Workplace) -> list[str]:
    """Ring for every job that is overdue, unless enough bells are waiting already; gives their ids."""
    late = place.ledger.list_overdue()
    if late and place.count_bells() < place.ledger.count_waiting():
        for job in late:
            place.ring(job)
    return late


def purge(place: Workplace, before: float | None = None) -> int:
    """Remove the jobs whose time is over, with all they have in the store; gives how many."""
    removed = 0
    while expired := place.ledger.list_expired(before=before):
        for job in expired:
            remove(place, job)
        removed += len(expired)
    return removed


def remove(place: Workplace, job: str) -> None:
    """Remove a job and what it alone has in the store."""
    for name in place.ledger.forget(job):
        place.store.remove(name)
