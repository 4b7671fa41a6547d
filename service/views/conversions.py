"""Conversions: upload a manuscript, and the list of what was uploaded."""

from __future__ import annotations

import re

from flask import Blueprint, Response, jsonify, request

from service.intake import Submission, accept, promise_of, read_options
from service.jobs import State
from service.keys import Scope
from service.presentation import API, show_job
from service.problems import Problem
from service.uploads import answer_admission, read_file
from service.visitors import language, owner, refuse_other_sites, workplace
from service.webhooks import check_address

conversions = Blueprint("conversions", __name__, url_prefix=f"{API}/conversions")
_MOST = 200


@conversions.post("")
def create() -> Response:
    """Accept a manuscript; with `wait` the answer may come when it is converted."""
    refuse_other_sites()
    who, place = owner(Scope.CONVERT), workplace()
    name, data = read_file()
    submission = Submission(name, data, read_options(request.form), callback=request.form.get("callback_url", ""))
    check_address(place.config, submission.callback)
    promise = promise_of(who, "conversions", request.headers.get("Idempotency-Key", ""), submission)
    return answer_admission(accept(place, who, submission, promise))


@conversions.get("")
def index() -> Response:
    """The jobs of this key, the newest first, page by page."""
    who, given = owner(Scope.READ), request.args
    state, size, cursor = given.get("state", ""), given.get("limit", "50"), given.get("cursor", "")
    if state and state not in set(State):
        raise Problem("option-invalid", option="state", expected=", ".join(State))
    if not re.fullmatch(r"[0-9]{1,3}", size) or not 1 <= int(size) <= _MOST:
        raise Problem("option-invalid", option="limit", expected=f"1–{_MOST}")
    if cursor and not re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,9})?", cursor):
        raise Problem("option-invalid", option="cursor", expected="`next` of the page before")
    found, following = workplace().ledger.page(who, int(size), cursor, state, given.get("batch", ""))
    return jsonify({"items": [show_job(job, language()) for job in found], "next": following or None})
