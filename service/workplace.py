"""What every process of the service works with: settings, ledger, store and bells."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from celery import Celery
from kombu.exceptions import OperationalError

from service import bells
from service.broker import address
from service.config import Config
from service.ledger import Ledger, RedisError, connect
from service.store import Store, open_store

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Workplace:
    """The settings, and the three things made of them."""

    config: Config
    ledger: Ledger
    store: Store
    celery: Celery
    _bells: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "bells"), repr=False)

    def ring_soon(self, job: str) -> None:
        """The same in a moment: nobody waits for it, and a bell that is lost is rung again by a reconciler."""
        self._bells.submit(self.ring, job)

    def ring(self, job: str) -> bool:
        """Call a worker; a bell that cannot be rung now is rung later by a reconciler."""
        try:
            bells.ring(self.celery, job)
        except (OperationalError, RedisError, OSError) as trouble:
            _log.warning("bell not rung", extra={"job": job, "trouble": type(trouble).__name__})
            return False
        return True

    def count_bells(self) -> int:
        """Bells that no worker has heard yet."""
        return int(self.ledger.client.llen(bells.QUEUE))


def open_workplace(config: Config) -> Workplace:
    """The workplace of these settings; nothing is connected yet."""
    url = address(config)
    return Workplace(config, Ledger(config, connect(url)), open_store(config), bells.make_celery(config, url))
