"""Rings again for jobs the queue forgot, and removes what has expired. Any number of them may run."""

from __future__ import annotations

import logging
import threading
import time

from service.jobs import SHARDS, new_id
from service.ledger import RedisError
from service.store import Absent, StoreTrouble
from service.workplace import Workplace

_log = logging.getLogger(__name__)
_PAUSE = 0.5
_HOUR = 3600
_MARK = "marks/ledger"
_SWEPT = 500
"""Names that are looked up together."""
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
                    if self._place.ledger.take_turn("sweep", _HOUR):
                        sweep(self._place)
            except (RedisError, StoreTrouble) as trouble:
                _log.warning("not reconciled", extra={"trouble": type(trouble).__name__})
            rounds += 1


def prepare(place: Workplace) -> None:
    """Make the store ready; one that is not there yet is found by those who need it."""
    try:
        place.store.prepare(SHARDS)
    except StoreTrouble as trouble:
        _log.warning("store not prepared", extra={"trouble": type(trouble).__name__})


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


def sweep(place: Workplace, age: float = _HOUR) -> list[str]:
    """Remove what is in the store without a record: a process died between storing and writing down. Gives the names.

    A store that belongs to another ledger is left alone.
    """
    if not _belongs(place):
        _log.error("the store belongs to another broker")
        return []
    old = [
        name
        for room in ("sources", "results")
        for name, changed in place.store.list_names(room)
        if time.time() - changed > age
    ]
    removed = []
    for at in range(0, len(old), _SWEPT):
        names = old[at : at + _SWEPT]
        unneeded = set(place.ledger.list_unneeded([_job_of(name) for name in names]))
        removed += [name for name in names if _job_of(name) in unneeded]
    for name in removed:
        place.store.remove(name)
    return removed


def _job_of(name: str) -> str:
    """The id in a name of the store; what was half written bears it as well."""
    return name.rpartition("/")[2].lstrip(".").partition(".")[0]


def _belongs(place: Workplace) -> bool:
    """Whether ledger and store have the same mark; a store without one is given it."""
    mark = place.ledger.mark(new_id())
    try:
        return place.store.get(_MARK).decode() == mark
    except Absent:
        place.store.put(_MARK, mark.encode())
        return True


def remove(place: Workplace, job: str) -> None:
    """Remove a job and what it alone has in the store."""
    for name in place.ledger.forget(job):
        place.store.remove(name)
