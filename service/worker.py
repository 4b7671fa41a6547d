"""A worker: Celery listens for bells, its threads work at the desk."""

from __future__ import annotations

import logging
import os
import sys
import threading

from celery.signals import worker_ready, worker_shutting_down

from service import bells, logs
from service.clerks import ClerkMissing, warm_up
from service.config import Config, load
from service.desk import Desk
from service.ledger import RedisError
from service.processes import die_with_parent
from service.reconciler import Reconciler
from service.workplace import open_workplace

_log = logging.getLogger(__name__)
_STORING = 2
"""Jobs in hand beside those that are converted: their results are on the way to the disk."""


def main() -> None:
    """Work until SIGTERM; then end what is in hand, for as long as the grace lasts."""
    die_with_parent()
    config = load()
    logs.set_up(config)
    run(config)


def run(config: Config) -> None:
    """Be a worker with these settings."""
    place = open_workplace(config)
    try:
        warm_up(config)
    except ClerkMissing as trouble:  # better no worker than one that fails every manuscript
        _log.critical("worker not started", extra={"trouble": str(trouble)})
        sys.exit(1)
    places = config.concurrency or len(os.sched_getaffinity(0))
    desk = Desk(place, places)

    def work(job: str) -> None:
        """Do a job."""
        try:
            desk.work(job)
        except RedisError as trouble:  # the lease ends by itself, and the job is rung for again
            _log.warning("ledger not reached", extra={"job": job, "trouble": type(trouble).__name__})

    place.celery.task(work, name=bells.TASK)
    worker_ready.connect(lambda **_: desk.open(), weak=False)
    worker_shutting_down.connect(lambda **_: _close(desk, config.grace_seconds), weak=False)
    Reconciler(place).start()
    words = ["--quiet", "worker", "--pool=threads", f"--concurrency={places + _STORING}", "--loglevel=WARNING"]
    place.celery.worker_main([*words, "--without-gossip", "--without-mingle", "--without-heartbeat"])


def _close(desk: Desk, seconds: float) -> None:
    """Begin nothing more, and give up what is not done when the grace is over."""
    desk.stop()
    closing = threading.Timer(seconds, desk.close)
    closing.daemon = True
    closing.start()
