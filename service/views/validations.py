"""Validations: JATS XML in, what is wrong with it out; a small file is answered at once."""

from __future__ import annotations

from flask import Blueprint, Response, request

from service.config import MEGABYTE
from service.intake import Submission, accept, promise_of, read_validation_options
from service.jobs import Kind, State
from service.keys import Scope
from service.presentation import API, problem_of
from service.results import serve_bytes
from service.uploads import answer_admission, read_file
from service.visitors import asked_wait, await_job, language, owner, refuse_other_sites, workplace

validations = Blueprint("validations", __name__, url_prefix=f"{API}/validations")
_SMALL = 2 * MEGABYTE


@validations.post("")
def create() -> Response:
    """The report itself for a small file, the job that makes it for a large one or when it takes long."""
    refuse_other_sites()
    who, place = owner(Scope.CONVERT), workplace()
    name, data = read_file()
    options = read_validation_options(request.form, language())
    submission = Submission(name, data, options, Kind.VALIDATION)
    promise = promise_of(who, "validations", request.headers.get("Idempotency-Key", ""), submission)
    admission = accept(place, who, submission, promise)
    wait = asked_wait() or (place.config.wait_seconds if len(data) <= _SMALL else 0)
    job = await_job(admission.job, wait)
    if job.state is State.FINISHED:
        tag = job.results["validation.json"]
        return serve_bytes(place.store.get(job.result("validation.json")), tag, "application/json", f"{job.stem}.json")
    if job.state is State.FAILED:
        raise problem_of(job)
    return answer_admission(admission, 0)
