"""Who asks: the owner of the request, what its key allows, its language and its rate."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable

from flask import current_app, g, request

from service import keys, problems
from service.jobs import Job
from service.keys import Scope
from service.problems import Problem
from service.rates import Rates
from service.workplace import Workplace

_WAIT = re.compile(r"(?:^|[,;\s])wait=([0-9]{1,4})\b")


def workplace() -> Workplace:
    """The workplace of the application that answers."""
    place: Workplace = current_app.extensions["galley"]
    return place


def language() -> str:
    """The language of the reader, English if it is none of ours."""
    return request.accept_languages.best_match(problems.LANGUAGES) or "en"


def owner(scope: Scope) -> str:
    """The owner of the request, "" for the anonymous. Raises `Problem` if it may not do this, or not now."""
    place = workplace()
    secret = _secret()
    if secret:
        key = keys.find(place.ledger, secret)
        if key is None:
            raise Problem("key-invalid")
        if scope not in key.scopes:
            raise Problem("scope-missing", scope=scope.value)
        name = key.id
    elif place.config.needs_keys:
        raise Problem("key-missing")
    else:
        name = ""
    _count(name or f"from {request.remote_addr}")
    g.owner = name
    return name


def refuse_other_sites() -> None:
    """A page of another site must not use a visitor's browser to send us things."""
    if request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
        raise Problem("cross-site")
    if (origin := request.headers.get("Origin")) and origin != request.host_url.rstrip("/"):
        raise Problem("cross-site")


def _secret() -> str:
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    if kind:
        return secret.strip() if kind.lower() == "bearer" and secret.strip() else "?"
    return request.headers.get("X-API-Key", "")


def _count(who: str) -> None:
    rates: Rates = current_app.extensions["galley-rates"]
    if seconds := rates.count(who):
        raise Problem("rate-limited", seconds, seconds=seconds)


def asked_wait() -> float:
    """Seconds the asker will wait, by `?wait=` or `Prefer: wait=`, within our limit. Raises `Problem`."""
    told = request.args.get("wait", "")
    if not told:
        preferred = _WAIT.search(request.headers.get("Prefer", ""))
        told = preferred[1] if preferred else "0"
    if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,3})?", told):
        raise Problem("option-invalid", option="wait", expected="a number of seconds")
    return min(float(told), workplace().config.wait_seconds)


def take_seat() -> Callable[[], None] | None:
    """A seat for one who waits, as what gives it back; None if all are taken: waiters must not hold all threads."""
    seats: threading.Semaphore = current_app.extensions["galley-seats"]
    return seats.release if seats.acquire(blocking=False) else None


def await_job(job: str, seconds: float) -> Job:
    """The job when it has ended, the time is over, or at once if no seat is free. Raises `Problem`."""
    ledger, leave = workplace().ledger, take_seat() if seconds else None
    try:
        found = ledger.await_end(job, seconds) if leave else ledger.find(job)
    finally:
        if leave:
            leave()
    if found is None:
        raise Problem("not-found")
    return found
