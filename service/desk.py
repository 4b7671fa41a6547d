"""The desk of a worker: takes jobs, holds their leases, has them converted apart, brings results home."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from service import apart
from service.clerks import ClerkMissing, Death, GivenUp, Office
from service.jobs import Job, State, new_id
from service.ledger import LedgerFull, RedisError, Verdict
from service.store import StoreTrouble
from service.workplace import Workplace

_log = logging.getLogger(__name__)
_FOLDER = "galley-job-"
"""How the folders of jobs begin; then follows the number of the worker's process."""
_TOGETHER = 2
"""So often a job may have lost its worker before it is converted with nothing else beside it."""
_STAGES = ("fetching", "reading", "repairing", "understanding", "linking", "writing", "checking", "storing")


@dataclass(slots=True)
class Attempt:
    """A job in hand. `lost` is set when it is no longer ours."""

    job: str
    token: str
    lost: threading.Event = field(default_factory=threading.Event)
    began: float = field(default_factory=time.monotonic)


class Desk:
    """Works on jobs; many threads may, while one more thread holds all leases."""

    def __init__(self, workplace: Workplace, places: int) -> None:
        self._place = workplace
        self.name = f"{socket.gethostname()}-{os.getpid()}"
        self._office = Office(workplace.config, places)
        self._attempts: dict[str, Attempt] = {}
        self._stopping = threading.Event()
        self._closing = threading.Event()

    def open(self) -> None:
        """Start the thread that holds the leases; remove what workers that were killed here left of manuscripts."""
        _clear_remains()
        threading.Thread(target=self._hold_leases, daemon=True, name="leases").start()

    def stop(self) -> None:
        """Begin nothing more."""
        self._stopping.set()

    def close(self) -> None:
        """Give up all attempts; their jobs go to other workers at once."""
        self._closing.set()

    def work(self, name: str) -> None:
        """Do a job, if it is there to be done."""
        job, ledger = self._place.ledger.find(name), self._place.ledger
        if job is None or job.state is not State.QUEUED:
            return
        with tempfile.TemporaryDirectory(prefix=f"{_FOLDER}{os.getpid()}-", ignore_cleanup_errors=True) as folder:
            attempt = Attempt(name, new_id())
            try:
                self._attempt(job, attempt, Path(folder))
            except GivenUp:
                ledger.release(name, attempt.token, Verdict.UNHARMED)
            except (ClerkMissing, StoreTrouble, LedgerFull) as trouble:
                _log.warning("job put back", extra={"job": name, "trouble": type(trouble).__name__})
                pause = min(self._place.config.ring_seconds, 5)
                ledger.release(name, attempt.token, Verdict.UNHARMED, pause)

    def _attempt(self, job: Job, attempt: Attempt, folder: Path) -> None:
        """Convert when there is a place for it; what came of it is stored while another job has that place."""
        with self._held(attempt):
            with self._office.place(alone=job.interruptions >= _TOGETHER):
                if self._stopping.is_set():
                    self._place.ring(job.id)
                    return
                if self._place.ledger.claim(job.id, attempt.token, self.name) != "yours":
                    return
                folder.joinpath("source").write_bytes(self._place.store.get(job.source))
                death = self._convert_apart(job, attempt, folder)
            self._conclude(job, attempt, folder, death)

    def _convert_apart(self, job: Job, attempt: Attempt, folder: Path) -> Death | None:
        """The death of the clerk, if it died. Raises `GivenUp` and `ClerkMissing`."""
        order = apart.Order(folder, job.kind, job.name, job.options)
        with self._office.clerk(job.owner, fresh=bool(job.attempts or job.interruptions)) as clerk:
            return clerk.carry_out(
                order,
                lambda: attempt.lost.is_set() or self._closing.is_set(),
                lambda stage: self._note(attempt, stage),
            )

    def _note(self, attempt: Attempt, stage: str) -> None:
        """Note how far a job is; one that is quick is not worth it."""
        if stage in _STAGES and time.monotonic() - attempt.began > apart.NEWS:
            progress = round((_STAGES.index(stage) + 1) / (len(_STAGES) + 1), 2)
            with suppress(RedisError):
                self._place.ledger.renew(attempt.job, attempt.token, stage=stage, progress=progress)

    def _conclude(self, job: Job, attempt: Attempt, folder: Path, death: Death | None) -> None:
        config, outcome, failure = self._place.config, folder / "outcome.json", folder / "failure.json"
        if death is None:
            self._deliver(job, attempt, folder, json.loads(outcome.read_text(encoding="utf-8")))
        elif death.code is None:
            self._fail(job, attempt, {"code": "time-limit", "seconds": str(config.seconds)})
        elif death.code == apart.NO_MEMORY:
            self._fail(job, attempt, {"code": "memory-limit", "megabytes": str(config.memory_mb)})
        elif death.code == apart.FAILED and failure.is_file():
            told = json.loads(failure.read_text(encoding="utf-8"))
            _log.error("conversion failed", extra={"job": job.id, **told})
            self._fail(job, attempt, {"code": "conversion-failed", "exception": told["exception"]})
        else:
            _log.warning("conversion died", extra={"job": job.id, "code": death.code})
            verdict = Verdict.CRASHED if death.told else Verdict.INTERRUPTED
            if self._place.ledger.release(job.id, attempt.token, verdict):
                self._place.ring(job.id)

    def _fail(self, job: Job, attempt: Attempt, error: Mapping[str, str]) -> None:
        if self._place.ledger.finish(job.id, attempt.token, State.FAILED, error=error):
            _log.info("job failed", extra={"job": job.id, "code": error["code"]})

    def _deliver(self, job: Job, attempt: Attempt, folder: Path, outcome: Mapping[str, object]) -> None:
        if error := outcome.get("error"):
            assert isinstance(error, Mapping)
            self._fail(job, attempt, error)
            return
        ledger, store = self._place.ledger, self._place.store
        self._note(attempt, "storing")
        at, files = Job(job.id, token=attempt.token), dict(_read_files(folder / "out"))
        store.put_all(at.result("").rstrip("/"), files)
        results = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
        told = {"results": results, "ok": outcome.get("ok", False), "counts": outcome.get("counts", {})}
        if ledger.finish(job.id, attempt.token, State.FINISHED, **told):
            _log.info("job finished", extra={"job": job.id})
        else:
            store.remove(at.result("").rstrip("/"))

    @contextmanager
    def _held(self, attempt: Attempt) -> Iterator[Attempt]:
        self._attempts[attempt.token] = attempt
        try:
            yield attempt
        finally:
            del self._attempts[attempt.token]

    def _hold_leases(self) -> None:
        pause = min(self._place.config.lease_seconds / 4, 2.0)
        while not self._closing.wait(pause):
            try:
                self._place.ledger.workers.greet(self.name)
                for each in list(self._attempts.values()):
                    if not self._place.ledger.renew(each.job, each.token):
                        each.lost.set()
            except RedisError as trouble:
                _log.warning("leases not renewed", extra={"trouble": type(trouble).__name__})


def _clear_remains() -> None:
    """Remove the folders of jobs whose worker is no more."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        process = folder.name.removeprefix(_FOLDER).partition("-")[0]
        if process.isdecimal() and not Path("/proc", process).exists():
            shutil.rmtree(folder, ignore_errors=True)


def _read_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of the files below a folder."""
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()):
        yield file.relative_to(folder).as_posix(), file.read_bytes()
