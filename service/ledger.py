"""The ledger of jobs in Redis or Valkey: what stands there is the truth.

Every change of a job's state is one script, so that it happens wholly or not at all and the first end wins.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from redis import Redis
from redis.backoff import ExponentialBackoff
from redis.exceptions import ConnectionError, OutOfMemoryError, RedisError, ResponseError, TimeoutError
from redis.retry import Retry

from service.callbacks import Callbacks
from service.config import Config
from service.jobs import Job, State, is_id, pack, places, record, unpack
from service.workers import Workers

__all__ = ["Admission", "Ledger", "LedgerFull", "RedisError", "Verdict", "connect"]

_SCRIPTS = Path(__file__).parent / "scripts"
_HOUR = 3600
_PAGE_SCAN = 500
_ANY = 1 << 30
_IN_FLIGHT = 120
"""Seconds a batch may take to come in; then its key is free again."""


class Verdict(StrEnum):
    """What an attempt that ended without an end of its job says of the manuscript."""

    CRASHED = "crashed"
    """The conversion died: the attempt counts."""
    UNHARMED = "unharmed"
    """Something else was the matter: it does not count."""
    INTERRUPTED = "interrupted"
    """What converted was killed, nobody knows by what: it does not count, unless that happens again and again."""


class LedgerFull(RedisError):
    """The broker has no memory left."""


@dataclass(frozen=True, slots=True)
class Admission:
    """What became of a job that asked to be accepted.

    `answer` is accepted, reused, replayed, mismatch, full or full-owner; `job` the id of the job that is there.
    """

    answer: str
    job: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """An idempotency key, already bound to its owner and route, and the digest of what came with it."""

    key: str = ""
    digest: str = ""


def connect(url: str) -> Redis:
    """A client that tries again for about a second when the broker is restarted."""
    return Redis.from_url(
        url,
        decode_responses=True,
        socket_timeout=5,
        socket_connect_timeout=1,
        health_check_interval=25,
        retry=Retry(ExponentialBackoff(cap=0.5, base=0.05), 4),
        retry_on_error=[ConnectionError, TimeoutError],
    )


@cache
def _script(name: str) -> str:
    return _SCRIPTS.joinpath(f"{name}.lua").read_text(encoding="utf-8")


def _name(promise: Promise) -> str:
    return f"galley:promise:{promise.key}"


@contextmanager
def _told_when_full() -> Iterator[None]:
    """Errors of a broker without memory, by a name of their own."""
    try:
        yield
    except OutOfMemoryError as full:
        raise LedgerFull("the broker has no memory left") from full
    except ResponseError as trouble:
        if "OOM" in str(trouble):
            raise LedgerFull("the broker has no memory left") from trouble
        raise


class Ledger:
    """The jobs of the service. Every method may raise `RedisError`."""

    def __init__(self, config: Config, client: Redis) -> None:
        self._config = config
        self.client: Any = client  # the client's own types allow for an answer that must be awaited
        self._scripts = {path.stem: client.register_script(_script(path.stem)) for path in _SCRIPTS.glob("*.lua")}
        self.workers = Workers(client, config.lease_seconds)
        self.callbacks = Callbacks(client, self._scripts["reserve"])

    def admit(self, job: Job, promise: Promise | None = None) -> Admission:
        """Accept a job, if there is room for it; its source must be in the store by now."""
        config = self._config
        return Admission(
            *self._run("admit", *self._tell(job, config.waiting, config.waiting_each, promise or Promise()))
        )

    def admit_batch(self, jobs: Sequence[Job], batch: str, told: Mapping[str, str | float], promise: Promise) -> None:
        """Accept the jobs of a batch and write its record, all or nothing; for their room somebody else has seen."""
        with self.client.pipeline() as pipe, _told_when_full():
            for job in jobs:
                words = self._tell(job, _ANY, _ANY, Promise())
                self._scripts["admit"](args=[str(each) for each in words], client=pipe)
            pipe.hset(f"galley:batch:{batch}", mapping=dict(told))
            for name in ("batch", "batch-jobs"):
                pipe.expire(f"galley:{name}:{batch}", int(self._kept) + _HOUR * 24)
            if promise.key:
                pipe.hset(_name(promise), "job", batch)
                pipe.expire(_name(promise), int(self._config.idempotency_hours * _HOUR))
            pipe.execute()

    def _tell(self, job: Job, waiting: int, waiting_each: int, promise: Promise) -> list[object]:
        """The words of the script that admits a job."""
        config = self._config
        fields = [word for pair in record(job).items() for word in pair]
        bound = [_name(promise) if promise.key else "", promise.digest, int(config.idempotency_hours * _HOUR)]
        return [job.id, job.owner, config.ring_seconds, waiting, waiting_each, *bound, self._kept, *fields]

    def find(self, job: str) -> Job | None:
        """The job of this id."""
        values = self.client.hgetall(f"galley:job:{job}") if is_id(job) else {}
        return unpack({"id": job, **values}) if "state" in values else None

    def claim(self, job: str, token: str, worker: str) -> str:
        """Take a job for a worker: gone, busy, failed (too many attempts) or yours."""
        config = self._config
        crashed = json.dumps({"code": "worker-crashed", "attempts": str(config.attempts)})
        told = self._run("claim", job, token, worker, config.lease_seconds, config.attempts, crashed, self._kept)
        return str(told)

    def renew(self, job: str, token: str, **changes: object) -> bool:
        """Hold a job for another lease and note changes; whether it is still this attempt's."""
        words = [word for pair in pack(changes).items() for word in pair]
        return bool(self._run("renew", job, token, self._config.lease_seconds, *words))

    def release(self, job: str, token: str, verdict: Verdict, pause: float = 0) -> bool:
        """Give a job back, to be rung for after a pause; whether it was still this attempt's."""
        return bool(self._run("release", job, token, verdict.value, pause, self._config.interruptions))

    def finish(self, job: str, token: str, state: State, **changes: object) -> bool:
        """End a job; whether this was its first end. Without a token it ends whoever holds it."""
        words = [word for pair in pack(changes).items() for word in pair]
        return bool(self._run("finish", job, token, state.value, self._kept, *words))

    def list_overdue(self, at_most: int = 100) -> list[str]:
        """Open jobs nobody was heard of in time; each is given to one reconciler."""
        found: list[str] = self._run("overdue", self._config.ring_seconds, at_most, self._config.interruptions)
        return found

    def forget(self, job: str) -> list[str]:
        """Remove a job; gives what of the store nothing needs any more."""
        return [name for each in self._run("forget", job) for name in places(each)]

    def list_expired(self, at_most: int = 100, before: float | None = None) -> list[str]:
        """Jobs whose time to be kept is over."""
        limit = time.time() if before is None else before
        found: list[str] = self.client.zrangebyscore("galley:expiry", "-inf", limit, start=0, num=at_most)
        return found

    def page(self, owner: str, size: int, cursor: str = "", state: str = "", batch: str = "") -> tuple[list[Job], str]:
        """Jobs of an owner, the newest first, and the cursor of the next page ("" for none)."""
        highest, found = f"({cursor}" if cursor else "+inf", []
        while True:
            rows = self.client.zrevrangebyscore(
                f"galley:jobs:{owner}", highest, "-inf", start=0, num=_PAGE_SCAN, withscores=True
            )
            for job, (_, score) in zip(self.find_all([each for each, _ in rows]), rows, strict=True):
                highest = f"({score!r}"
                if job and state in ("", job.state) and batch in ("", job.batch):
                    found.append(job)
                if len(found) == size:
                    return found, highest[1:]
            if len(rows) < _PAGE_SCAN:
                return found, ""

    def list_unneeded(self, jobs: Sequence[str]) -> list[str]:
        """Which of these have neither a record nor results that another job shows."""
        with self.client.pipeline(transaction=False) as pipe:
            for each in jobs:
                pipe.exists(f"galley:job:{each}", f"galley:users:{each}")
            return [job for job, known in zip(jobs, pipe.execute(), strict=True) if not known]

    def mark(self, proposed: str) -> str:
        """What tells this ledger from others, for the store that belongs to it."""
        self.client.set("galley:mark", proposed, nx=True)
        return str(self.client.get("galley:mark"))

    def take_turn(self, what: str, seconds: int) -> bool:
        """Whether it is on us to do what one process does once in so many seconds."""
        return bool(self.client.set(f"galley:turn:{what}", "1", nx=True, ex=seconds))

    def find_all(self, jobs: Sequence[str]) -> list[Job | None]:
        """The jobs of these ids, in their order."""
        with self.client.pipeline(transaction=False) as pipe:
            for each in jobs:
                pipe.hgetall(f"galley:job:{each}")
            told = pipe.execute()
        return [unpack({"id": job, **one}) if "state" in one else None for job, one in zip(jobs, told, strict=True)]

    def watch(self, job: str, seconds: float) -> Iterator[Job | None]:
        """The job now and at each change, until it ends, is removed (None) or the time is over."""
        until = time.monotonic() + seconds
        with self.client.pubsub(ignore_subscribe_messages=True) as news:
            news.subscribe(f"galley:events:{job}")
            while True:
                found = self.find(job)
                yield found
                if found is None or found.state.ended or not self._hear(news, until):
                    return

    def await_end(self, job: str, seconds: float) -> Job | None:
        """The job when it has ended or the time is over."""
        found = None
        for told in self.watch(job, seconds):
            found = told
        return found

    def count_waiting(self) -> int:
        """Jobs that wait for a worker."""
        return int(self.client.scard("galley:waiting"))

    def begin(self, promise: Promise) -> Admission | None:
        """Bind a promise to a batch that is coming, unless it is bound: replayed, mismatch, or in-flight."""
        name = _name(promise)
        with self.client.pipeline() as pipe:
            new, left = pipe.hsetnx(name, "digest", promise.digest).ttl(name).execute()
        if left < 0:
            self.client.expire(name, _IN_FLIGHT)
        if new:
            return None
        told = self.client.hgetall(name)
        if told.get("digest", promise.digest) != promise.digest:
            return Admission("mismatch")
        if batch := told.get("job"):
            return Admission("replayed", batch) if self.find_batch(batch) else None
        return Admission("in-flight")

    def unbind(self, promise: Promise) -> None:
        """Nothing came of it."""
        self.client.delete(_name(promise))

    def find_batch(self, batch: str) -> Mapping[str, str]:
        """The record of a batch, empty if there is none."""
        found: dict[str, str] = self.client.hgetall(f"galley:batch:{batch}")
        return found

    def list_batch(self, batch: str) -> list[str]:
        """The ids of the jobs of a batch."""
        found: list[str] = self.client.lrange(f"galley:batch-jobs:{batch}", 0, -1)
        return found

    def forget_batch(self, batch: str) -> None:
        """Remove the record of a batch."""
        self.client.delete(f"galley:batch:{batch}", f"galley:batch-jobs:{batch}")

    def list_counters(self) -> Mapping[str, float]:
        """What was counted since the ledger began, by name."""
        return {name: float(value) for name, value in self.client.hgetall("galley:counters").items()}

    def count_open(self) -> int:
        """Jobs that have not ended."""
        return int(self.client.zcard("galley:open"))

    def count_both(self, owner: str) -> tuple[int, int]:
        """Jobs that wait: all, and those of an owner."""
        with self.client.pipeline(transaction=False) as pipe:
            pipe.scard("galley:waiting")
            pipe.scard(f"galley:waiting:{owner}")
            everybody, own = pipe.execute()
        return int(everybody), int(own)

    @property
    def _kept(self) -> float:
        return self._config.keep_hours * _HOUR

    def _run(self, name: str, *words: object) -> Any:
        with _told_when_full():
            return self._scripts[name](args=[str(each) for each in words])

    @staticmethod
    def _hear(news: Any, until: float) -> bool:
        """Wait for news; whether there were any before the time was over."""
        while (left := until - time.monotonic()) > 0:
            if news.get_message(timeout=min(left, 1.0)):
                return True
        return False
