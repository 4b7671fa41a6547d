"""Reference lists: text in, the fields of its references out."""

from __future__ import annotations

from flask import Blueprint, Response, request

from service.intake import Submission, accept, promise_of
from service.jobs import Kind, State
from service.keys import Scope
from service.presentation import API, problem_of
from service.problems import Problem
from service.results import serve_bytes
from service.uploads import answer_admission, read_file
from service.visitors import asked_wait, await_job, owner, refuse_other_sites, workplace

references = Blueprint("references", __name__, url_prefix=f"{API}/references")


@references.post("")
def create() -> Response:
    """The references of a list, given as `text/plain` or as the form field `file`."""
    refuse_other_sites()
    who, place = owner(Scope.CONVERT), workplace()
    name, data = ("references.txt", request.get_data()) if request.mimetype == "text/plain" else read_file()
    if not data.strip():
        raise Problem("file-empty")
    submission = Submission(name, data, {}, Kind.REFERENCES)
    promise = promise_of(who, "references", request.headers.get("Idempotency-Key", ""), submission)
    admission = accept(place, who, submission, promise)
    job = await_job(admission.job, asked_wait() or place.config.wait_seconds)
    if job.state is State.FINISHED:
        tag = job.results["references.json"]
        return serve_bytes(place.store.get(job.result("references.json")), tag, "application/json", "references.json")
    if job.state is State.FAILED:
        raise problem_of(job)
    return answer_admission(admission, 0)
