"""Batches: a zip or many files in, progress, one report and one zip out."""

from __future__ import annotations

import time
from http import HTTPStatus

from flask import Blueprint, Response, jsonify, request
from werkzeug.datastructures import FileStorage

from service import batches as work
from service.batches import Batch
from service.config import MEGABYTE
from service.intake import check_room, digest_text, name_promise, read_options
from service.jobs import Job, State, new_id
from service.keys import Scope
from service.ledger import Promise
from service.presentation import API, show_batch, show_refused
from service.problems import Problem, describe
from service.reconciler import remove
from service.results import serve_bytes
from service.store import StoreTrouble
from service.uploads import expect_form
from service.visitors import asked_wait, language, owner, refuse_other_sites, take_seat, workplace

_COME_AGAIN = 2
"""Seconds until a batch that is on its way may be there."""
batches = Blueprint("batches", __name__, url_prefix=f"{API}/batches")


@batches.post("")
def create() -> Response:
    """Accept many manuscripts: files in the field `files`, or zips of them."""
    refuse_other_sites()
    who, place = owner(Scope.CONVERT), workplace()
    request.max_content_length = (place.config.batch_mb + 1) * MEGABYTE
    request.max_form_parts = place.config.batch_files + 20
    expect_form()
    options, files = read_options(request.form), request.files.getlist("files")
    if not files:
        raise Problem("file-missing", field="files")
    key = name_promise(who, "batches", request.headers.get("Idempotency-Key", ""))
    promise = Promise(key, digest_text([work.digest_files(files), options]) if key else "")
    known = place.ledger.begin(promise) if key else None
    if known and known.answer != "replayed":
        raise Problem(f"idempotency-{known.answer}", _COME_AGAIN if known.answer == "in-flight" else 0)
    if known:
        return _answer(_find_own(known.job), replayed=True)
    try:
        return _answer(_take_in(who, files, options, promise))
    except (Problem, StoreTrouble):
        if key:
            place.ledger.unbind(promise)
        raise


def _take_in(who: str, files: list[FileStorage], options: dict[str, str], promise: Promise) -> Batch:
    place = workplace()
    count = work.count_manuscripts(files, place)
    if not count:
        raise Problem("file-empty")
    if count > place.config.batch_files:
        raise Problem("too-many-files", most=place.config.batch_files)
    check_room(place, who, count)
    batch = Batch(new_id(), who, request.form.get("name", "")[:200], time.time(), {})
    return work.take_in(place, batch, files, options, promise)


@batches.get("/<batch>")
def show(batch: str) -> Response:
    """A batch with its jobs; with `wait` the answer comes when all have ended or the time is over."""
    found, wait = _find_own(batch), asked_wait()
    leave = take_seat() if wait else None
    try:
        jobs = work.await_batch(workplace(), found.id, wait if leave else 0)
    finally:
        if leave:
            leave()
    return jsonify(show_batch(found, jobs, language()))


@batches.get("/<batch>/report.json")
def report(batch: str) -> Response:
    """The report of all manuscripts that have ended."""
    found = _find_own(batch)
    told = _merge(found, work.list_jobs(workplace(), found.id))
    return serve_bytes(told, digest_text(told.decode()), "application/json", f"{found.name or 'batch'}.json")


@batches.get("/<batch>/results.zip")
def results(batch: str) -> Response:
    """The XML of all manuscripts that are finished, and the report."""
    found = _find_own(batch)
    jobs = work.list_jobs(workplace(), found.id)
    if not any(job.state is State.FINISHED for job in jobs):
        raise Problem("no-result" if all(job.state.ended for job in jobs) else "not-finished", state="running")
    stream = work.pack_results(workplace(), jobs, _merge(found, jobs))
    response = serve_bytes(b"", new_id(), "application/zip", f"{found.name or 'batch'}.zip")
    response.response = iter(lambda: stream.read(1 << 16), b"")
    response.headers.pop("Content-Length", None)
    response.call_on_close(stream.close)
    return response


@batches.delete("/<batch>")
def delete(batch: str) -> Response:
    """Cancel what is not done and remove all jobs of the batch."""
    refuse_other_sites()
    found, place = _find_own(batch, Scope.DELETE), workplace()
    for job in work.list_jobs(place, found.id):
        place.ledger.finish(job.id, "", State.CANCELLED)
        remove(place, job.id)
    place.ledger.forget_batch(found.id)
    return Response(status=HTTPStatus.NO_CONTENT)


def _answer(batch: Batch, replayed: bool = False) -> Response:
    response = jsonify(show_batch(batch, work.list_jobs(workplace(), batch.id), language()))
    response.status_code = HTTPStatus.ACCEPTED
    response.headers["Location"] = f"{API}/batches/{batch.id}"
    if replayed:
        response.headers["Idempotency-Replayed"] = "true"
    return response


def _find_own(batch: str, scope: Scope = Scope.READ) -> Batch:
    who = owner(scope)
    found = work.find_batch(workplace(), batch)
    if found is None or found.owner != who:
        raise Problem("not-found")
    return found


def _merge(batch: Batch, jobs: list[Job]) -> bytes:
    tongue = language()
    failed = (job for job in jobs if job.state is State.FAILED)
    sentences = {job.name: str(describe(job.error["code"], job.error, tongue)["detail"]) for job in failed}
    return work.merge_reports(workplace(), jobs, sentences | show_refused(batch, tongue))
