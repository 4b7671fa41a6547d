"""Every setting of the service: its default, what it does, and the variable that overrides it.

The setting `upload_mb` is overridden by the environment variable `GALLEY_UPLOAD_MB`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, field, fields, replace
from ipaddress import ip_address
from pathlib import Path
from typing import Any

PREFIX = "GALLEY_"
MEGABYTE = 1 << 20
_FOLDER = Path("galley-data")
_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"", "0", "false", "no", "off"}


class BadSetting(ValueError):
    """A setting has a value it cannot have; the message names it."""


def _setting(default: Any, summary: str) -> Any:
    return field(default=default, metadata={"summary": summary})


@dataclass(frozen=True, slots=True)
class Config:
    """The settings. Sizes are in megabytes of 2^20 bytes, times in seconds unless named otherwise."""

    data: Path = _setting(_FOLDER, "folder of the embedded broker and, by default, of the store")
    host: str = _setting("127.0.0.1", "address to listen on; off loopback, API keys are asked for")
    port: int = _setting(8080, "port to listen on; 0 takes a free one")
    open: bool = _setting(False, "serve without API keys even off loopback")
    redis_url: str = _setting("", "Redis or Valkey to use instead of the embedded broker")
    broker_mb: int = _setting(512, "memory of the embedded broker; when it is full, nothing new is accepted")
    store_url: str = _setting("", "a folder or `s3://BUCKET/PREFIX` for sources and results, instead of `data`/store")
    s3_endpoint: str = _setting("", "address of an S3-compatible service; credentials come from `AWS_*`")
    threads: int = _setting(16, "threads that answer requests; half of them may wait for jobs")
    connections: int = _setting(1000, "connections open at the same time")
    stalled_seconds: int = _setting(30, "a connection that sends nothing is closed after this time")
    concurrency: int = _setting(0, "conversions at the same time in one worker; 0: one a core")
    upload_mb: int = _setting(20, "size of a manuscript")
    batch_mb: int = _setting(256, "size of a batch as it is uploaded")
    batch_files: int = _setting(1000, "manuscripts in one batch")
    unpacked_mb: int = _setting(1024, "size of a batch's zip when unpacked")
    waiting: int = _setting(2000, "jobs that may wait; past this, 503")
    waiting_each: int = _setting(1500, "jobs that may wait for one API key; past this, 429")
    rate: int = _setting(
        3000, "requests a minute to one web server from one API key or address; past this, 429; 0: any"
    )
    seconds: int = _setting(120, "time of one conversion")
    memory_mb: int = _setting(2048, "memory of one conversion")
    file_mb: int = _setting(128, "size of any file a conversion writes")
    attempts: int = _setting(3, "how often a manuscript may crash its conversion before its job fails")
    interruptions: int = _setting(5, "how often a job may lose its whole worker before that counts as a crash as well")
    lease_seconds: float = _setting(20.0, "a worker that was not heard of for this time has lost its job to others")
    ring_seconds: float = _setting(15.0, "a job the queue forgot is rung for again after this time")
    grace_seconds: int = _setting(30, "how long a worker that was told to stop may go on with its jobs")
    wait_seconds: int = _setting(20, "longest wait for a job in one request")
    keep_hours: float = _setting(168.0, "a job, its source and its results are removed this long after it ended")
    idempotency_hours: float = _setting(24.0, "how long an Idempotency-Key is remembered")
    webhook_hosts: str = _setting("", "hosts that may be called back, with commas between; none: no webhooks")
    webhook_secret: str = _setting("", "secret that signs webhooks")
    webhook_private: bool = _setting(False, "allow webhooks to private addresses and without TLS")
    trusted_proxy: str = _setting("", "address of a proxy whose `X-Forwarded-For` is believed")
    log_level: str = _setting("INFO", "least level of what is logged: DEBUG, INFO, WARNING or ERROR")
    test_inputs: bool = _setting(False, "accept inputs that hang, die or fill memory on demand; for tests alone")

    @property
    def store(self) -> str:
        """Where sources and results are: a folder or an S3 address."""
        return self.store_url or str(self.data.absolute() / "store")

    @property
    def needs_keys(self) -> bool:
        """Whether a request without an API key is refused."""
        return not self.open and not is_loopback(self.host)

    @property
    def callback_hosts(self) -> frozenset[str]:
        """The hosts that may be called back, in lower case."""
        return frozenset(each.strip().lower() for each in self.webhook_hosts.split(",") if each.strip())


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches `host`, a name or an address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def load(environment: Mapping[str, str] | None = None, **overrides: object) -> Config:
    """The settings of the environment; `overrides` that are not None come first. Raises `BadSetting`."""
    given = os.environ if environment is None else environment
    found: dict[str, Any] = {
        each.name: _read(each, given[variable(each)]) for each in fields(Config) if variable(each) in given
    }
    found |= {name: value for name, value in overrides.items() if value is not None}
    return replace(Config(), **found)


def environment_of(config: Config) -> dict[str, str]:
    """The variables that give another process these settings."""
    shown = ((variable(each), getattr(config, each.name)) for each in fields(Config))
    return {name: str(int(value) if isinstance(value, bool) else value) for name, value in shown}


def describe() -> Iterator[tuple[str, str, str]]:
    """Variable, default and summary of every setting."""
    for each in fields(Config):
        value = each.default
        yield variable(each), str(int(value) if isinstance(value, bool) else value), each.metadata["summary"]


def variable(each: Field[Any]) -> str:
    """The environment variable of a setting."""
    return PREFIX + each.name.upper()


def _read(each: Field[Any], text: str) -> object:
    kind: Any = type(each.default)
    if kind is bool:
        if text.lower() not in _TRUE | _FALSE:
            raise BadSetting(f"{variable(each)} is {text!r}; it must be 1 or 0")
        return text.lower() in _TRUE
    try:
        value = Path(text) if issubclass(kind, Path) else kind(text)
    except ValueError:
        raise BadSetting(f"{variable(each)} is {text!r}; it must be a number") from None
    if isinstance(value, int | float) and value < 0:
        raise BadSetting(f"{variable(each)} is {text!r}; it must not be negative")
    return value
