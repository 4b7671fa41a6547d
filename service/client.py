"""A client of the service: sends manuscripts, waits for their jobs, fetches the results.

A manuscript goes with an Idempotency-Key made of its content, so that sending it again finds the
job that is there; and what was fetched is noted beside the results, so that it is not sent again.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import urllib3

API = "/api/v1"
_NOTES = ".galley"
_PATIENCE = 12
"""How often a busy or silent service is asked again, with growing pauses, before a manuscript is given up."""
_ENDED = ("finished", "failed", "cancelled")
_WAIT = 15


class ServiceTrouble(Exception):
    """The service cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a manuscript. `exit_code` is 0 usable, 1 with errors, 2 not converted."""

    name: str
    exit_code: int
    sentence: str


class Client:
    """A service at an address; several threads may use it."""

    def __init__(self, server: str, key: str, connections: int = 8) -> None:
        self._server = server.rstrip("/")
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        retries = urllib3.Retry(
            total=_PATIENCE,
            backoff_factor=0.3,
            backoff_max=20,
            status_forcelist=(429, 502, 503, 504),
            allowed_methods=None,
            raise_on_status=False,
            redirect=False,
        )
        timeout = urllib3.Timeout(connect=10, read=60)
        self._http = urllib3.PoolManager(maxsize=max(connections, 1), block=True, retries=retries, timeout=timeout)

    def convert(self, path: Path, out: Path, options: Mapping[str, str]) -> Outcome:
        """Have a manuscript converted and write its XML and report; what is there already is not asked for."""
        data = path.read_bytes()
        digest = hashlib.sha256(json.dumps([path.name, sorted(options.items())]).encode() + data).hexdigest()
        note, target = out / _NOTES / f"{path.name}.json", out / f"{path.stem}.xml"
        if (known := _recall(note, digest)) and (target.is_file() or known.exit_code == 2):
            return known
        try:
            outcome = self._convert(path.name, data, digest, target, options)
        except (ServiceTrouble, urllib3.exceptions.HTTPError) as trouble:
            return Outcome(path.name, 2, f"error: the service does not help: {trouble}")
        note.parent.mkdir(exist_ok=True)
        _write(note, json.dumps({"digest": digest, **asdict(outcome)}, ensure_ascii=False).encode())
        return outcome

    def _convert(self, name: str, data: bytes, digest: str, target: Path, options: Mapping[str, str]) -> Outcome:
        fields: dict[str, Any] = {"file": (name, data), **{key: value for key, value in options.items() if value}}
        path = f"{API}/conversions?wait={_WAIT}"
        job = self._ask("POST", path, fields=fields, headers={"Idempotency-Key": digest})
        if job.get("type", "").startswith("urn:"):
            return Outcome(name, 2, f"error: {job['detail']}")
        while job["state"] not in _ENDED:
            job = self._ask("GET", self._follow(job["links"]["self"]) + f"?wait={_WAIT}")
        if job["state"] != "finished":
            return Outcome(name, 2, f"error: {job.get('error', {}).get('detail', job['state'])}")
        _write(target.with_suffix(".json"), self._fetch(job["links"]["report.json"]))
        _write(target, self._fetch(job["links"]["article.xml"]))
        counts = ", ".join(f"{count} {severity}" for severity, count in job["diagnostics"].items())
        return Outcome(name, int(not job["ok"]), f"{counts} -> {target}")

    def _ask(self, method: str, path: str, headers: Mapping[str, str] | None = None, **more: Any) -> Any:
        """The JSON of an answer; a refusal of the manuscript is one. Raises `ServiceTrouble`."""
        for pause in (0.5, 1, 2, 4, 0):
            answer = self._http.request(
                method, self._server + path, headers={**self._headers, **(headers or {})}, **more
            )
            if answer.status < 500:
                break
            time.sleep(pause)
        try:
            told = json.loads(answer.data)
        except ValueError:
            raise ServiceTrouble(f"{self._server} answers {answer.status}, which is no answer of Galley") from None
        if answer.status >= 500 or answer.status in (401, 403, 404, 405, 429):
            raise ServiceTrouble(str(told.get("detail", answer.status)))
        return told

    def _fetch(self, link: str) -> bytes:
        answer = self._http.request("GET", self._server + self._follow(link), headers=self._headers)
        if answer.status != 200:
            raise ServiceTrouble(f"a result cannot be fetched: {answer.status}")
        return bytes(answer.data)

    def _follow(self, link: str) -> str:
        """The path of a link; the service cannot send us elsewhere."""
        return urlsplit(link).path


def _recall(note: Path, digest: str) -> Outcome | None:
    try:
        told = json.loads(note.read_bytes())
    except (OSError, ValueError):
        return None
    return Outcome(told["name"], told["exit_code"], told["sentence"]) if told.pop("digest", "") == digest else None


def _write(path: Path, data: bytes) -> None:
    """Write a file wholly or not at all."""
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(data)
    beside.replace(path)
