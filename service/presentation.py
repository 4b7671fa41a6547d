"""Jobs as the interface shows them."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote

from service.jobs import Job, State
from service.problems import describe

API = "/api/v1"
_TIMES = ("created", "started", "finished", "expires")


def show_job(job: Job, language: str) -> dict[str, object]:
    """A job as JSON: state, times, counts of diagnostics, links, and the problem of a failed one."""
    shown: dict[str, object] = {
        "id": job.id,
        "kind": job.kind,
        "state": job.state,
        "file": {"name": job.name, "size": job.size, "sha256": job.sha256},
        "options": job.options,
        "attempts": job.attempts,
        "progress": job.progress,
    }
    shown |= {f"{name}_at": _show_time(value) for name in _TIMES if (value := getattr(job, name))}
    if job.state is State.RUNNING:
        shown["stage"] = job.stage
    if job.batch:
        shown["batch"] = job.batch
    if job.state is State.FINISHED:
        shown |= {"ok": job.ok, "diagnostics": job.counts, "reused": job.reused}
    if job.state is State.FAILED:
        shown["error"] = describe(job.error.get("code", "internal-error"), job.error, language)
    shown["links"] = dict(_list_links(job))
    return shown


def job_path(job: str) -> str:
    """The path of a job."""
    return f"{API}/conversions/{job}"


def _list_links(job: Job) -> list[tuple[str, str]]:
    here = job_path(job.id)
    links = [("self", here), ("events", f"{here}/events"), ("source", f"{here}/source")]
    if job.state is State.FINISHED:
        links += [(name, f"{here}/{quote(name)}") for name in job.results]
        links.append(("package.zip", f"{here}/package.zip"))
    return links


def _show_time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
