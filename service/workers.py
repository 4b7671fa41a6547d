"""The roll of workers in the broker: who was heard of within a lease."""

from __future__ import annotations

import time
from typing import Any

_NAME = "galley:workers"
_SHORTEST = 5
"""Seconds for which a worker counts as alive even under the shortest lease."""
_REMEMBERED = 3600


class Workers:
    """The workers that are alive. Every method may raise `RedisError`."""

    def __init__(self, client: Any, lease_seconds: float) -> None:
        self._client = client
        self._lease = max(lease_seconds, _SHORTEST)

    def greet(self, worker: str) -> None:
        """A worker is alive."""
        self._client.zadd(_NAME, {worker: time.time()})

    def stand_on(self, machine: str) -> bool:
        """Whether a worker of this machine was heard of within a lease."""
        heard = self._client.zrangebyscore(_NAME, time.time() - self._lease, "+inf")
        return any(str(each).startswith(f"{machine}-") for each in heard)

    def count(self) -> int:
        """Workers heard of within a lease."""
        self._client.zremrangebyscore(_NAME, "-inf", time.time() - _REMEMBERED)
        return int(self._client.zcount(_NAME, time.time() - self._lease, "+inf"))
