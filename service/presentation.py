"""Jobs as the interface shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import quote

from service.batches import Batch, count_states
from service.jobs import Job, Kind, State
from service.problems import Problem, describe

API = "/api/v1"
_ROOMS = {Kind.CONVERSION: "conversions", Kind.VALIDATION: "validations", Kind.REFERENCES: "references"}
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


def show_batch(batch: Batch, jobs: Sequence[Job], language: str) -> dict[str, object]:
    """A batch as JSON: how many jobs in which state, progress, the jobs, links."""
    here = f"{API}/batches/{batch.id}"
    ended = sum(job.state.ended for job in jobs)
    return {
        "id": batch.id,
        "name": batch.name,
        "state": "finished" if ended == len(jobs) else "running",
        "created_at": _show_time(batch.created),
        "progress": ended / len(jobs) if jobs else 1.0,
        "counts": count_states(jobs),
        "refused": show_refused(batch, language),
        "jobs": [_show_briefly(job, language) for job in jobs],
        "links": {"self": here, "report.json": f"{here}/report.json", "results.zip": f"{here}/results.zip"},
    }


def show_refused(batch: Batch, language: str) -> dict[str, str]:
    """Why each file was not accepted, by its name."""
    return {name: str(describe(told["code"], told, language)["detail"]) for name, told in batch.refused.items()}


def _show_briefly(job: Job, language: str) -> dict[str, object]:
    wanted = ("id", "state", "ok", "error")
    shown = {name: value for name, value in show_job(job, language).items() if name in wanted}
    return {**shown, "name": job.name, "links": {"self": job_path(job)}}


def problem_of(job: Job) -> Problem:
    """The problem of a failed job."""
    facts = {name: value for name, value in job.error.items() if name not in ("code", "retry_after")}
    return Problem(job.error.get("code", "internal-error"), 0, facts)


def job_path(job: Job) -> str:
    """The path of a job."""
    return f"{API}/{_ROOMS[job.kind]}/{job.id}"


def _list_links(job: Job) -> list[tuple[str, str]]:
    here = job_path(job)
    links = [("self", here), ("events", f"{here}/events"), ("source", f"{here}/source")]
    if job.state is State.FINISHED:
        links += [(name, f"{here}/{quote(name)}") for name in job.results]
        links.append(("package.zip", f"{here}/package.zip"))
    return links


def _show_time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
