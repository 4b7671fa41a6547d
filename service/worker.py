"""A worker: Celery listens for bells, its threads work at the desk."""

from __future__ import annotations

import logging
import threading

from celery.signals import worker_ready, worker_shutting_down

from service import bells, logs
from service.config import Config, load
from service.desk import Desk
from service.ledger import RedisError
from service.processes import die_with_parent
from service.reconciler import Reconciler
from service.workplace import open_workplace

_log = logging.getLogger(__name__)


def main() -> None:
    """Work until SIGTERM; then end what is in hand, for as long as the grace lasts."""
    die_with_parent()
    config = load()
    logs.set_up(config)
    run(config)


def run(config: Config) -> None:
    """Be a worker with these settings."""
    place = open_workplace(config)
    desk = Desk(place)

    def work(job: str) -> None:
        """Do a job."""
        try:
            desk.work(job)
        except RedisError as trouble:  # the lease ends by itself, and the job is rung for again
            _log.warning("ledger not reached", extra={"job": job, "trouble": type(trouble).__name__})

    place.celery.task(work, name=bells.TASK)
    worker_ready.connect(lambda **_: desk.open(), weak=False)
    worker_shutting_down.connect(lambda **_: _close_later(desk, config.grace_seconds), weak=False)
    Reconciler(place).start()
    place.celery.worker_main(
        ["--quiet", "worker", "--pool=threads", "--loglevel=WARNING", "--without-gossip", "--without-mingle"]
    )


def _close_later(desk: Desk, seconds: float) -> None:
    closing = threading.Timer(seconds, desk.close)
    closing.daemon = True
    closing.start()
