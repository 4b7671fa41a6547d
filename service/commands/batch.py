"""`galley batch`: a folder of manuscripts is converted by a service; killed and run again it goes on where it was."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from converter.commands import Command, Misuse
from service.options import TAG_SETS, VERSIONS

if TYPE_CHECKING:
    from service.client import Outcome

KEY = "GALLEY_API_KEY"


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `galley batch`."""
    add = parser.add_argument
    add("folder", metavar="FOLDER", type=Path, help="folder of manuscripts")
    add("--server", metavar="URL", default="http://127.0.0.1:8080", help="the service (default: %(default)s)")
    add("--out", metavar="DIR", type=Path, required=True, help="write DIR/NAME.xml and DIR/NAME.json (its report)")
    add("--key", metavar="KEY", help=f"API key (default: the variable {KEY})")
    add("--journal", metavar="NAME", default="", help="a journal the service knows")
    add("--jats", choices=VERSIONS, default="1.3", help="version of JATS (default: %(default)s)")
    add("--tag-set", choices=TAG_SETS, default="publishing", help="JATS tag set (default: %(default)s)")
    add(
        "-j", "--jobs", metavar="N", type=int, default=8, help="manuscripts on their way at once (default: %(default)s)"
    )


def run(asked: Namespace) -> int:
    """Send the manuscripts, fetch what comes of them; the exit code is that of `galley convert`."""
    from concurrent.futures import ThreadPoolExecutor

    from service.client import Client

    manuscripts = _list_manuscripts(asked.folder)
    options = {"journal": asked.journal, "jats": asked.jats, "tag_set": asked.tag_set}
    client = Client(asked.server, asked.key or os.environ.get(KEY, ""), asked.jobs)
    codes = []
    asked.out.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(max(1, asked.jobs)) as pool:
        done = pool.map(lambda path: client.convert(path, asked.out, options), manuscripts)
        for outcome in _show_progress(done, len(manuscripts)):
            codes.append(outcome.exit_code)
            _say(f"{outcome.name}: {outcome.sentence}")
    usable, flawed, failed = (codes.count(code) for code in range(3))
    _say(f"{len(codes)} manuscripts: {usable} usable, {flawed} with errors, {failed} not converted")
    return max(codes)


def _list_manuscripts(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise Misuse(f"{folder}: no such folder")
    found = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    if not found:
        raise Misuse(f"{folder}: no manuscripts in it")
    stems = [path.stem for path in found]
    if twice := {stem for stem in stems if stems.count(stem) > 1}:
        raise Misuse(f"{folder}: several manuscripts are named {', '.join(sorted(twice))}: give them different names")
    return found


def _show_progress(done: Iterator[Outcome], total: int) -> Iterable[Outcome]:
    if not sys.stderr.isatty():
        return done
    from tqdm import tqdm

    return tqdm(done, total=total, unit="manuscript", leave=False)


def _say(line: str) -> None:
    """A line on standard error; the progress bar, if there is one, steps aside."""
    if "tqdm" in sys.modules:
        from tqdm import tqdm

        tqdm.write(line, file=sys.stderr)
    else:
        print(line, file=sys.stderr)


COMMAND = Command("have a folder of manuscripts converted by a service", add_arguments, run)
