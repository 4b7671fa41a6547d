"""Health: whether the process lives, and whether the service can work."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from service.ledger import RedisError
from service.problems import Problem
from service.store import StoreTrouble
from service.visitors import workplace
from service.workplace import Workplace

health = Blueprint("health", __name__)


@health.get("/healthz")
def live() -> Response:
    """The process lives; nothing else is asked."""
    return jsonify({"status": "ok"})


@health.get("/readyz")
def ready() -> Response:
    """Broker and store work, and a worker is alive."""
    if missing := list_missing(workplace()):
        raise Problem("not-ready", missing=", ".join(missing))
    return jsonify({"status": "ok"})


def list_missing(place: Workplace) -> list[str]:
    """What does not work: broker, worker, store."""
    missing = []
    try:
        if not place.ledger.workers.count():
            missing.append("worker")
    except RedisError:
        missing.append("broker")
    try:
        place.store.check()
    except StoreTrouble:
        missing.append("store")
    return missing
