"""Many manuscripts, several at a time: one that fails does not stop the others."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from pathlib import Path

from msgspec import Struct, field

from converter import Unreadable, convert
from converter.diagnostics import Diagnostic, Severity
from converter.report import ConversionReport, report_conversion
from converter.schema import SchemaMissing


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
    executor = _open_executor(min(at_once, len(jobs)))
    try:
        futures = [executor.submit(run_job, job) for job in jobs]
        for job, future in zip(jobs, futures, strict=True):
            yield _collect(job, future)
    finally:
        executor.shutdown(cancel_futures=True)


def _open_executor(at_once: int, apart: bool = False) -> Executor:
    """Processes where several are to work, or one is to work apart from this; else a thread."""
    if at_once <= 1 and not apart:
        return ThreadPoolExecutor(1)
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(at_once)


def run_job(job: Job) -> Outcome:
    """Convert one manuscript; input that cannot be read is an outcome, not an exception."""
    try:
        done = convert(job.path, journal=job.journal, jats=job.jats, tag_set=job.tag_set)
    except OSError as trouble:
        return Outcome(job.path, trouble=f"The file cannot be read: {trouble.strerror or trouble}.")
    except (Unreadable, SchemaMissing) as trouble:
        return Outcome(job.path, trouble=str(trouble))
    report = report_conversion(str(job.path), done) if job.wants_report else None
    media = done.manuscript.media if job.wants_media else {}
    return Outcome(job.path, done.xml, done.diagnostics, report, media)


def _collect(job: Job, future: Future[Outcome]) -> Outcome:
    failure = future.exception()
    if isinstance(failure, BrokenExecutor):  # a neighbour's process was killed: try again alone
        with _open_executor(1, apart=True) as alone:
            future = alone.submit(run_job, job)
            failure = future.exception()
    if failure is None:
        return future.result()
    sentence = f"Galley failed on this file, which is a bug of Galley's ({type(failure).__name__}: {failure})."
    return Outcome(job.path, trouble=sentence, traceback="".join(traceback.format_exception(failure)))
