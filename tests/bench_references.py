"""Scores and speed of the reference parser and the linker.

`GALLEY_REFS=FOLDER make bench` scores them on a folder with `dev.jsonl`, `links_dev.jsonl` and `train.jsonl`, and the
programs `score.py` and `score_links.py` that judge them; without it only the speed is measured, on references made up
here. A source left out of training stands for a journal never met; such models are trained briefly, all alike.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from measuring import GALLEY, Rows, Tables, cores

import converter

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
BRIEFLY = ("--invented", "1500", "--iterations", "15")
MOST_JUDGED = 300
WITH_MODEL = """
import sys
from pathlib import Path
from converter.styles import model
model.FILE = Path(sys.argv.pop(1))
from converter.cli import main
sys.exit(main())
"""
"""`galley` with another model."""


def measurements() -> Tables:
    """The tables: always speed, and scores where `GALLEY_REFS` names a folder."""
    yield "References: speed on one core", measure_speed()
    if given := os.environ.get("GALLEY_REFS", ""):
        yield f"References and citations: {given}/dev.jsonl", measure_scores(Path(given))
    else:
        needed = "GALLEY_REFS names no folder with dev.jsonl, links_dev.jsonl, train.jsonl, score.py and score_links.py"
        yield "References and citations: not scored", iter([(needed,)])


def unseen_measurements() -> Tables:
    """The table of sources left out; it takes some minutes."""
    if given := os.environ.get("GALLEY_REFS", ""):
        yield "References: a source left out of a brief training, beside one with it", measure_unseen(Path(given))


def measure_speed() -> Rows:
    """Made-up references a second of CPU, once the caches of words are warm, and the time until the first."""
    lines = [line.format(n=n, year=1950 + n % 70, page=n + 11) for n in range(200) for line in LINES]
    start = time.process_time()
    converter.references(lines[:1])
    yield "first reference", f"{(time.process_time() - start) * 1000:.0f} ms"
    converter.references(lines)
    start = time.process_time()
    converter.references(lines)
    yield f"{len(lines)} references", f"{len(lines) / (time.process_time() - start):.0f} a second"


def measure_scores(folder: Path) -> Rows:
    """Micro-F1 and the share of references with every field right, by language; F1 of the links."""
    yield "", "number", "F1", "all right", "asked"
    judged = _judge(
        folder, "score.py", folder / "dev.jsonl", ["--by", "lang", "--", *GALLEY, "references", "--from", "jsonl"]
    )
    for language, number, score, exact in SCORE.findall(judged):
        yield language or "all", number, score, exact, ASKED.get(language or "all", "")
    judged = _judge(folder, "score_links.py", folder / "links_dev.jsonl", [*GALLEY, "citations", "--from", "jsonl"])
    for number, score in LINKS.findall(judged):
        yield "links", number, score, "", ASKED["links"]


def measure_unseen(folder: Path) -> Rows:
    """Each source of the training data judged by a model that never saw it, and by one that did."""
    records = folder / "train.jsonl"
    sources = Counter(json.loads(line)["source"] for line in records.read_text("utf-8").splitlines())
    yield "", "number", "F1", "all right", "F1 seen", "all right seen"
    with tempfile.TemporaryDirectory() as made, ThreadPoolExecutor(cores()) as pool:
        models = {source: Path(made, f"without-{at}") for at, source in enumerate(("", *sources))}
        for _ in pool.map(_train, [records] * len(models), models.values(), models.keys()):
            pass
        for source in sources:
            gold = Path(made, "gold.jsonl")
            gold.write_text("".join(_records_of(source, records)), encoding="utf-8")
            (_, number, *unseen), (_, _, *seen) = (_judge_all(folder, gold, models[each]) for each in (source, ""))
            yield source, number, *unseen, *seen


def _train(records: Path, model: Path, without: str) -> None:
    command = [sys.executable, "-m", "converter.styles.training", str(records), "-o", str(model), *BRIEFLY]
    subprocess.run([*command, *(["--without", without] if without else [])], capture_output=True, check=True)


def _records_of(source: str, records: Path) -> Iterable[str]:
    """So many records of a source, spread evenly over all of them."""
    own = [
        line for line in records.read_text("utf-8").splitlines(keepends=True) if json.loads(line)["source"] == source
    ]
    return own[:: max(1, len(own) // MOST_JUDGED)]


def _judge_all(folder: Path, gold: Path, model: Path) -> tuple[str, str, str, str]:
    command = [sys.executable, "-c", WITH_MODEL, str(model), "references", "--from", "jsonl"]
    judged = _judge(folder, "score.py", gold, ["--", *command])
    found: list[tuple[str, str, str, str]] = SCORE.findall(judged)
    return found[0]


def _judge(folder: Path, program: str, gold: Path, arguments: Sequence[str]) -> str:
    command = [sys.executable, str(folder / program), "--gold", str(gold), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
