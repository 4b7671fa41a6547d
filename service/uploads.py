"""Uploads as they come in requests, and the answer to one that was accepted."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, jsonify, request

from service.config import MEGABYTE
from service.intake import clean_name
from service.ledger import Admission
from service.presentation import job_path, show_job
from service.problems import Problem
from service.screening import screen
from service.visitors import asked_wait, await_job, language, workplace


def expect_form() -> None:
    """Refuse what is no multipart form. Raises `Problem`."""
    if request.mimetype != "multipart/form-data":
        raise Problem("media-type", expected="multipart/form-data")


def read_file() -> tuple[str, bytes]:
    """The name and the bytes of the form field `file`. Raises `Problem`."""
    expect_form()
    file = request.files.get("file")
    if file is None:
        raise Problem("file-missing", field="file")
    config = workplace().config
    data = file.stream.read(config.upload_mb * MEGABYTE + 1)
    if len(data) > config.upload_mb * MEGABYTE:
        raise Problem("too-large", megabytes=config.upload_mb)
    name = clean_name(file.filename or "")
    screen(name, data, config)
    return name, data


def answer_admission(admission: Admission, wait: float | None = None) -> Response:
    """The job that was accepted: 202, or 200 if it has ended by the time the asker would wait."""
    job = await_job(admission.job, asked_wait() if wait is None else wait)
    response = jsonify(show_job(job, language()))
    response.status_code = HTTPStatus.OK if job.state.ended else HTTPStatus.ACCEPTED
    response.headers["Location"] = job_path(job)
    if admission.answer == "replayed":
        response.headers["Idempotency-Replayed"] = "true"
    return response
