"""The desk of a worker: takes jobs, holds their leases, has them converted apart, brings results home."""

from __future__ import annotations

import hashlib
import json
import logging
import multiprocessing
import os
import shutil
import socket
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from service import apart
from service.jobs import Job, State, new_id
from service.ledger import LedgerFull, RedisError
from service.store import StoreTrouble
from service.workplace import Workplace

_log = logging.getLogger(__name__)
_FORK = multiprocessing.get_context("forkserver")
_LOOK = 0.2
"""Seconds between looks whether an attempt is to be given up."""


@dataclass(slots=True)
class Attempt:
    """A job in hand. `lost` is set when it is no longer ours, `stopped` when the worker must end."""

    job: str
    token: str
    lost: threading.Event = field(default_factory=threading.Event)


class _GivenUp(Exception):
    """The attempt was given up before its conversion ended."""


class Desk:
    """Works on jobs; many threads may, while one more thread holds all leases."""

    def __init__(self, workplace: Workplace) -> None:
        self._place = workplace
        self.name = f"{socket.gethostname()}-{os.getpid()}"
        self._attempts: dict[str, Attempt] = {}
        self._closing = threading.Event()

    def open(self) -> None:
        """Start the warm process and the thread that holds the leases."""
        _FORK.set_forkserver_preload(["service.warm"])
        from multiprocessing import forkserver

        forkserver.ensure_running()
        threading.Thread(target=self._hold_leases, daemon=True, name="leases").start()

    def close(self) -> None:
        """Give up all attempts; their jobs go to other workers at once."""
        self._closing.set()

    def work(self, job: str) -> None:
        """Do a job, if it is there to be done."""
        token, ledger = new_id(), self._place.ledger
        if self._closing.is_set() or ledger.claim(job, token, self.name) != "yours":
            return
        with self._held(Attempt(job, token)) as attempt:
            found = ledger.find(job)
            if found is None:
                return
            try:
                self._attempt(found, attempt)
            except _GivenUp:
                ledger.release(job, token, forget_attempt=True)
            except (StoreTrouble, LedgerFull) as trouble:
                _log.warning("job put back", extra={"job": job, "trouble": type(trouble).__name__})
                ledger.release(job, token, forget_attempt=True, pause=min(self._place.config.ring_seconds, 5))

    def _attempt(self, job: Job, attempt: Attempt) -> None:
        folder = Path(tempfile.mkdtemp(prefix="galley-job-"))
        try:
            folder.joinpath("source").write_bytes(self._place.store.get(job.source))
            self._place.ledger.renew(job.id, attempt.token, stage="converting", progress=0.2)
            code = self._convert_apart(job, attempt, folder)
            self._conclude(job, attempt, folder, code)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _convert_apart(self, job: Job, attempt: Attempt, folder: Path) -> int | None:
        """The exit code of the keeper, None when its time was over. Raises `_GivenUp`."""
        config = self._place.config
        order = apart.Order(
            folder,
            job.kind,
            job.name,
            job.options,
            config.seconds,
            config.memory_mb,
            config.file_mb,
            config.test_inputs,
        )
        process = _FORK.Process(target=apart.keep, args=(order,), daemon=True)
        try:
            process.start()
        except (OSError, EOFError) as trouble:  # the warm process was killed: the next start makes a new one
            raise StoreTrouble("the warm process is gone") from trouble
        try:
            return self._await(process, attempt)
        finally:
            _stop(process)

    def _await(self, process: multiprocessing.process.BaseProcess, attempt: Attempt) -> int | None:
        for _ in range(int(self._place.config.seconds / _LOOK)):
            process.join(_LOOK)
            if process.exitcode is not None:
                return process.exitcode
            if attempt.lost.is_set() or self._closing.is_set():
                raise _GivenUp
        return None

    def _conclude(self, job: Job, attempt: Attempt, folder: Path, code: int | None) -> None:
        outcome = folder / "outcome.json"
        if code is None:
            self._fail(job, attempt, {"code": "time-limit", "seconds": str(self._place.config.seconds)})
        elif code == apart.NO_MEMORY:
            self._fail(job, attempt, {"code": "memory-limit", "megabytes": str(self._place.config.memory_mb)})
        elif code == apart.FAILED and folder.joinpath("failure.json").is_file():
            told = json.loads(folder.joinpath("failure.json").read_text(encoding="utf-8"))
            _log.error("conversion failed", extra={"job": job.id, **told})
            self._fail(job, attempt, {"code": "conversion-failed", "exception": told["exception"]})
        elif code != apart.DONE or not outcome.is_file():
            _log.warning("conversion died", extra={"job": job.id, "code": code})
            if self._place.ledger.release(job.id, attempt.token):
                self._place.ring(job.id)
        else:
            self._deliver(job, attempt, folder, json.loads(outcome.read_text(encoding="utf-8")))

    def _fail(self, job: Job, attempt: Attempt, error: Mapping[str, str]) -> None:
        if self._place.ledger.finish(job.id, attempt.token, State.FAILED, error=error):
            _log.info("job failed", extra={"job": job.id, "code": error["code"]})

    def _deliver(self, job: Job, attempt: Attempt, folder: Path, outcome: Mapping[str, object]) -> None:
        if error := outcome.get("error"):
            assert isinstance(error, Mapping)
            self._fail(job, attempt, error)
            return
        ledger, store = self._place.ledger, self._place.store
        ledger.renew(job.id, attempt.token, stage="storing", progress=0.9)
        at = Job(job.id, token=attempt.token)
        results = {}
        out = folder / "out"
        for file in sorted(path for path in out.rglob("*") if path.is_file() and not path.is_symlink()):
            data, name = file.read_bytes(), file.relative_to(out).as_posix()
            store.put(at.result(name), data)
            results[name] = hashlib.sha256(data).hexdigest()
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
                self._place.ledger.greet(self.name)
                for each in list(self._attempts.values()):
                    if not self._place.ledger.renew(each.job, each.token):
                        each.lost.set()
            except RedisError as trouble:
                _log.warning("leases not renewed", extra={"trouble": type(trouble).__name__})


def _stop(process: multiprocessing.process.BaseProcess) -> None:
    """End a keeper and all it keeps."""
    if process.is_alive():
        process.terminate()
        process.join(2)
    if process.is_alive():
        process.kill()
        process.join()
    process.close()
