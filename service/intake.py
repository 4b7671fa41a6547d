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
from service.jobs import Job, Kind, fingerprint, new_id
from service.ledger import Admission, Promise
from service.options import ALL_VERSIONS, OUTPUTS, TAG_SETS, VERSIONS
from service.problems import Problem
from service.workplace import Workplace

_LONGEST_NAME = 200
_PROMISE = re.compile(r"[!-~]{1,255}")
_REFUSALS: Mapping[str, tuple[str, int]] = {
    "mismatch": ("idempotency-mismatch", 0),
    "full": ("queue-full", 10),
    "full-owner": ("too-many-waiting", 10),
}
"""From the answer of the ledger to the code of the problem and the seconds to wait."""


@dataclass(frozen=True, slots=True)
class Submission:
    """A file as it came, with its options."""

    name: str
    data: bytes
    options: Mapping[str, str]
    kind: Kind = Kind.CONVERSION
    batch: str = ""
    callback: str = ""


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
    if given.get("outputs", "xml") not in OUTPUTS:
        raise Problem("option-invalid", option="outputs", expected=", ".join(OUTPUTS))
    return options


def read_validation_options(given: Mapping[str, str], language: str) -> dict[str, str]:
    """The options of a validation. Raises `Problem`."""
    allowed = {"journal": converter.list_journals(), "jats": ALL_VERSIONS, "tag_set": (*TAG_SETS, "authoring")}
    options = {"language": language}
    for name, values in allowed.items():
        if value := given.get(name, ""):
            if value not in values:
                raise Problem("option-invalid", option=name, expected=", ".join(values))
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
    told = [submission.name, _digest(submission.data), dict(submission.options), submission.callback]
    return Promise(name_promise(owner, route, key), digest_text(told))


def name_promise(owner: str, route: str, key: str) -> str:
    """The name of an Idempotency-Key among those of all, "" for none. Raises `Problem` for what cannot be one."""
    if key and not _PROMISE.fullmatch(key):
        raise Problem("bad-request", reason="an Idempotency-Key has 1 to 255 printable ASCII characters")
    return f"{owner}:{route}:{key}" if key else ""


def digest_text(told: object) -> str:
    """The SHA-256 of something as JSON."""
    return _digest(json.dumps(told, sort_keys=True).encode())


def check_room(place: Workplace, owner: str, count: int = 1) -> None:
    """Raises `Problem` if so many more jobs may not wait."""
    everybody, own = place.ledger.count_both(owner)
    if everybody + count > place.config.waiting:
        raise Problem(*_REFUSALS["full"])
    if own + count > place.config.waiting_each:
        raise Problem(*_REFUSALS["full-owner"])


def accept(place: Workplace, owner: str, submission: Submission, promise: Promise | None = None) -> Admission:
    """Make a job of a submission: source stored, record written, worker called. Raises `Problem` when it is refused."""
    job = make_job(owner, submission)
    check_room(place, owner)
    place.store.put(job.source, submission.data)
    admission = place.ledger.admit(job, promise)
    if admission.job != job.id:
        place.store.remove(job.source)
    if admission.answer in _REFUSALS:
        raise Problem(*_REFUSALS[admission.answer])
    if admission.answer == "accepted":
        place.ring_soon(job.id)
    return admission


def make_job(owner: str, submission: Submission) -> Job:
    """The job of a submission, which nobody knows of yet."""
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
        callback=submission.callback,
    )


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@cache
def _version() -> str:
    return version("galley")
