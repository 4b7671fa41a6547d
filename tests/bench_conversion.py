"""Speed of converting the seeds: in process, by the command, a hundred at once, and ever longer ones."""

from __future__ import annotations

import statistics
import tempfile
from functools import partial
from pathlib import Path

from measuring import GALLEY, PANDOC, SEEDS, Rows, Tables, compare, cpu, spend

import converter

JATS = [PANDOC, "--from=markdown", "--to=jats_publishing", "--standalone"]
WARM, RUNS, BATCH = 20, 7, 100
GROWTH = (1, 2, 4, 8, 16, 32, 64)


def measurements() -> Tables:
    """Title and rows of every measurement."""
    yield f"In process: CPU ms of the first conversion and of {WARM} more", measure_conversions()
    yield f"One command, and pandoc -t jats_publishing (median of {RUNS})", measure_commands()
    with tempfile.TemporaryDirectory() as folder:
        yield f"A batch of {BATCH}", measure_batches(Path(folder))
        yield "Growth of the body: CPU ms in process, CPU ms of a pandoc command", measure_growth(Path(folder))


def measure_conversions() -> Rows:
    """How long `converter.convert` takes once everything is loaded."""
    for seed in SEEDS:
        first = cpu(partial(converter.convert, seed))
        times = [cpu(partial(converter.convert, seed)) for _ in range(WARM)]
        yield seed.name, f"first {first:.0f}", f"median {statistics.median(times):.1f}", f"least {min(times):.1f}"


def measure_commands() -> Rows:
    """A whole process for one manuscript."""
    for seed in SEEDS:
        yield (seed.name,)
        yield from compare({"galley": [*GALLEY, "convert", str(seed)], "pandoc": [*JATS, str(seed)]}, RUNS)


def measure_batches(folder: Path) -> Rows:
    """Many manuscripts: by one command of Galley, by as many of pandoc."""
    files = [folder / f"{number}.txt" for number in range(BATCH)]
    for number, file in enumerate(files):
        file.write_bytes(SEEDS[number % len(SEEDS)].read_bytes())
    for jobs in (1, 2):
        command = [*GALLEY, "convert", *map(str, files), "--out-dir", str(folder / "out"), "-j", str(jobs)]
        wall, used, memory = spend(command)
        yield f"galley -j {jobs}", f"{wall / 1000:.1f} s", f"{used / 1000:.1f} s CPU", f"{memory:.0f} MB"
    walls, useds, memories = zip(*(spend([*JATS, str(file)]) for file in files), strict=True)
    yield "pandoc", f"{sum(walls) / 1000:.1f} s", f"{sum(useds) / 1000:.1f} s CPU", f"{max(memories):.0f} MB"


def measure_growth(folder: Path) -> Rows:
    """The same front matter and references around 1 to 64 times the middle of the text."""
    for seed in SEEDS:
        yield seed.name, "", "ours", "ours a KB", "pandoc"
        for times in GROWTH:
            file = folder / f"grown-{times}-{seed.name}"
            file.write_text(grow(seed.read_text(encoding="utf-8"), times), encoding="utf-8")
            kilobytes = file.stat().st_size / 1024
            ours, theirs = cpu(partial(converter.convert, file)), spend([*JATS, str(file)])[1]
            yield f"  {times} x", f"{kilobytes:.0f} KB", f"{ours:.0f}", f"{ours / kilobytes:.2f}", f"{theirs:.0f}"


def grow(text: str, times: int) -> str:
    """The text with its middle, from 40 to 70 percent of its blocks, repeated."""
    blocks = text.split("\n\n")
    start, end = len(blocks) * 4 // 10, len(blocks) * 7 // 10
    return "\n\n".join([*blocks[:start], *(blocks[start:end] * times), *blocks[end:]])
