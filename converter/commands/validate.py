"""`galley validate`: JATS XML in, what is wrong with it out."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from converter.commands import Command, Misuse

if TYPE_CHECKING:
    from converter.issue_rules import Card
    from converter.sources import Source
    from converter.validation import Request, Validation
    from converter.validation.waivers import Excuses

FORMATS = tuple(sorted(file.stem for file in Path(__file__).parent.parent.glob("formats/[!_]*.py")))
LAYERS = ("well-formed", "dtd", "jats4r", "rules", "journal")
TAG_SETS = ("publishing", "archiving", "authoring")
VERSIONS = ("1.0", "1.1", "1.2", "1.3", "1.4")
FAILING = {"error": ("error",), "warning": ("error", "warning"), "never": ()}
"""From what `--fail-on` says to the severities that make the exit code 1."""

_UNREAD = "unread"


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `galley validate`."""
    add = parser.add_argument
    add("paths", metavar="PATH", nargs="+", help="an XML file, a folder, a pattern, a .zip, or - for standard input")
    add("--layers", metavar="NAMES", default=",".join(LAYERS), help="what to check by (default: %(default)s)")
    add("--format", choices=FORMATS, default="text", help="how to write what is found (default: %(default)s)")
    add("-o", "--output", metavar="FILE", type=Path, help="write it here instead of standard output")
    add("--lang", choices=("en", "ru"), default="en", help="language of the sentences (default: %(default)s)")
    add("--jats", choices=VERSIONS, default="", help="version to check by, whatever the DOCTYPE says")
    add("--tag-set", choices=TAG_SETS, default="", help="tag set to check by, whatever the DOCTYPE says")
    add("--journal", metavar="NAME_OR_FILE", help="a journal Galley knows, or the TOML file of one")
    add("--waivers", metavar="FILE", type=Path, help="waivers, instead of the nearest .galley.toml")
    add("--fail-on", choices=FAILING, default="error", help="what makes the exit code 1 (default: %(default)s)")
    add("--max-errors", metavar="N", type=int, default=0, help="stop after the file in which there are N errors in all")
    add("-q", "--quiet", action="store_true", help="leave out notes")
    add("-j", "--jobs", metavar="N", type=int, default=0, help="validate N files at once (default: one for each core)")


def run(asked: Namespace) -> int:
    """Validate the files; findings go to standard output, the summary to standard error."""
    from converter.formats import formats
    from converter.inspections import inspect
    from converter.listings import count
    from converter.schema import SchemaMissing
    from converter.schematron import SchematronBroken

    request = _build_request(asked)
    sources = _gather(asked.paths)
    excuses = _find_excuses(asked.waivers)
    counts: Counter[str] = Counter()
    done = _show_progress(inspect(sources, request, asked.jobs or _count_cores()), len(sources))
    done = _count_files(done, counts)
    told = _tally(_stop(_finish(done, excuses, request), asked.max_errors), counts, asked.quiet)
    try:
        _write(formats()[asked.format].write(told, asked.lang), asked.output)
    except (SchemaMissing, SchematronBroken) as trouble:
        raise Misuse(str(trouble)) from trouble
    _say(", ".join(count(counts[name], name) for name in ("file", "error", "warning", "note")))
    if counts[_UNREAD] and asked.fail_on != "never":
        return 2
    return int(any(counts[severity] for severity in FAILING[asked.fail_on]))


def _build_request(asked: Namespace) -> Request:
    from converter.validation import request_validation

    try:
        return request_validation(asked.layers.split(","), asked.lang, asked.journal or "", asked.jats, asked.tag_set)
    except LookupError as trouble:
        raise Misuse(str(trouble)) from trouble


def _gather(paths: list[str]) -> list[Source]:
    from converter.sources import NoSource, gather

    try:
        return list(gather(paths))
    except NoSource as trouble:
        raise Misuse(str(trouble)) from trouble


def _find_excuses(file: Path | None) -> Excuses | None:
    from datetime import date

    from converter.validation.waivers import Excuses, WaiversBroken, find_waivers, read_waivers

    try:
        waivers = read_waivers(file) if file else find_waivers(Path())
    except WaiversBroken as trouble:
        raise Misuse(str(trouble)) from trouble
    return Excuses(waivers, date.today()) if waivers else None


def _finish(done: Iterable[Validation], excuses: Excuses | None, request: Request) -> Iterator[Validation]:
    """The validations less what is waived, then what all of them show together, then what the waivers need."""
    cards: list[Card] = []
    for each in done:
        cards += [each.card] if each.card else []
        yield excuses.apply(each) if excuses else each
    if "rules" in request.layers:
        for each in _compare(cards, request):
            yield excuses.apply(each) if excuses else each
    if excuses and (remains := excuses.remains(request.language)).findings:
        yield remains


def _compare(cards: list[Card], request: Request) -> Iterator[Validation]:
    from itertools import groupby

    from converter.inspections import compare
    from converter.validation import Validation
    from converter.validation.profiles import weigh

    for file, found in groupby(compare(cards, request.language), key=lambda each: each.file):
        yield Validation(file, tuple(weigh(each, request.profile) for each in found))


def _stop(validations: Iterable[Validation], most: int) -> Iterator[Validation]:
    """The validations until there were so many errors; 0 is no limit."""
    errors = 0
    for each in validations:
        yield each
        errors += sum(finding.severity == "error" for finding in each.findings)
        if most and errors >= most:
            _say(f"stopped after {errors} errors")
            return


def _count_files(done: Iterable[Validation], counts: Counter[str]) -> Iterator[Validation]:
    for each in done:
        counts["file"] += 1
        yield each


def _tally(validations: Iterable[Validation], counts: Counter[str], quiet: bool) -> Iterator[Validation]:
    from msgspec.structs import replace

    for each in validations:
        counts.update(finding.severity.value for finding in each.findings)
        counts[_UNREAD] += each.obstacle is not None
        kept = tuple(finding for finding in each.findings if finding.severity != "note")
        yield replace(each, findings=kept) if quiet else each


def _write(pieces: Iterator[str], output: Path | None) -> None:
    if output is None:
        for piece in pieces:
            _put(piece)
        return
    try:
        with output.open("w", encoding="utf-8") as stream:
            stream.writelines(pieces)
    except OSError as trouble:
        raise Misuse(f"{output} cannot be written: {trouble.strerror}") from trouble


def _put(piece: str) -> None:
    """Text on standard output; the progress bar, if there is one, steps aside."""
    if "tqdm" in sys.modules:
        from tqdm import tqdm

        tqdm.write(piece, file=sys.stdout, end="")
    else:
        sys.stdout.write(piece)


def _show_progress(done: Iterable[Validation], total: int) -> Iterable[Validation]:
    """The validations, with a bar when there are several and somebody watches."""
    if total == 1 or not sys.stderr.isatty():
        return done
    from tqdm import tqdm

    return tqdm(done, total=total, unit="file", leave=False)


def _count_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _say(line: str) -> None:
    print(line, file=sys.stderr)


VALIDATE = Command("say what is wrong with JATS XML", add_arguments, run)
