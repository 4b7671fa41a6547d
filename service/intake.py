"""Taking a manuscript in: durable in the store and the ledger before anybody is told that it was accepted."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

import converter
from service.jobs import Job, Kind, fingerprint, folder, new_id
from service.ledger import Admission, Promise
from service.problems import Problem
from service.workplace import Workplace

VERSIONS = ("1.2", "1.3", "1.4")
TAG_SETS = ("publishing", "archiving")
_LONGEST_NAME = 200
_PROMISE = re.compile(r"[!-~]{1,255}")
_REFUSALS = {
    "mismatch": Problem("idempotency-mismatch"),
    "full": Problem("queue-full", retry_after=10),
    "full-owner": Problem("too-many-waiting", retry_after=10),
}


@dataclass(frozen=True, slots=True)
class Submission:
    """A file as it came, with its options."""

    name: str
    data: bytes
    options: Mapping[str, str]
    kind: Kind = Kind.CONVERSION
    batch: str = ""


def read_options(given: Mapping[str, str]) -> dict[str, str]:
    """The options of a conversion, those at their default left out. Raises `Problem`."""
    allowed = {
        "journal": converter.list_journals(),
        "jats": VERSIONS,
        "tag_set": TAG_SETS,
    }
    options = {}
    for name, values in allowed.items():
        value = given.get(name, "")
        if value and value not in values:
            raise Problem("option-invalid", option=name, expected=", ".join(values))
        if value and not (name != "journal" and value in ("1.3", "publishing")):
            options[name] = value
    return options


def clean_name(name: str) -> str:
    """A file's name to show and to tell its format by: without folders and control characters, never empty."""
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(letter for letter in base if unicodedata.category(letter)[0] != "C").strip()
    short = shown[-_LONGEST_NAME:]
    nameless = not short.rpartition(".")[0].strip(".") and short[:1] in ("", ".")
    return f"manuscript{short}".rstrip(".") if nameless else short


def promise_of(owner: str, route: str, key: str, submission: Submission) -> Promise:
    """The promise an Idempotency-Key makes. Raises `Problem` for a key that cannot be one."""
    if not key:
        return Promise()
    if not _PROMISE.fullmatch(key):
        raise Problem("bad-request", reason="an Idempotency-Key has 1 to 255 printable ASCII characters")
    told = json.dumps([submission.name, _digest(submission.data), sorted(submission.options.items())])
    return Promise(f"{owner}:{route}:{key}", _digest(told.encode()))


def accept(place: Workplace, owner: str, submission: Submission, promise: Promise | None = None) -> Admission:
    """Make a job of a submission: source stored, record written, worker called. Raises `Problem` when it is refused."""
    job = _make_job(owner, submission)
    if place.ledger.count_waiting() >= place.config.waiting:
        raise _REFUSALS["full"]
    place.store.put(job.source, submission.data)
    admission = place.ledger.admit(job, promise)
    if admission.job != job.id:
        place.store.remove(folder(job.id))
    if admission.answer in _REFUSALS:
        raise _REFUSALS[admission.answer]
    if admission.answer == "accepted":
        place.ring(job.id)
    return admission


def _make_job(owner: str, submission: Submission) -> Job:
    digest = _digest(submission.data)
    return Job(
        new_id(),
        owner,
        submission.kind,
        name=submission.name,
        size=len(submission.data),
        sha256=digest,
        options=submission.options,
        fingerprint=fingerprint(submission.kind, submission.name, digest, submission.options, _version()),
        batch=submission.batch,
    )


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@cache
def _version() -> str:
    return version("galley")
