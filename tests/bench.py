"""Speed and memory of Galley beside `pandoc -t jats_publishing`, on the same files in the same run; then the service.

`make bench` runs it. It measures and judges nothing: a number is worth only what the machine was doing meanwhile.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import bench_references
import bench_service
import pypandoc
from typesetting import Layout, typeset

import converter
from converter.readers import read
from converter.repairs import mend

PROJECT = Path(__file__).parent.parent
SEEDS = sorted((PROJECT / "seeds").glob("*.txt"))
GALLEY = [sys.executable, "-m", "converter", "convert"]
PANDOC = [pypandoc.get_pandoc_path(), "--from=markdown", "--to=jats_publishing", "--standalone"]
FORMATS = {"docx": "docx", "odt": "odt", "rtf": "rtf", "html": "html", "epub": "epub", "tex": "latex"}
BATCH = 100
PAGES = (1, 4, 16, 42)
GROWTH = (1, 2, 4, 8, 16, 32, 64)


def main() -> None:
    """Run every measurement and print a table of each."""
    with tempfile.TemporaryDirectory() as folder:
        show(f"In process, CPU ms after warm-up ({cores()} cores)", measure_conversions())
        show("One command: wall ms, CPU ms, peak MB (median of 5)", measure_commands())
        show("The first seed in other formats: wall ms, CPU ms, peak MB (median of 3)", measure_formats(Path(folder)))
        show(f"A batch of {BATCH}: wall s, CPU s", measure_batches(Path(folder)))
        show("PDF pages: wall ms of reading, of pdftotext where it is installed", measure_pdfs(Path(folder)))
        show(f"Validating {BATCH} articles of each size: ms a file", measure_validation(Path(folder)))
        show("Growth of the body: CPU ms of Galley in process, of a pandoc command", measure_growth(Path(folder)))
    for title, rows in bench_service.measurements():
        show(title, rows)
    for title, rows in bench_references.measurements():
        show(title, rows)


def measure_conversions() -> Iterator[Sequence[object]]:
    """How long `converter.convert` takes once everything is loaded."""
    for seed in SEEDS:
        first = cpu(partial(converter.convert, seed))
        times = [cpu(partial(converter.convert, seed)) for _ in range(20)]
        yield seed.name, f"first {first:.0f}", f"median {statistics.median(times):.1f}", f"least {min(times):.1f}"


def measure_commands() -> Iterator[Sequence[object]]:
    """A whole process for one manuscript."""
    for seed in SEEDS:
        for name, command in (("galley", GALLEY), ("pandoc", PANDOC)):
            runs = [spend([*command, str(seed)]) for _ in range(5)]
            wall, used, memory = (statistics.median(column) for column in zip(*runs, strict=True))
            yield seed.name, name, f"{wall:.0f}", f"{used:.0f}", f"{memory:.0f}"


def measure_formats(folder: Path) -> Iterator[Sequence[object]]:
    """A whole process for a manuscript of each format that pandoc reads, pandoc's share in it, and pandoc alone."""
    for suffix, name in FORMATS.items():
        file = folder / f"seed.{suffix}"
        made = [pypandoc.get_pandoc_path(), "--from=markdown", f"--to={name}", "--standalone", f"--output={file}"]
        subprocess.run([*made, "--metadata=title=", str(SEEDS[0])], check=True)
        alone = [pypandoc.get_pandoc_path(), f"--from={name}", "--to=jats_publishing", "--standalone"]
        for who, command in (("galley", GALLEY), ("pandoc", alone)):
            runs = [spend([*command, str(file)]) for _ in range(3)]
            wall, used, memory = (statistics.median(column) for column in zip(*runs, strict=True))
            yield suffix, who, f"{wall:.0f}", f"{used:.0f}", f"{memory:.0f}"


def measure_batches(folder: Path) -> Iterator[Sequence[object]]:
    """Many manuscripts: by one command of Galley, by as many of pandoc."""
    files = []
    for number in range(BATCH):
        seed = SEEDS[number % len(SEEDS)]
        files.append(folder / f"{number}.txt")
        files[-1].write_bytes(seed.read_bytes())
    for jobs in (1, 2):
        wall, used, _ = spend([*GALLEY, *map(str, files), "--out-dir", str(folder / "out"), "-j", str(jobs)])
        yield f"galley -j {jobs}", f"{wall / 1000:.1f}", f"{used / 1000:.1f}"
    runs = [spend([*PANDOC, str(file)]) for file in files]
    yield "pandoc", f"{sum(run[0] for run in runs) / 1000:.1f}", f"{sum(run[1] for run in runs) / 1000:.1f}"


def measure_pdfs(folder: Path) -> Iterator[Sequence[object]]:
    """A seed set as PDF in two columns, once and again to some 300 pages: linear if all is well."""
    blocks = mend(lambda _: None, read(lambda _: None, SEEDS[0].read_bytes(), SEEDS[0].name)).blocks
    for times in PAGES:
        file = folder / f"{times}.pdf"
        file.write_bytes(typeset(blocks * times, Layout(columns=2, head="Annals, 12")))
        start = time.perf_counter()
        pages = read(lambda _: None, file.read_bytes(), file.name).blocks[-1].place.page
        ours = (time.perf_counter() - start) * 1000
        tool = shutil.which("pdftotext")
        theirs = f"{spend([tool, str(file), '/dev/null'])[0]:.0f}" if tool else "-"
        yield f"{pages} pages", f"{ours:.0f}", theirs


def measure_validation(folder: Path) -> Iterator[Sequence[object]]:
    """Layers of validation once warm, beside xmllint where that is installed; then memory over many files."""
    from converter.schema import find_dtd
    from converter.validation import LAYERS, Request, validate_xml

    for kilobytes in (35, 270):
        article = make_article(kilobytes)
        row: list[object] = [f"{len(article) // 1024} KB"]
        for layers in (("dtd",), ("jats4r",), ("rules",), LAYERS):
            work = partial(validate_xml, article, "", Request(layers))
            work()
            row.append(
                f"{'all' if len(layers) > 1 else layers[0]} {statistics.median(cpu(work) for _ in range(BATCH)):.1f}"
            )
        if xmllint := shutil.which("xmllint"):
            (folder / "article.xml").write_bytes(article)
            dtd = str(find_dtd("1.3", "publishing"))
            runs = [
                spend([xmllint, "--noout", "--nonet", "--dtdvalid", dtd, str(folder / "article.xml")])[1]
                for _ in range(BATCH)
            ]
            row.append(f"xmllint {statistics.median(runs):.1f}")
        yield row
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(10 * BATCH):
        validate_xml(make_article(35))
    yield (
        f"peak MB before and after {10 * BATCH} files",
        before // 1024,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    )


def make_article(kilobytes: int) -> bytes:
    """An article of Galley's own, its paragraphs repeated up to a size."""
    xml = converter.convert(SEEDS[0]).xml.decode()
    start = xml.index("<p>", xml.index("<body>"))
    paragraph = xml[start : xml.index("</p>", start) + 4]
    times = max(1, (kilobytes * 1024 - len(xml.encode())) // len(paragraph.encode()))
    return (xml[:start] + paragraph * times + xml[start:]).encode()


def measure_growth(folder: Path) -> Iterator[Sequence[object]]:
    """The same front matter and references around 1 to 64 times the middle of the text."""
    for times in GROWTH:
        row: list[object] = [f"{times} x"]
        for seed in SEEDS:
            file = folder / f"grown-{times}-{seed.name}"
            file.write_text(grow(seed.read_text(encoding="utf-8"), times), encoding="utf-8")
            ours = min(cpu(partial(converter.convert, file)) for _ in range(2))
            row += [f"{file.stat().st_size // 1024} KB", f"{ours:.0f}", f"{spend([*PANDOC, str(file)])[1]:.0f}"]
        yield row


def grow(text: str, times: int) -> str:
    """The text with its middle, from 40 to 70 percent of its blocks, repeated."""
    blocks = text.split("\n\n")
    start, end = len(blocks) * 4 // 10, len(blocks) * 7 // 10
    return "\n\n".join([*blocks[:start], *(blocks[start:end] * times), *blocks[end:]])


def cpu(work: Callable[[], object]) -> float:
    """CPU milliseconds of some work in this process."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def spend(command: Sequence[str]) -> tuple[float, float, float]:
    """Wall milliseconds, CPU milliseconds and peak megabytes of a process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    wall = (time.perf_counter() - start) * 1000
    return wall, (used.ru_utime + used.ru_stime) * 1000, used.ru_maxrss / 1024


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0))


def show(title: str, rows: Iterator[Sequence[object]]) -> None:
    """Print a table as its rows come in."""
    print(f"\n{title}")
    for row in rows:
        print("  " + "".join(f"{cell!s:<28}" if not index else f"{cell!s:>14}" for index, cell in enumerate(row)))


if __name__ == "__main__":
    main()
