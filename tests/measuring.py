"""What every benchmark measures with: CPU and wall time, memory, tables that are printed as their rows come in."""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pypandoc

PROJECT = Path(__file__).parent.parent
SEEDS = sorted((PROJECT / "seeds").glob("*.txt"))
GALLEY = [sys.executable, "-m", "converter"]
PANDOC = pypandoc.get_pandoc_path()

_LAUNCH = """
import os, sys, time
start, nowhere = time.perf_counter(), os.open(os.devnull, os.O_WRONLY)
silent = [(os.POSIX_SPAWN_DUP2, nowhere, stream) for stream in (1, 2)]
_, status, used = os.wait4(os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=silent), 0)
if os.waitstatus_to_exitcode(status) not in (0, 1):
    sys.exit("it failed")
print((time.perf_counter() - start) * 1000, (used.ru_utime + used.ru_stime) * 1000, used.ru_maxrss / 1024)
"""
"""A small process starts what is measured: at first it has as much memory as the one that starts it."""

Rows = Iterator[Sequence[object]]
Tables = Iterator[tuple[str, Rows]]
"""Titles, each with the rows below it; nothing is measured before a row is asked for."""


def cpu(work: Callable[[], object]) -> float:
    """CPU milliseconds of some work in this process."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def spend(command: Sequence[str]) -> tuple[float, float, float]:
    """Wall milliseconds, CPU milliseconds and peak megabytes of a process and all it started."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    launch = [sys.executable, "-S", "-E", "-c", _LAUNCH, *command]
    told = subprocess.run(
        launch, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True
    )
    wall, used, memory = map(float, told.stdout.split())
    return wall, used, memory


def compare(commands: dict[str, Sequence[str]], times: int) -> Rows:
    """Who, wall ms, CPU ms, peak MB and the wall time against the last; they take turns, the medians count."""
    runs: dict[str, list[tuple[float, float, float]]] = {name: [] for name in commands}
    for _ in range(times):
        for name, command in commands.items():
            runs[name].append(spend(command))
    medians = {name: [statistics.median(column) for column in zip(*each, strict=True)] for name, each in runs.items()}
    *_, last = medians.values()
    for name, (wall, used, memory) in medians.items():
        yield name, f"{wall:.0f} ms", f"{used:.0f} ms CPU", f"{memory:.0f} MB", f"{wall / last[0]:.2f} x"


def resident() -> float:
    """Megabytes this process has in memory now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / (1 << 20)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0))


def tool(name: str) -> str:
    """The path of a program that may be installed, else ""."""
    return shutil.which(name) or ""


def show(tables: Tables) -> None:
    """Print tables, line by line as they come in."""
    for title, rows in tables:
        print(f"\n{title}", flush=True)
        for first, *others in rows:
            print(f"  {first!s:<32}" + "".join(f" {cell!s:>14}" for cell in others), flush=True)
