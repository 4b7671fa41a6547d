"""A job and its states, as every process of the service sees it."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

_ID = re.compile(r"[0-9a-f]{32}")


class State(StrEnum):
    """Where a job stands. An article with errors is finished; only what gave no result is failed."""

    QUEUED = "queued"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self not in (State.QUEUED, State.RUNNING)


class Kind(StrEnum):
    """What a job does."""

    CONVERSION = "conversion"
    VALIDATION = "validation"
    REFERENCES = "references"


@dataclass(frozen=True, slots=True)
class Job:
    """The record of a job; it is the truth, whatever the queue says. Times are seconds since 1970."""

    id: str
    owner: str = ""
    """The API key it belongs to, "" for the anonymous."""
    kind: Kind = Kind.CONVERSION
    state: State = State.QUEUED
    name: str = ""
    """The name of the file as it was given; never a path on disk."""
    size: int = 0
    sha256: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    fingerprint: str = ""
    batch: str = ""
    callback: str = ""
    """Where to tell that it has ended, "" for nowhere."""
    created: float = 0.0
    started: float = 0.0
    finished: float = 0.0
    expires: float = 0.0
    attempts: int = 0
    """How often it was begun, without the times that something else than the manuscript ended."""
    interruptions: int = 0
    """How often the worker that had it went silent, or what converts was killed."""
    stage: str = ""
    progress: float = 0.0
    worker: str = ""
    token: str = ""
    """Of the attempt that holds the lease, or whose results count."""
    results: Mapping[str, str] = field(default_factory=dict)
    """From the name of a result to the SHA-256 of its bytes."""
    result_of: str = ""
    """The job whose results these are."""
    reused: bool = False
    ok: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many diagnostics of each severity."""
    error: Mapping[str, str] = field(default_factory=dict)
    """Of a failed job: the code of the problem, and the facts of its sentence."""

    @property
    def stem(self) -> str:
        """The name of the file without its suffix."""
        return self.name.rpartition(".")[0] or self.name

    @property
    def source(self) -> str:
        """The name of the source in the store."""
        return places(self.id)[0]

    def result(self, name: str) -> str:
        """The name of a result in the store."""
        return f"{places(self.result_of or self.id)[1]}/{self.token}/{name}"


SHARDS = [f"{room}/{number:02x}" for room in ("sources", "results") for number in range(256)]
"""The folders of the store in which all sources and results are."""


def places(job: str) -> tuple[str, str]:
    """Where the store has the source of a job, and the folder of its results."""
    return f"sources/{job[:2]}/{job}", f"results/{job[:2]}/{job}"


def new_id() -> str:
    """An id nobody can guess: 128 random bits."""
    return secrets.token_hex(16)


def is_id(text: str) -> bool:
    """Whether this could be an id."""
    return _ID.fullmatch(text) is not None


def fingerprint(kind: Kind, name: str, sha256: str, options: Mapping[str, str], version: str) -> str:
    """What decides the bytes of a result; jobs with the same one have the same results."""
    told = json.dumps([kind, name, sha256, sorted(options.items()), version])
    return hashlib.sha256(told.encode()).hexdigest()


def pack(values: Mapping[str, Any]) -> dict[str, str]:
    """Fields of a job as they stand in the ledger."""
    return {name: _write(value) for name, value in values.items()}


def record(job: Job) -> dict[str, str]:
    """A whole job as it stands in the ledger; fields at their default are left out."""
    shown = {each.name: getattr(job, each.name) for each in fields(Job)}
    return pack({name: value for name, value in shown.items() if value or name in ("state", "kind")})


def unpack(values: Mapping[str, str]) -> Job:
    """The job of a record of the ledger; fields a newer version wrote are ignored."""
    known: dict[str, Any] = {each.name: each for each in fields(Job)}
    read: dict[str, Any] = {name: _parse(known[name], text) for name, text in values.items() if name in known}
    return Job(**read)


def _write(value: object) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, Mapping):
        return json.dumps(dict(value), ensure_ascii=False)
    return str(value)


def _parse(each: Any, text: str) -> object:
    match str(each.type):
        case "str":
            return text
        case "int":
            return int(text)
        case "float":
            return float(text)
        case "bool":
            return text == "1"
        case "State":
            return State(text)
        case "Kind":
            return Kind(text)
    return json.loads(text)
