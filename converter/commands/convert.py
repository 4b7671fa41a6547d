"""`galley convert`: manuscripts in, JATS XML and what an editor should know out."""

from __future__ import annotations

import gc
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from converter.commands import Command, Misuse
from converter.schema import TAG_SETS, VERSIONS

if TYPE_CHECKING:
    from converter.batches import Outcome

JOURNALS = Path(__file__).parent.parent / "journals"


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `galley convert`."""
    add = parser.add_argument
    add("manuscripts", metavar="MANUSCRIPT", nargs="+", type=Path, help="a manuscript to convert")
    add("-o", "--output", metavar="FILE", type=Path, help="write the XML here instead of standard output")
    add("--out-dir", metavar="DIR", type=Path, help="write DIR/NAME.xml for each manuscript")
    add("--media-dir", metavar="DIR", type=Path, help="write the images in the manuscript here, as the XML names them")
    add("-j", "--jobs", metavar="N", type=int, default=1, help="convert N manuscripts at the same time")
    add("--journal", metavar="NAME_OR_FILE", help="a journal Galley knows, or the TOML file of one")
    add("--jats", choices=VERSIONS, default="1.3", help="version of JATS (default: %(default)s)")
    add("--tag-set", choices=TAG_SETS, default="publishing", help="JATS tag set (default: %(default)s)")
    add("--report", metavar="FILE", type=Path, help="write all that was found and done as JSON")
    add("--verbose", action="store_true", help="list every repair instead of one line a kind")


def run(asked: Namespace) -> int:
    """Convert the manuscripts; diagnostics and summaries go to standard error."""
    targets = choose_targets(asked.manuscripts, asked.output, asked.out_dir)
    journal = find_journal(asked.journal)

    gc.disable()
    from converter.batches import Job, run_jobs

    gc.freeze()  # what is loaded stays: to look through it for garbage takes a tenth of a conversion
    gc.enable()
    jobs = [
        Job(path, journal, asked.jats, asked.tag_set, asked.report is not None, asked.media_dir is not None)
        for path in asked.manuscripts
    ]
    told = [
        _deliver(_save_media(outcome, asked.media_dir, len(jobs)), target, asked.verbose)
        for outcome, target in zip(_show_progress(run_jobs(jobs, asked.jobs), len(jobs)), targets, strict=True)
    ]
    codes = [outcome.exit_code for outcome in told]
    if asked.report and (trouble := _write_report(asked.report, told)):
        _say(f"error: {trouble}")
        codes.append(2)
    if len(told) > 1:
        _say(_summarise(codes[: len(told)]))
    return max(codes)


def choose_targets(manuscripts: Sequence[Path], output: Path | None, folder: Path | None) -> list[Path | None]:
    """The file for the XML of each manuscript, None for standard output. Raises `Misuse`."""
    if output and folder:
        raise Misuse("--output and --out-dir exclude each other")
    if folder:
        targets = [folder / f"{path.stem}.xml" for path in manuscripts]
    elif len(manuscripts) == 1:
        targets = [output] if output and str(output) != "-" else []
    else:
        raise Misuse("several manuscripts need --out-dir")
    for target, wanted in Counter(targets).items():
        if wanted > 1:
            raise Misuse(f"{wanted} manuscripts would be written to {target}: give them different names")
    sources = {path.resolve() for path in manuscripts}
    for target in targets:
        if target.resolve() in sources:
            raise Misuse(f"{target} is a manuscript and would be overwritten")
    return [*targets] or [None]


def find_journal(asked: str | None) -> str | None:
    """The journal that was asked for, if there is such a name or file. Raises `Misuse`."""
    known = sorted(path.stem for path in JOURNALS.glob("[!_]*.toml"))
    if asked is None or asked in known or Path(asked).is_file():
        return asked
    raise Misuse(f"no journal {asked!r}: it is neither a file nor one of {', '.join(known)}")


def _deliver(outcome: Outcome, target: Path | None, verbose: bool) -> Outcome:
    """Write the XML and tell the diagnostics; what comes back no longer carries the XML."""
    from converter.listings import list_diagnostics, summarise

    if outcome.xml is not None:
        outcome = _write(outcome, target)
    for line in list_diagnostics(outcome.diagnostics, verbose):
        _say(line)
    if outcome.trouble:
        _say(f"{outcome.path}: error: {outcome.trouble}")
        if verbose and outcome.traceback:
            _say(outcome.traceback)
    else:
        _say(f"{outcome.path}: {summarise(outcome.diagnostics)}" + (f" -> {target}" if target else ""))
    return outcome


def _write(outcome: Outcome, target: Path | None) -> Outcome:
    xml = outcome.xml or b""
    if target is None:
        sys.stdout.buffer.write(xml)
        return replace(outcome, xml=None)
    return replace(outcome, xml=None, trouble=_save(target, xml))


def _save_media(outcome: Outcome, folder: Path | None, manuscripts: int) -> Outcome:
    """Write the images, each manuscript's in a folder of its own where there are several."""
    if folder is None:
        return outcome
    if manuscripts > 1:
        folder = folder / outcome.path.stem
    for name, content in outcome.media.items():
        if trouble := _save(folder / Path(name).name, content):
            return replace(outcome, trouble=trouble)
    return replace(outcome, media={})


def _write_report(file: Path, told: Sequence[Outcome]) -> str:
    import json

    from converter.records import view
    from converter.report import Report

    failures = {str(each.path): each.trouble for each in told if each.trouble}
    report = Report(tuple(each.report for each in told if each.report), failures)
    text = json.dumps(view(report), ensure_ascii=False, indent=1)
    return _save(file, f"{text}\n".encode())


def _save(file: Path, content: bytes) -> str:
    """Write a file; gives the trouble in a sentence, or nothing."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as trouble:
        return f"{file} cannot be written: {trouble.strerror}."
    return ""


def _show_progress(outcomes: Iterator[Outcome], total: int) -> Iterable[Outcome]:
    """The outcomes, with a bar when there are several and somebody watches."""
    if total == 1 or not sys.stderr.isatty():
        return outcomes
    from tqdm import tqdm

    return tqdm(outcomes, total=total, unit="manuscript", leave=False)


def _say(line: str) -> None:
    """A line on standard error; the progress bar, if there is one, steps aside."""
    if "tqdm" in sys.modules:
        from tqdm import tqdm

        tqdm.write(line, file=sys.stderr)
    else:
        print(line, file=sys.stderr)


def _summarise(codes: Sequence[int]) -> str:
    from converter.listings import count

    usable, flawed, failed = (codes.count(code) for code in range(3))
    return f"{count(len(codes), 'manuscript')}: {usable} usable, {flawed} with errors, {failed} not converted"


CONVERT = Command("turn manuscripts into JATS XML", add_arguments, run, leaves_nothing=True)
