"""Webhooks: a job that has ended is told to the address its sender gave. Off unless hosts are allowed.

The address must be https, of an allowed host, and lead to the public internet: the name is looked up
once, every address it has is judged, and the request goes to the one that was judged. What is sent is
signed: `Galley-Signature: t=SECONDS,v1=HMAC-SHA256 of "SECONDS.BODY"`.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import json
import logging
import socket
import threading
import time
from urllib.parse import SplitResult, urlsplit

import urllib3

from service.config import Config
from service.ledger import RedisError
from service.presentation import show_job
from service.problems import Problem
from service.workplace import Workplace

_log = logging.getLogger(__name__)
PAUSES = (1, 5, 15, 30)
"""Seconds before the next of the deliveries that follow the first."""
_TIMEOUT = 10


def check_address(config: Config, address: str) -> None:
    """Raises `Problem` for an address that may not be called back."""
    if not address:
        return
    target = _split(address)
    if target is None or target.hostname not in config.callback_hosts or target.username or target.password:
        raise Problem("callback-refused")
    if target.scheme != "https" and not config.webhook_private:
        raise Problem("callback-refused")


def start(place: Workplace) -> None:
    """Deliver in a thread of its own until the process ends; any number of processes may."""
    if place.config.callback_hosts:
        threading.Thread(target=_run, args=(place,), daemon=True, name="webhooks").start()


def _run(place: Workplace) -> None:
    pause = threading.Event()
    while not pause.wait(0.5):
        try:
            for job in place.ledger.callbacks.take(_TIMEOUT * 3):
                _deliver(place, job)
        except RedisError as trouble:
            _log.warning("callbacks not read", extra={"trouble": type(trouble).__name__})


def _deliver(place: Workplace, name: str) -> None:
    """Try once; the ledger keeps what is to be tried again."""
    job = place.ledger.find(name)
    tried = place.ledger.callbacks.count_delivery(name)
    if job is None or _send(place.config, job.callback, json.dumps(show_job(job, "en")).encode(), name):
        place.ledger.callbacks.settle(name)
    elif tried > len(PAUSES):
        _log.warning("callback given up", extra={"job": name})
        place.ledger.callbacks.settle(name)
    else:
        place.ledger.callbacks.postpone(name, PAUSES[tried - 1])


def _send(config: Config, address: str, body: bytes, job: str) -> bool:
    target = _split(address)
    if target is None or target.hostname not in config.callback_hosts:
        return False
    try:
        with _connect(config, target) as pool:
            answer = pool.urlopen(
                "POST",
                target._replace(scheme="", netloc="").geturl() or "/",
                body=body,
                headers={"Host": target.netloc, **_sign(config, body), "Content-Type": "application/json"},
                redirect=False,
                retries=False,
                timeout=_TIMEOUT,
            )
    except (urllib3.exceptions.HTTPError, OSError, Problem) as trouble:
        _log.warning("callback failed", extra={"job": job, "trouble": type(trouble).__name__})
        return False
    return 200 <= answer.status < 300


def _connect(config: Config, target: SplitResult) -> urllib3.HTTPConnectionPool:
    """A connection to an address that was judged, whatever the name may lead to a moment later."""
    host, port = target.hostname or "", target.port or (443 if target.scheme == "https" else 80)
    found = {str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    if not config.webhook_private and not all(ipaddress.ip_address(each).is_global for each in found):
        raise Problem("callback-refused")
    chosen = sorted(found)[0]
    if target.scheme == "https":
        return urllib3.HTTPSConnectionPool(chosen, port, server_hostname=host, assert_hostname=host)
    return urllib3.HTTPConnectionPool(chosen, port)


def _sign(config: Config, body: bytes) -> dict[str, str]:
    now = str(int(time.time()))
    digest = hmac.new(config.webhook_secret.encode(), now.encode() + b"." + body, hashlib.sha256).hexdigest()
    return {"Galley-Signature": f"t={now},v1={digest}"}


def _split(address: str) -> SplitResult | None:
    try:
        target = urlsplit(address)
        _ = target.port
    except ValueError:
        return None
    return target if target.scheme in ("http", "https") and target.hostname else None
