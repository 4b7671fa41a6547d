"""Batches: many manuscripts at once, what became of them, and all results in one zip."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from werkzeug.datastructures import FileStorage

from service.config import MEGABYTE
from service.intake import Submission, clean_name, make_job
from service.jobs import Job, State, is_id
from service.ledger import LedgerFull, Promise
from service.problems import Problem
from service.results import add_member
from service.screening import check_members, open_archive, screen
from service.store import StoreTrouble
from service.workplace import Workplace

_SPOOLED = 8 * MEGABYTE
_CHUNK = 1 << 16
_HIDDEN = re.compile(r"^__MACOSX/|(?:^|[/\\])\.[^/\\]*$")


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch. `created` is in seconds since 1970."""

    id: str
    owner: str
    name: str
    created: float
    refused: Mapping[str, Mapping[str, str]]
    """From the name of a file that was not accepted to the code of the problem and its facts."""


def digest_files(files: Sequence[FileStorage]) -> str:
    """The SHA-256 of all files, read piece by piece."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.filename}\0".encode())
        while piece := file.stream.read(_CHUNK):
            digest.update(piece)
        file.stream.seek(0)
    return digest.hexdigest()


def list_manuscripts(files: Sequence[FileStorage], place: Workplace) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of the files, and of those inside a zip, one at a time. Raises `Problem`."""
    most = place.config.upload_mb * MEGABYTE
    for file in files:
        if _is_plain_zip(file):
            with open_archive(file.stream) as archive:
                for member in _list_members(archive):
                    yield clean_name(member.filename), _read_member(archive, member, most)
        else:
            yield clean_name(file.filename or ""), file.stream.read(most + 1)


def count_manuscripts(files: Sequence[FileStorage], place: Workplace) -> int:
    """How many there are, without reading them. Raises `Problem` for an archive that is a trap."""
    count = 0
    for file in files:
        if _is_plain_zip(file):
            with open_archive(file.stream) as archive:
                members = _list_members(archive)
            most = place.config.batch_files
            if len(members) > most:
                raise Problem("too-many-files", most=most)
            check_members(members, most, place.config.unpacked_mb * MEGABYTE)
            file.stream.seek(0)
            count += len(members)
        else:
            count += 1
    return count


def take_in(
    place: Workplace, batch: Batch, files: Sequence[FileStorage], options: Mapping[str, str], promise: Promise
) -> Batch:
    """A job for every manuscript, all or none of them; what is refused is noted in the batch."""
    jobs: list[Job] = []
    try:
        refused = _store_sources(place, batch, files, options, jobs)
        told: dict[str, str | float] = {"refused": json.dumps(refused), "created": batch.created}
        told |= {"owner": batch.owner, "name": batch.name}
        place.ledger.admit_batch(jobs, batch.id, told, promise)
    except (Problem, StoreTrouble, LedgerFull):
        for job in jobs:
            place.store.remove(job.source)
        raise
    for job in jobs:
        place.ring_soon(job.id)
    return Batch(batch.id, batch.owner, batch.name, batch.created, refused)


def _store_sources(
    place: Workplace, batch: Batch, files: Sequence[FileStorage], options: Mapping[str, str], jobs: list[Job]
) -> dict[str, Mapping[str, str]]:
    """Add the jobs whose source is stored; gives why the other manuscripts were refused."""
    refused: dict[str, Mapping[str, str]] = {}
    for name, data in list_manuscripts(files, place):
        try:
            if len(data) > place.config.upload_mb * MEGABYTE:
                raise Problem("too-large", megabytes=place.config.upload_mb)
            screen(name, data, place.config)
        except Problem as problem:
            refused[name] = {**problem.facts, "code": problem.code}
            continue
        jobs.append(make_job(batch.owner, Submission(name, data, options, batch=batch.id)))
        place.store.put(jobs[-1].source, data)
    return refused


def find_batch(place: Workplace, batch: str) -> Batch | None:
    """The batch of this id."""
    told = place.ledger.find_batch(batch) if is_id(batch) else {}
    if not told:
        return None
    return Batch(batch, told["owner"], told["name"], float(told["created"]), json.loads(told["refused"]))


def list_jobs(place: Workplace, batch: str) -> list[Job]:
    """The jobs of a batch in the order of the upload."""
    return [job for job in place.ledger.find_all(place.ledger.list_batch(batch)) if job]


def await_batch(place: Workplace, batch: str, seconds: float) -> list[Job]:
    """The jobs when all have ended or the time is over."""
    until = time.monotonic() + seconds
    while True:
        jobs = list_jobs(place, batch)
        left = until - time.monotonic()
        if left <= 0 or all(job.state.ended for job in jobs):
            return jobs
        time.sleep(min(0.25, left))


def count_states(jobs: Sequence[Job]) -> dict[str, int]:
    """How many jobs are in each state."""
    counts = Counter(job.state.value for job in jobs)
    return {state.value: counts[state.value] for state in State}


def merge_reports(place: Workplace, jobs: Sequence[Job], failures: Mapping[str, str]) -> bytes:
    """One report of all manuscripts, of the form `galley convert --report` gives for several."""
    conversions: list[object] = []
    for job in jobs:
        if job.state is State.FINISHED:
            conversions += json.loads(place.store.get(job.result("report.json")))["conversions"]
    told = {"type": "report", "conversions": conversions, **({"failures": failures} if failures else {})}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def pack_results(place: Workplace, jobs: Sequence[Job], report: bytes) -> IO[bytes]:
    """A zip of all XML with the report, in a file that is gone when it is closed."""
    stream = tempfile.SpooledTemporaryFile(_SPOOLED)  # noqa: SIM115  (whoever reads it closes it)
    taken: Counter[str] = Counter()
    with zipfile.ZipFile(stream, "w") as archive:
        for job in jobs:
            if job.state is State.FINISHED:
                taken[job.stem] += 1
                again = f"-{taken[job.stem]}" if taken[job.stem] > 1 else ""
                add_member(archive, f"{job.stem}{again}.xml", place.store.get(job.result("article.xml")))
        add_member(archive, "report.json", report)
    stream.seek(0)
    return stream


def _is_plain_zip(file: FileStorage) -> bool:
    head = file.stream.read(4)
    file.stream.seek(0)
    return head == b"PK\x03\x04" and (file.filename or "").lower().endswith(".zip")


def _list_members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files of an archive, but for what a Mac adds and hidden ones."""
    members = (each for each in archive.infolist() if not each.is_dir())
    return [each for each in members if not _HIDDEN.search(each.filename)]


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """The bytes of a member, counted while they are unpacked, for its directory may lie. Raises `Problem`."""
    try:
        with archive.open(member) as stream:
            return stream.read(most + 1)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, RuntimeError):
        raise Problem("file-refused", reason=f"{clean_name(member.filename)} in the zip archive is damaged.") from None
