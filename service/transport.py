"""The transport of kombu with one client a channel: kombu makes a new one for every command, which costs more."""

from __future__ import annotations

from typing import Any

from kombu.transport import redis


class _Channel(redis.Channel):
    _kept: tuple[Any, Any] = (None, None)

    def _create_client(self, asynchronous: bool = False) -> Any:
        """The client of the pool there is; a pool that was dropped takes its client with it."""
        make: Any = super()._create_client
        if asynchronous:
            return make(asynchronous=True)
        pool, client = self._kept
        if pool is not self.pool:
            client = make()
            self._kept = (self.pool, client)
        return client


class Transport(redis.Transport):
    """The transport."""

    Channel = _Channel
