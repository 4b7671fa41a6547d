"""Speed and memory of the service, beside a bare view and beside conversions in process; `make bench` shows it.

Each measurement starts what it needs, gives rows of a table, and judges nothing.
"""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from measuring import SEEDS, Rows, Tables
from running_service import MANUSCRIPT, Service, descendants, free_port, running, until

import converter
from service import broker
from service.config import Config
from service.processes import start

SEED = SEEDS[0].read_text(encoding="utf-8")
UNBOUND = {"GALLEY_RATE": "0", "GALLEY_WAITING": "100000", "GALLEY_WAITING_EACH": "100000"}
UPLOADS, CONVERSIONS, CALLS, BATCH, STALLED = 100, 32, 400, 1000, 200
ROUNDS = 3
SAMPLES = 5
LONGEST = 90
"""Seconds after which no more of a batch is waited for."""
CLIENTS = 32
_TICK = os.sysconf("SC_CLK_TCK")


def measurements() -> Tables:
    """Title and rows of every measurement."""
    yield f"Upload of 40 KB to 202: CPU ms a request (best of {ROUNDS} x {UPLOADS})", measure_uploads()
    yield f"{CONVERSIONS} conversions: a second, share of those in process", measure_throughput()
    yield "Overload: answers to ten times what may wait", measure_overload()
    yield f"{BATCH} manuscripts in one batch: seconds, MB of web server and worker", measure_batch()
    yield "Workers: conversions a second, gain", measure_workers()
    yield f"/healthz during {STALLED} stalled uploads: ms", measure_stalled()


def measure_uploads() -> Rows:
    """A web server without a worker, beside a bare view with the same broker; they take turns."""
    text = MANUSCRIPT + "Boats carried letters. " * 1700
    with tempfile.TemporaryDirectory() as folder, _web_alone(Path(folder)) as (web, bare):
        took: dict[str, list[float]] = {"service": [], "bare view": []}
        for round_ in range(ROUNDS):
            for name, server, path in (("service", web, "/api/v1/conversions"), ("bare view", bare, "/")):
                upload = partial(_upload, server, path)
                texts = [f"{text}{name}{round_}.{number}" for number in range(UPLOADS)]
                took[name].append(_cpu_during(server, partial(_each, upload, texts)) / UPLOADS)
    least = {name: min(values) for name, values in took.items()}
    for name, value in least.items():
        yield name, f"{value:.2f}", f"{value / least['bare view']:.2f} x"


def measure_throughput() -> Rows:
    """The same manuscripts by as many processes as there are cores, and through the service."""
    texts = [f"{SEED}\n\nNumber {number}.\n" for number in range(CONVERSIONS)]
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), **UNBOUND) as service:
        _convert_all(service, texts[:2])
        with ProcessPoolExecutor(len(os.sched_getaffinity(0))) as pool:
            list(pool.map(_convert_one, [MANUSCRIPT] * 8))
            own = CONVERSIONS / _seconds(lambda: list(pool.map(_convert_one, texts)))
        through = CONVERSIONS / _seconds(partial(_convert_all, service, [f"{each}Again." for each in texts]))
    yield "in process", f"{own:.1f}", "100 %"
    yield "service", f"{through:.1f}", f"{100 * through / own:.0f} %"


def measure_overload() -> Rows:
    """Many clients and a short queue: whatever is accepted ends."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder), **UNBOUND | {"GALLEY_WAITING": "40"}) as service,
    ):
        with ThreadPoolExecutor(CLIENTS) as clients:
            answers = list(clients.map(lambda number: service.submit(f"{MANUSCRIPT}{number}"), range(CALLS)))
        accepted = [each.json["id"] for each in answers if each.status == 202]
        ends = Counter(service.end_of(each)["state"] for each in accepted)
    for status, count in sorted(Counter(each.status for each in answers).items()):
        told = sum("Retry-After" in each.headers for each in answers if each.status == status)
        yield status, count, f"{told} with Retry-After"
    yield "accepted", len(accepted), ", ".join(f"{count} {state}" for state, count in ends.items())


def measure_batch() -> Rows:
    """Short manuscripts; memory is looked at while they are converted."""
    files = [("files", (f"{number}.md", f"{MANUSCRIPT}{number}")) for number in range(BATCH)]
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), **UNBOUND) as service:
        begin = time.perf_counter()
        link = service.ask("POST", "/api/v1/batches", fields=files).headers["Location"]
        seen: list[tuple[float, str]] = []
        ended = (0, 0)
        while sum(ended) < BATCH and (took := time.perf_counter() - begin) < LONGEST:
            seen.append((took, _memory(service)))
            time.sleep(1)
            ended = _progress(service, link)
        took = time.perf_counter() - begin
    for at, memory in seen[:: max(1, len(seen) // SAMPLES)]:
        yield f"after {at:.0f} s", "", memory
    yield f"{ended[0]} finished, {ended[1]} failed", f"{took:.1f}", f"{sum(ended) / took:.1f} a second"


def measure_workers() -> Rows:
    """One conversion at a time in each worker."""
    single = UNBOUND | {"GALLEY_CONCURRENCY": "1"}
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), **single) as service:
        rates = []
        for workers in (1, 2):
            texts = [f"{SEED}\n\n{workers}.{number}\n" for number in range(CONVERSIONS // 2)]
            with _more_workers(service, workers - 1):
                _convert_all(service, [f"{each}First." for each in texts[: 2 * workers]])
                rates.append(len(texts) / _seconds(partial(_convert_all, service, texts)))
            yield f"{workers} workers", f"{rates[-1]:.1f}", f"{rates[-1] / rates[0]:.2f} x"


def measure_stalled() -> Rows:
    """Uploads that begin and never end."""
    head = b"POST /api/v1/conversions HTTP/1.1\r\nHost: x\r\nContent-Length: 90000\r\n\r\nslow"
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), GALLEY_STALLED_SECONDS="30") as service:
        stalled = [socket.create_connection(("127.0.0.1", service.port)) for _ in range(STALLED)]
        for each in stalled:
            each.sendall(head)
        times = [1000 * _seconds(lambda: service.get("/healthz")) for _ in range(50)]
        for each in stalled:
            each.close()
    yield "median, longest", f"{statistics.median(times):.1f}", f"{max(times):.1f}"


@contextmanager
def _web_alone(folder: Path) -> Iterator[tuple[Service, Service]]:
    """A web server of the service and the bare view, with one broker; nobody converts."""
    config = Config(data=folder / "data")
    web = Service(config.data, UNBOUND, command=("web",))
    bare = Service(folder / "bare", port=free_port())
    bare.data.mkdir()
    broker_process = start(broker.program(config), retold=True)
    try:
        broker.await_broker(broker.address(config))
        web.start()
        command = [sys.executable, str(Path(__file__).with_name("bare_upload.py"))]
        bare.process = subprocess.Popen([*command, str(bare.port), str(bare.data), broker.address(config)])
        for each in (web, bare):
            until(partial(each.get, "/healthz"))
        yield web, bare
    finally:
        for each in (bare, web):
            if each.process:
                each.process.terminate()
                each.process.wait()
        broker_process.terminate()
        broker_process.wait()


@contextmanager
def _more_workers(service: Service, count: int) -> Iterator[None]:
    added = [Service(service.data, service.settings, command=("worker",)) for _ in range(count)]
    for each in added:
        each.start()
    try:
        until(lambda: f"galley_workers {count + 1}.0" in service.get("/metrics").body.decode())
        yield
    finally:
        for each in added:
            each.stop()


def _upload(server: Service, path: str, text: str) -> None:
    answer = server.ask("POST", path, fields={"file": ("letters.md", text)})
    if answer.status != 202:
        raise RuntimeError(f"{answer.status}: {answer.body!r}")


def _convert_all(service: Service, texts: Iterable[str]) -> None:
    """Submit all, then wait for each."""
    jobs = [service.submit(each).json["id"] for each in texts]
    for job in jobs:
        service.end_of(job, 120)


def _convert_one(text: str) -> int:
    return len(converter.convert(text.encode(), name="seed.txt").xml)


def _progress(service: Service, link: str) -> tuple[int, int]:
    """How many of a batch are finished, and how many are failed."""
    counts = service.get(link).json["counts"]
    return counts.get("finished", 0), counts.get("failed", 0)


def _memory(service: Service) -> str:
    """Resident megabytes of web server and worker."""
    sizes = (sum(_resident(each) for each in service.find(what)[-1:]) for what in ("service web", "service worker"))
    return ", ".join(f"{size / (1 << 20):.0f}" for size in sizes)


def _resident(process: int) -> int:
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _cpu_during(server: Service, work: Callable[[], None]) -> float:
    """CPU milliseconds a server and all below it use meanwhile."""
    assert server.process
    processes = [server.process.pid, *descendants(server.process.pid)]
    before = sum(map(_ticks, processes))
    work()
    return 1000 * (sum(map(_ticks, processes)) - before) / _TICK


def _ticks(process: int) -> int:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _each(work: Callable[[str], None], texts: Iterable[str]) -> None:
    for each in texts:
        work(each)


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin
