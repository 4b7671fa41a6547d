"""Scores and speed of the reference parser and the linker.

`GALLEY_REFS=FOLDER make bench` scores them on a folder with `dev.jsonl`, `links_dev.jsonl`, and the programs `score.py`
and `score_links.py` that judge them; without it only the speed is measured, on references made up here.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import converter

GALLEY = [sys.executable, "-m", "converter"]
LINES = (
    "Smith, J., & Brown, A. B. ({year}). Bridges of the north {n}. Journal of Spans, {n}(2), 5–{page}.",
    "Белов К. А., Зимина О. П. Письма с Двины {n} // Северный архив. {year}. Т. {n}, № 2. С. 10–{page}.",
    "Smith J, Brown AB, Lee C. Fever in children: a review. Lancet. {year};{n}(4):210–{page}.",
    "SILVA, M. A.; SOUZA, P. A leitura na escola {n}. São Paulo: Cortez, {year}. {page} p.",
    "Müller, Hans ({year}): Der Wandel der Arbeit {n}. In: Weber, Eva (Hg.): Arbeit. Opladen: Campus, S. 7-{page}.",
    "Nguyễn Văn Nam ({year}), Nhà ở nông thôn {n}, NXB Khoa học xã hội, Hà Nội, {page} tr.",
)
ASKED = {
    "all": ".95 / .65", "ru": ".94 / .65", "de": ".91", "pt": ".94", "it": ".91", "vi": ".90 / .50", "links": ".97",
}  # fmt: skip
SCORE = re.compile(r"^\s*(?:ALL|(\w{2}))\s+n=(\d+).* F1=(\.?[\d.]+) softF1.* exact=([\d.]+) exact_soft", re.MULTILINE)
LINKS = re.compile(r"^ALL\s+docs=\d+\s+pairs=(\d+).* F1=([\d.]+)", re.MULTILINE)


def measure_speed() -> Iterator[Sequence[object]]:
    """Made-up references a second of CPU, once the caches of words are warm, and the time until the first."""
    lines = [line.format(n=n, year=1950 + n % 70, page=n + 11) for n in range(200) for line in LINES]
    start = time.process_time()
    converter.references(lines[:1])
    yield "first reference", f"{(time.process_time() - start) * 1000:.0f} ms"
    converter.references(lines)
    start = time.process_time()
    converter.references(lines)
    yield f"{len(lines)} references", f"{len(lines) / (time.process_time() - start):.0f} a second"


def measure_scores(folder: Path) -> Iterator[Sequence[object]]:
    """Micro-F1 and the share of references with every field right, by language; F1 of the links."""
    yield "", "number", "F1", "all right", "asked"
    judged = _judge(folder, "score.py", "dev.jsonl", ["--by", "lang", "--", *GALLEY, "references", "--from", "jsonl"])
    for language, number, score, exact in SCORE.findall(judged):
        yield language or "all", number, score, exact, ASKED.get(language or "all", "")
    judged = _judge(folder, "score_links.py", "links_dev.jsonl", [*GALLEY, "citations", "--from", "jsonl"])
    for number, score in LINKS.findall(judged):
        yield "links", number, score, "", ASKED["links"]


def _judge(folder: Path, program: str, gold: str, arguments: Sequence[str]) -> str:
    command = [sys.executable, str(folder / program), "--gold", str(folder / gold), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def measurements() -> Iterator[tuple[str, Iterator[Sequence[object]]]]:
    """The tables: always speed, and scores where `GALLEY_REFS` names a folder."""
    yield "References: speed on one core", measure_speed()
    folder = os.environ.get("GALLEY_REFS")
    if folder:
        yield f"References and citations: {folder}", measure_scores(Path(folder))
