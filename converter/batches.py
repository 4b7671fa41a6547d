"""Many manuscripts, several at a time: one that fails does not stop the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from converter import Conversion, Unreadable, convert
from converter.diagnostics import Diagnostic, Severity
from converter.schema import SchemaMissing

if TYPE_CHECKING:
    from concurrent.futures import Future

    from converter.report import ConversionReport


class Job(Struct, frozen=True):
    """One manuscript to convert."""

    path: Path
    journal: str | None = None
    jats: str = "1.3"
    tag_set: str = "publishing"
    wants_report: bool = False
    wants_media: bool = False


class Outcome(Struct, frozen=True):
    """What became of a job: XML with diagnostics, or the trouble that left none."""

    path: Path
    xml: bytes | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    report: ConversionReport | None = None
    media: Mapping[str, bytes] = field(default_factory=dict)
    """The files of the images, where they were asked for."""
    trouble: str = ""
    """One sentence; empty when there is XML."""
    traceback: str = ""
    """Where Galley itself failed."""

    @property
    def exit_code(self) -> int:
        """0 usable, 1 the article has errors, 2 there is no XML."""
        if self.trouble:
            return 2
        return int(any(each.severity is Severity.ERROR for each in self.diagnostics))


def run_jobs(jobs: Sequence[Job], at_once: int = 1) -> Iterator[Outcome]:
    """The outcomes in the order of the jobs, each as soon as it is there."""
    workers = min(at_once, len(jobs))
    return map(_run_here, jobs) if workers <= 1 else _run_in_processes(jobs, workers)


def _run_in_processes(jobs: Sequence[Job], workers: int) -> Iterator[Outcome]:
    from concurrent.futures import ProcessPoolExecutor

    executor = ProcessPoolExecutor(workers)
    try:
        futures = [executor.submit(run_job, job) for job in jobs]
        for job, future in zip(jobs, futures, strict=True):
            yield _collect(job, future)
    finally:
        executor.shutdown(cancel_futures=True)


def _run_here(job: Job) -> Outcome:
    try:
        return run_job(job)
    except Exception as bug:  # noqa: BLE001  # of ours: it is told, and the other manuscripts get their turn
        return _failed(job, bug)


def run_job(job: Job) -> Outcome:
    """Convert one manuscript; input that cannot be read is an outcome, not an exception."""
    try:
        done = convert(job.path, journal=job.journal, jats=job.jats, tag_set=job.tag_set)
    except OSError as trouble:
        return Outcome(job.path, trouble=f"The file cannot be read: {trouble.strerror or trouble}.")
    except (Unreadable, SchemaMissing) as trouble:
        return Outcome(job.path, trouble=str(trouble))
    media = done.manuscript.media if job.wants_media else {}
    return Outcome(job.path, done.xml, done.diagnostics, _report(job, done) if job.wants_report else None, media)


def _report(job: Job, done: Conversion) -> ConversionReport:
    from converter.report import report_conversion

    return report_conversion(str(job.path), done)


def _collect(job: Job, future: Future[Outcome]) -> Outcome:
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor

    failure = future.exception()
    if isinstance(failure, BrokenExecutor):  # a neighbour's process was killed: try again alone
        with ProcessPoolExecutor(1) as alone:
            future = alone.submit(run_job, job)
            failure = future.exception()
    return _failed(job, failure) if failure else future.result()


def _failed(job: Job, bug: BaseException) -> Outcome:
    from traceback import format_exception

    sentence = f"Galley failed on this file, which is a bug of Galley's ({type(bug).__name__}: {bug})."
    return Outcome(job.path, trouble=sentence, traceback="".join(format_exception(bug)))
