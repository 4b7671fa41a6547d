"""The web application: its parts put together, and what holds for every answer."""

from __future__ import annotations

import json
import logging
import re
import threading
import time

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from service import logs, problems, views
from service.config import MEGABYTE, Config
from service.jobs import new_id
from service.ledger import LedgerFull, RedisError
from service.problems import Problem
from service.rates import Rates
from service.store import Absent, StoreFull, StoreTrouble
from service.visitors import language
from service.workplace import open_workplace

_log = logging.getLogger(__name__)
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_HTTP_CODES = {404: "not-found", 405: "method-not-allowed", 413: "too-large", 415: "media-type"}
_FORM_FIELD = 1 << 20
_FORM_PARTS = 50


def make_app(config: Config) -> Flask:
    """The application with these settings."""
    app = Flask("service")
    app.config.update(
        MAX_CONTENT_LENGTH=config.upload_mb * MEGABYTE + MEGABYTE,
        MAX_FORM_MEMORY_SIZE=_FORM_FIELD,
        MAX_FORM_PARTS=_FORM_PARTS,
    )
    app.extensions["galley"] = place = open_workplace(config)
    app.extensions["celery"] = place.celery
    app.extensions["galley-rates"] = Rates(config.rate)
    app.extensions["galley-seats"] = threading.Semaphore(config.threads // 2)
    app.before_request(_begin)
    app.after_request(_complete)
    for kind in (Problem, HTTPException, RedisError, StoreTrouble, Exception):
        app.register_error_handler(kind, _answer)
    for blueprint in views.blueprints():
        app.register_blueprint(blueprint)
    return app


def _begin() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if _REQUEST_ID.fullmatch(given) else new_id()
    g.began = time.perf_counter()
    logs.REQUEST.set(g.request_id)
    if request.content_encoding and request.content_encoding != "identity":
        raise Problem("media-type", expected="content without Content-Encoding")


def _complete(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Request-ID"] = g.get("request_id", "")
    rule = request.url_rule.rule if request.url_rule else ""
    took = round(1000 * (time.perf_counter() - g.get("began", time.perf_counter())), 1)
    _log.info(
        "request", extra={"method": request.method, "route": rule, "status": response.status_code, "milliseconds": took}
    )
    logs.REQUEST.set("")
    return response


def _answer(trouble: Exception) -> Response:
    """Any exception as a problem; of an unforeseen one only the log tells more."""
    problem = _as_problem(trouble)
    told = problems.describe(problem.code, problem.facts, language())
    told["instance"] = f"urn:galley:request:{g.get('request_id', '')}"
    response = Response(json.dumps(told, ensure_ascii=False), content_type="application/problem+json")
    response.status_code = problems.problems()[problem.code].status
    response.headers["Content-Language"] = language()
    response.headers.add("Vary", "Accept-Language")
    if problem.retry_after or response.status_code in (429, 503):
        response.headers["Retry-After"] = str(problem.retry_after or 5)
    if response.status_code == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if isinstance(trouble, HTTPException) and response.status_code == 405:
        response.headers.extend([each for each in trouble.get_headers() if each[0] == "Allow"])
    return response


def _as_problem(trouble: Exception) -> Problem:
    match trouble:
        case Problem():
            return trouble
        case LedgerFull():
            return Problem("queue-full")
        case RedisError():
            _log.warning("broker", extra={"trouble": type(trouble).__name__})
            return Problem("broker-unavailable")
        case Absent():
            return Problem("not-found")
        case StoreFull():
            _log.error("store full")
            return Problem("store-full")
        case StoreTrouble():
            _log.error("store", extra={"trouble": str(trouble)})
            return Problem("store-unavailable")
        case RequestEntityTooLarge():
            return _too_large()
        case HTTPException(code=int(code)) if 400 <= code < 500:
            told = _HTTP_CODES.get(code, "bad-request")
            return Problem(told, method=request.method, reason=trouble.name, expected="another content type")
    _log.exception("unforeseen", exc_info=trouble)
    return Problem("internal-error")


def _too_large() -> Problem:
    most = request.max_content_length or 0
    if request.content_length is not None and request.content_length <= most:
        return Problem("too-many-parts")
    return Problem("too-large", megabytes=most // MEGABYTE)
