"""The callbacks that are due, in the broker: whose end is still to be told, and when."""

from __future__ import annotations

import time
from typing import Any

_NAME = "galley:callbacks"


class Callbacks:
    """Jobs whose end is to be told. Every method may raise `RedisError`."""

    def __init__(self, client: Any, reserve: Any) -> None:
        self._client = client
        self._reserve = reserve  # the script that gives a job to one teller alone

    def take(self, seconds: float, at_most: int = 20) -> list[str]:
        """Jobs whose end is to be told now; they are nobody else's for so many seconds."""
        now = time.time()
        due = self._client.zrangebyscore(_NAME, "-inf", now, start=0, num=at_most)
        return [job for job in due if self._reserve(args=[job, now, now + seconds])]

    def count_delivery(self, job: str) -> int:
        """Count a delivery that is tried; gives how many there were."""
        return int(self._client.hincrby(f"galley:job:{job}", "deliveries", 1))

    def postpone(self, job: str, seconds: float) -> None:
        """Tell it later."""
        self._client.zadd(_NAME, {job: time.time() + seconds})

    def settle(self, job: str) -> None:
        """It is told, or given up."""
        self._client.zrem(_NAME, job)
