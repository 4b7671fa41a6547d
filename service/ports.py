"""The address of the web server: that it is free is seen before anything is started."""

from __future__ import annotations

import socket

from service.config import Config


class Occupied(Exception):
    """Another program has what we need; the message says what."""


def check_port(config: Config) -> None:
    """Raises `Occupied` if nothing can listen on the address of the settings."""
    try:
        found = socket.getaddrinfo(config.host, config.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, kind, protocol, _, address in found:
            with socket.socket(family, kind, protocol) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(address)
    except (OSError, OverflowError) as trouble:
        reason = getattr(trouble, "strerror", None) or trouble
        raise Occupied(f"cannot listen on {config.host}, port {config.port}: {reason}; choose another --port") from None
