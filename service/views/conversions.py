"""Conversions: upload a manuscript, follow its job, fetch what came of it."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from flask import Blueprint, Response, current_app, jsonify, request

from service.intake import Submission, accept, clean_name, promise_of, read_options
from service.jobs import Job, State
from service.keys import Scope
from service.presentation import API, job_path, show_job
from service.problems import Problem
from service.reconciler import remove
from service.results import package, serve_bytes
from service.visitors import language, owner, refuse_other_sites, workplace

conversions = Blueprint("conversions", __name__, url_prefix=f"{API}/conversions")
_WAIT = re.compile(r"(?:^|[,;\s])wait=(\d{1,4})\b")
_SIZES = range(1, 201)


@conversions.post("")
def create() -> Response:
    """Accept a manuscript; with `wait` the answer may come when it is converted."""
    refuse_other_sites()
    who, place = owner(Scope.CONVERT), workplace()
    submission = _read_submission()
    promise = promise_of(who, "conversions", request.headers.get("Idempotency-Key", ""), submission)
    admission = accept(place, who, submission, promise)
    job = _await(admission.job, asked_wait())
    response = jsonify(show_job(job, language()))
    response.status_code = HTTPStatus.OK if job.state.ended else HTTPStatus.ACCEPTED
    response.headers["Location"] = job_path(job.id)
    if admission.answer == "replayed":
        response.headers["Idempotency-Replayed"] = "true"
    return response


@conversions.get("")
def index() -> Response:
    """The jobs of this key, the newest first, page by page."""
    who, given = owner(Scope.READ), request.args
    state, size, cursor = given.get("state", ""), given.get("limit", "50"), given.get("cursor", "")
    if state and state not in set(State):
        raise Problem("option-invalid", option="state", expected=", ".join(State))
    if not size.isascii() or not size.isdigit() or len(size) > 3 or int(size) not in _SIZES:
        raise Problem("option-invalid", option="limit", expected=f"1–{_SIZES[-1]}")
    if cursor and not re.fullmatch(r"\d{1,12}(\.\d{1,9})?", cursor):
        raise Problem("option-invalid", option="cursor", expected="`next` of the page before")
    found, following = workplace().ledger.page(who, int(size), cursor, state, given.get("batch", ""))
    return jsonify({"items": [show_job(job, language()) for job in found], "next": following or None})


@conversions.get("/<job>")
def show(job: str) -> Response:
    """A job; with `wait` the answer comes when it has ended or the time is over."""
    found = find_own(job)
    return jsonify(show_job(_await(found.id, asked_wait()), language()))


@conversions.delete("/<job>")
def delete(job: str) -> Response:
    """Cancel a job and remove all it has."""
    refuse_other_sites()
    found = find_own(job, Scope.DELETE)
    workplace().ledger.finish(found.id, "", State.CANCELLED)
    remove(workplace(), found.id)
    return Response(status=HTTPStatus.NO_CONTENT)


@conversions.get("/<job>/source")
def source(job: str) -> Response:
    """The manuscript as it was uploaded."""
    found = find_own(job)
    return serve_bytes(workplace().store.get(found.source), found.sha256, "application/octet-stream", found.name)


@conversions.get("/<job>/package.zip")
def fetch_package(job: str) -> Response:
    """All results in one zip."""
    found = find_finished(job)
    data, tag = package(workplace().store, found)
    return serve_bytes(data, tag, "application/zip", f"{_stem(found)}.zip")


@conversions.get("/<job>/<path:name>")
def result(job: str, name: str) -> Response:
    """A result: `article.xml`, `report.json`, or an image."""
    found = find_finished(job)
    if name not in found.results:
        raise Problem("not-found")
    kinds = {"article.xml": "application/xml", "report.json": "application/json"}
    shown = f"{_stem(found)}.{name.rpartition('.')[2]}" if name in kinds else name.rpartition("/")[2]
    data = workplace().store.get(found.result(name))
    return serve_bytes(data, found.results[name], kinds.get(name, "application/octet-stream"), shown)


def find_own(job: str, scope: Scope = Scope.READ) -> Job:
    """The job of this id if it is the asker's; of others nobody learns that they are there."""
    who = owner(scope)
    found = workplace().ledger.find(job)
    if found is None or found.owner != who:
        raise Problem("not-found")
    return found


def find_finished(job: str) -> Job:
    """The same, if it has results."""
    found = find_own(job)
    if found.state is not State.FINISHED:
        raise Problem("no-result" if found.state.ended else "not-finished", state=found.state.value)
    return found


def asked_wait() -> float:
    """Seconds the asker will wait, by `?wait=` or `Prefer: wait=`, within our limit."""
    told = request.args.get("wait", "")
    if not told:
        preferred = _WAIT.search(request.headers.get("Prefer", ""))
        told = preferred[1] if preferred else "0"
    if not re.fullmatch(r"\d{1,4}(\.\d{1,3})?", told, re.ASCII):
        raise Problem("option-invalid", option="wait", expected="a number of seconds")
    return min(float(told), workplace().config.wait_seconds)


@contextmanager
def waiting_room() -> Iterator[bool]:
    """A seat for one who waits, if one is free: waiters must not take all threads."""
    seats: threading.Semaphore = current_app.extensions["galley-seats"]
    seated = seats.acquire(blocking=False)
    try:
        yield seated
    finally:
        if seated:
            seats.release()


def _await(job: str, seconds: float) -> Job:
    ledger, found = workplace().ledger, None
    with waiting_room() as seated:
        found = ledger.await_end(job, seconds) if seated and seconds else ledger.find(job)
    if found is None:
        raise Problem("not-found")
    return found


def _read_submission() -> Submission:
    if request.mimetype != "multipart/form-data":
        raise Problem("media-type", expected="multipart/form-data")
    file = request.files.get("file")
    if file is None:
        raise Problem("file-missing", field="file")
    data = file.read()
    most = workplace().config.upload_mb
    if len(data) > most << 20:
        raise Problem("too-large", megabytes=most)
    if not data.strip():
        raise Problem("file-empty")
    return Submission(clean_name(file.filename or ""), data, read_options(request.form))


def _stem(job: Job) -> str:
    return job.name.rpartition(".")[0] or job.name
