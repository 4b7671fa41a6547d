"""The web server: waitress, which takes uploads whole before a thread sees them, so that slow ones hold up nobody."""

from __future__ import annotations

import logging
import signal
import sys
from typing import Any

from flask import Flask
from waitress.server import create_server

from service import create_app, logs, webhooks
from service.config import MEGABYTE, Config, load
from service.ports import check_port
from service.processes import die_with_parent
from service.reconciler import Reconciler, prepare
from service.refusals import Channel

_log = logging.getLogger(__name__)
_BEYOND = 2
"""Waitress refuses, in plain text, what is this many times too large; below, the service does with a problem."""


def main() -> None:
    """Answer until SIGTERM."""
    die_with_parent()
    config = load()
    logs.set_up(config)
    run(config)


def run(config: Config) -> int:
    """Be a web server with these settings. Raises `Occupied`."""
    logs.set_up(config)
    app = create_app(config)
    prepare(app.extensions["galley"])
    Reconciler(app.extensions["galley"]).start()
    webhooks.start(app.extensions["galley"])
    proxy: dict[str, Any] = {"trusted_proxy": config.trusted_proxy, "trusted_proxy_headers": {"x-forwarded-for"}}
    server: Any = _listen(config, app, **(proxy if config.trusted_proxy else {}))
    server.channel_class = Channel
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print(f"Galley listens on http://{server.effective_host}:{server.effective_port}", flush=True)
    try:
        server.run()
    finally:
        server.close()
    return 0


def _listen(config: Config, app: Flask, **more: Any) -> object:
    """The server, which has its port; raises `Occupied`."""
    check_port(config)
    return create_server(
        app,
        host=config.host,
        port=config.port,
        threads=config.threads,
        connection_limit=config.connections,
        channel_timeout=config.stalled_seconds,
        cleanup_interval=max(1, config.stalled_seconds // 3),
        max_request_body_size=_BEYOND * config.batch_mb * MEGABYTE,
        clear_untrusted_proxy_headers=True,
        ident=None,
        **more,
    )
