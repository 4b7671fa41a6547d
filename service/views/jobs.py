"""Jobs of every kind: follow one, cancel it, fetch what came of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from http import HTTPStatus

from flask import Blueprint, Response, jsonify

from service.jobs import Job, State
from service.keys import Scope
from service.presentation import API, show_job
from service.problems import Problem
from service.reconciler import remove
from service.results import package, serve_bytes
from service.visitors import asked_wait, await_job, language, owner, refuse_other_sites, take_seat, workplace

jobs = Blueprint("jobs", __name__, url_prefix=f"{API}/<any(conversions,validations,references):room>/<job>")
_TYPES = {".xml": "application/xml", ".json": "application/json"}


@jobs.get("")
def show(room: str, job: str) -> Response:
    """A job; with `wait` the answer comes when it has ended or the time is over."""
    return jsonify(show_job(await_job(find_own(job).id, asked_wait()), language()))


@jobs.delete("")
def delete(room: str, job: str) -> Response:
    """Cancel a job and remove all it has."""
    refuse_other_sites()
    found = find_own(job, Scope.DELETE)
    workplace().ledger.finish(found.id, "", State.CANCELLED)
    remove(workplace(), found.id)
    return Response(status=HTTPStatus.NO_CONTENT)


@jobs.get("/events")
def events(room: str, job: str) -> Response:
    """Server-sent events: the job now and at every change; the browser comes again when a stream ends."""
    found, place, tongue = find_own(job), workplace(), language()
    leave = take_seat()
    if leave is None:
        raise Problem("queue-full", retry_after=2)

    def tell() -> Iterator[str]:
        try:
            yield "retry: 1000\n\n"
            for each in place.ledger.watch(found.id, place.config.wait_seconds):
                name = each.state if each else "removed"
                yield f"event: {name}\ndata: {json.dumps(show_job(each, tongue) if each else {})}\n\n"
        finally:
            leave()

    return Response(tell(), content_type="text/event-stream")


@jobs.get("/source")
def source(room: str, job: str) -> Response:
    """The manuscript as it was uploaded."""
    found = find_own(job)
    return serve_bytes(workplace().store.get(found.source), found.sha256, "application/octet-stream", found.name)


@jobs.get("/package.zip")
def fetch_package(room: str, job: str) -> Response:
    """All results in one zip."""
    found = find_finished(job)
    data, tag = package(workplace().store, found)
    return serve_bytes(data, tag, "application/zip", f"{found.stem}.zip")


@jobs.get("/<path:name>")
def result(room: str, job: str, name: str) -> Response:
    """A result: `article.xml`, `report.json`, or an image."""
    found = find_finished(job)
    if name not in found.results:
        raise Problem("not-found")
    suffix = re.sub(r".*(?=\.)", "", name)
    shown = f"{found.stem}{suffix}" if suffix in _TYPES else name.rpartition("/")[2]
    data = workplace().store.get(found.result(name))
    return serve_bytes(data, found.results[name], _TYPES.get(suffix, "application/octet-stream"), shown)


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
